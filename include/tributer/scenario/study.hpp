#pragma once
// The general parts of a study: time, luck, prices, arms, comparison and output.
#include <cstdint>
#include <string>
#include <vector>

#include "tributer/scenario/design.hpp"
#include "tributer/scenario/table_reader.hpp"
#include "tributer/scenario/world_folder.hpp"

namespace tributer {

/// Bounds of the price of a mineral, USD/g. Within them, prices in whole hundred-thousandths of a dollar a milligram
/// are right within 1%.
inline constexpr double lowest_price = 0.001, highest_price = 1000;

struct TimeSpan {
  Month start;      ///< first month written
  int months = 0;   ///< months written, 1..1200
  int burn_in = 0;  ///< months before `start`, not written
  /// False after a problem in [time]. Other months are then not compared with it, which would only repeat the problem.
  bool is_known = true;
};

/// An entry `[[arm.instrument]]`, before its instrument reads it.
struct InstrumentEntry {
  std::string id;  ///< by default the type
  std::string type;
  TableReader table;
};

struct ArmInput {
  std::string name;
  std::vector<InstrumentEntry> instruments;
};

struct OutputInput {
  bool sensitive = false;  ///< results are by concession instead of by area
  double panel_share = 0;  ///< share of people in the panel, chosen by their luck
  int panel_every_months = 12;
  std::vector<std::string> series{};  ///< paths of the variables that are kept by month for every point of a design
  SeriesAs series_as = SeriesAs::runs;
};

/// A sum at which designs are compared, and the quantity that may be changed in each arm to reach it.
struct EqualCost {
  double present_usd = 0;           ///< donor's outlay in present value; 0 = designs are not brought to one cost
  std::vector<std::string> vary{};  ///< addresses "arm.NAME.ID.KEY"
};

/// Replicates are added until the interval of an outcome is narrow enough.
struct UntilNarrow {
  std::string outcome{};  ///< "" = the study has as many replicates as it says
  std::string arm{};      ///< "" = every arm that has the outcome
  double half_width = 0;  ///< of the 95% interval, in the unit of the outcome
  int step = 8, max_replicates = 256;
};

struct StudyInput {
  std::string title{};
  TimeSpan time{};
  uint64_t seed = 0, people_seed = 0;
  int replicates = 1;
  /// [mineral] prices in USD per gram, after scaling: gold (`[gold_price]`) first, then each `[[mineral]]`. They cover
  /// every month of the run, burn-in included: `first` is start - burn_in, and the burn-in has the price of the start.
  std::vector<MonthlySeries> prices{};
  std::vector<ArmInput> arms{};  ///< at least one ("baseline" if the file names none)
  std::string baseline{};        ///< [compare] baseline: name of an arm
  double discount_rate = 0.05;   ///< [compare] discount_rate: yearly, for present values
  EqualCost equal_cost{};        ///< [compare.equal_cost]
  UntilNarrow until{};           ///< [compare.until]
  OutputInput output{};
  DesignInput design{};  ///< [design]
  WorldInput world{};
  TableReader root;                ///< for the model's tables
  TableReader world_toml;          ///< for the model's tables about this world
  std::vector<InputFile> files{};  ///< the study, the files it extends, world.toml and its tables, price series, points
  /// 16 hex digits over the files in order and the overrides, without those that only say how large the ensemble is,
  /// and without `execution.*`
  std::string digest{};
};

struct StudyOptions {
  std::vector<Override> overrides;
  std::string only_arm;            ///< "" = all arms; otherwise only this arm is kept, and it is its own baseline
  int replicates = 0, months = 0;  ///< 0 = as written in the study
  enum class DesignTable : uint8_t { read, passed_over } design = DesignTable::read;
  std::vector<InputFile> files{};  ///< copies of the study's files, which are then not read from the disk
};

/// Reads everything except the tables of the model. Problems go to `book`. A study that cannot be read at all (no file,
/// or not TOML) is returned without arms. Afterwards the model reads `root` and `world_toml`, and finish_reading
/// follows.
StudyInput read_study(std::filesystem::path const& file, StudyOptions const& options, ParameterBook& book);
/// The study of an empty file, to list the parameters that read_study declares.
StudyInput default_study(ParameterBook& book, Entries entries = Entries::none);
/// Checks the names in [output] series once the paths of all variables are known. Problems go to `book`.
void check_series(StudyInput const& study, std::vector<std::string> const& variables, ParameterBook& book);
/// Reports keys of the study and of world.toml that no part of the model declared, and throws all problems, if any.
void finish_reading(StudyInput const& study, ParameterBook const& book);

}  // namespace tributer
