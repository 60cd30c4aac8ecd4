#pragma once
// The parts of a study that belong to no rule of the model: time, luck, arms, comparison, output.
#include <cstdint>
#include <string>
#include <vector>

#include "tributer/scenario/table_reader.hpp"
#include "tributer/scenario/world_folder.hpp"

namespace tributer {

struct TimeSpan {
  Month start;      ///< first month written
  int months = 0;   ///< months written, 1..1200
  int burn_in = 0;  ///< months before `start`, not written
};

/// `[[arm.instrument]]`, still unread by its instrument.
struct InstrumentEntry {
  std::string id;  ///< default: its type
  std::string type;
  TableReader table;
};

struct ArmInput {
  std::string name;
  std::vector<InstrumentEntry> instruments;
};

struct OutputInput {
  bool sensitive = false;  ///< concession axis instead of area
  double panel_share = 0;  ///< of people, keyed
  int panel_every_months = 12;
};

struct StudyInput {
  std::string title{};
  TimeSpan time{};
  uint64_t seed = 0, people_seed = 0;
  int replicates = 1;
  /// [mineral] in USD per gram, gold (`[gold_price]`) first, then each `[[mineral]]`. Covers every month of the run,
  /// burn-in included: `first` is start - burn_in, and the months of the burn-in hold the price of start. Scaled.
  std::vector<MonthlySeries> prices{};
  std::vector<ArmInput> arms{};  ///< at least one ("baseline" if the file names none)
  std::string baseline{};        ///< [compare] baseline: name of an arm
  double discount_rate = 0.05;   ///< [compare] discount_rate: a year, for present values
  OutputInput output{};
  WorldInput world{};
  TableReader root;                ///< for the model's tables
  TableReader world_toml;          ///< for the model's tables about this world
  std::vector<InputFile> files{};  ///< study, what it extends, world.toml, its tables, price series
  std::string digest{};            ///< 16 hex digits over the files in order and the overrides but `execution.*`
};

struct StudyOptions {
  std::vector<Override> overrides;
  std::string only_arm;            ///< "" = all; else only this arm is kept and is its own baseline
  int replicates = 0, months = 0;  ///< 0 = as written
};

/// Reads everything but the model's own tables; problems go to `book`. A study that could not be
/// read at all (no file, not TOML) comes back without arms.
/// Then: the model's readers on `root` and `world_toml`, then finish_reading.
StudyInput read_study(std::filesystem::path const& file, StudyOptions const& options, ParameterBook& book);
/// The study of an empty file, to list the parameters that read_study declares.
StudyInput default_study(ParameterBook& book, Entries entries = Entries::none);
/// Reports the keys of study and world.toml that nobody declared, and throws all problems, if any.
void finish_reading(StudyInput const& study, ParameterBook const& book);

}  // namespace tributer
