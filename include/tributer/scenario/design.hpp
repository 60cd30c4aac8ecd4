#pragma once
// The part [design] of a study: which parameters vary among the points of an ensemble, and how points are drawn.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tributer/core/design.hpp"
#include "tributer/scenario/table_reader.hpp"

namespace tributer {

class CsvTable;
struct StudyInput;

/// One quantity that a design varies: an entry `[[design.vary]]`.
struct Varied {
  std::string address;
  std::optional<double> min{}, max{};  ///< absent: the declared range
  using Scale = PointScale;
  Scale scale = Scale::linear;
  int levels = 3;                      ///< of a grid
  std::vector<double> values{};        ///< of a grid, instead of a range with levels
  std::optional<TableReader> table{};  ///< for problems that are found after all parameters are declared
};

struct DesignInput {
  bool exists = false;  ///< the study has a [design], or the command line asks for points
  DesignKind kind = DesignKind::sobol;
  int points = 64;         ///< points that are drawn beside point 0; of saltelli, points from which rows are made
  bool uncertain = false;  ///< also varies the parameters that are assumed
  uint64_t seed = 1;
  std::vector<Varied> vary{};
  std::vector<std::string> addresses{};          ///< of a file: the names of its columns
  std::vector<std::vector<std::string>> rows{};  ///< of a file: its cells as they are written, a row for each point
  std::shared_ptr<CsvTable> file{};              ///< of a file: reads its cells and reports their problems
  std::vector<std::string> arms_left_out{};      ///< arms of the study that do not run
  std::optional<TableReader> table{};            ///< [design] itself
};

/// A quantity that varies, checked against its declaration.
struct DesignVariable {
  std::string name;                      ///< its first address
  std::vector<std::string> addresses{};  ///< of parameters that have the same value at each point
  double min = 0, max = 0;
  PointScale scale = PointScale::linear;
  bool whole = false;  ///< whole numbers only
  int n_levels = 0;    ///< of a grid: levels at equal steps by the scale, unless `levels` are given
  std::vector<double> levels{};
  std::string own_value{};  ///< the value of the study, as text
};

/// A design, checked once all parameters are declared.
struct Design {
  DesignKind kind = DesignKind::sobol;
  int points = 0;
  uint64_t seed = 0;
  std::vector<DesignVariable> variables{};       ///< empty if the study has no design
  std::vector<std::vector<std::string>> rows{};  ///< of a file: values as they are set, [point][variable]
};

/// Reads [design]. The table of points, if it names one, is added to `files`.
DesignInput read_design(TableReader const& root, uint64_t seed_of_study, std::vector<InputFile>& files);
/// Checks the design of a study once all parameters are declared. Problems go to `book`.
Design make_design(StudyInput const& study, ParameterBook& book);

}  // namespace tributer
