#pragma once
// What a results file says about itself. The writer and the readers of results share these definitions.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tributer {

inline constexpr std::string_view results_file_type = "tributer results";
inline constexpr std::string_view results_format_version = "1.4";
inline constexpr std::string_view results_intended_use =
    "Explains and compares what may happen to artisanal miners under different actions; it does not forecast. "
    "Not for choosing concessions to clear, nor people to act against.";

struct InputFile {
  std::string path, content;
};

/// Everything from which a study can be read again: its files, and what the command line changed.
struct StudyCopy {
  std::string file;  ///< name of the study among `files`
  std::vector<InputFile> files;
  std::vector<std::pair<std::string, std::string>> changes;  ///< address and value
  std::string only_arm;                                      ///< "" = all arms
};

/// The points of a design: what is set otherwise than in the study. Point 0 is the study as it is written.
struct PointSettings {
  std::vector<std::string> addresses{};
  std::vector<std::vector<std::string>> values{};  ///< [point][address], as texts
  std::string kind{};                              ///< how the points are chosen, such as "sobol"
  std::vector<double> minima{}, maxima{};          ///< [address], the range of draws; NaN of a file
  std::vector<std::string> scales{};               ///< [address]: "linear" or "log"
  std::size_t points() const { return values.empty() ? 1 : values.size(); }
};

/// How the monthly variables of points are kept that [output] series names: those of every run, or quantiles over
/// replicates.
enum class SeriesAs : uint8_t { runs, quantiles };
inline constexpr std::array quantiles_of_series{0.05, 0.25, 0.5, 0.75, 0.95};

/// A run of an ensemble that could not be run to its end.
struct FailedRun {
  uint32_t point = 0, replicate = 0;
  std::string arm;  ///< "" = before any arm began
  std::string message;
};

/// One declared parameter with the value that the study uses; `from_default` is "yes" or "no".
struct ParameterRow {
  std::string address, type, unit, minimum, maximum, default_value, value, source, about, from_default;
};

/// The months in which an arm has presence, or in which a programme runs: the first and the last month since the start,
/// or -1 if there are none.
struct MonthWindow {
  int32_t first_month = -1, last_month = -1;
  bool exists() const { return first_month >= 0; }
};

}  // namespace tributer
