#pragma once
// Writes the group /points/series of the results of an ensemble: the monthly variables that [output] series names, at
// every point. Values are reals, so that those of failed runs are NaN.
#include <string>
#include <vector>

#include "tributer/output/results_file.hpp"

namespace tributer {

inline constexpr char series_group[] = "/points/series";
/// Of the group: "runs" or "quantiles".
inline constexpr char series_attribute[] = "series_as";

/// The path of a variable's series in the file: "/points/series/moves/moves".
std::string series_path(Variable const& variable);

class PointSeries {
 public:
  /// Makes the group. The arguments must live longer.
  PointSeries(Hdf5File& file, ResultsMetadata const& metadata, Layout const& layout);

  /// Adds a block whose runs have the chosen variables only. Blocks are added by point, then replicate. In memory are
  /// few replicates at a time, or, for quantiles, those of one point.
  void add(BlockKey key, std::vector<RunRecord> const& runs);
  /// Writes all quantiles of a point, of each chosen variable [arm][quantile][time][cells].
  void write_quantiles(uint32_t point, std::vector<std::vector<double>> const& by_variable);
  /// Writes what still waits in memory.
  void finish();

 private:
  struct Chosen {
    Variable variable;
    std::vector<uint64_t> lengths{};  ///< of its axes
    uint64_t values = 0;              ///< of one run
  };
  struct Waiting {
    uint32_t replicate;
    std::vector<std::vector<double>> by_variable;  ///< [arm][time][cells]
  };

  bool as_runs() const { return metadata_.series.as == SeriesAs::runs; }
  void make_coordinates();
  void make_dataset(Chosen const& chosen);
  void write_part(Chosen const& chosen, uint64_t first, uint64_t count, std::vector<double> const& values);
  void write_replicates();
  std::vector<std::vector<double>> quantiles_of_replicates() const;

  Hdf5File& file_;
  ResultsMetadata const& metadata_;
  Layout const& layout_;
  std::vector<Chosen> chosen_;
  uint64_t together_ = 1;  ///< replicates in a chunk of the file
  uint32_t point_ = 0;
  std::vector<Waiting> waiting_;  ///< of one point
};

}  // namespace tributer
