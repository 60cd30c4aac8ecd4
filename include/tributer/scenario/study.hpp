#pragma once
// The parts of a study that belong to no rule of the model: time, luck, arms, comparison, output.
#include <cstdint>
#include <string>
#include <vector>

#include "tributer/scenario/table_reader.hpp"
#include "tributer/scenario/world_folder.hpp"

namespace tributer {

struct TimeSpan {
  Month start;       ///< first month written
  int months = 0;    ///< months written, 1..1200
  int burn_in = 0;   ///< months before `start`, not written
};

struct PriceInput {
  MonthlySeries usd_per_gram;  ///< covers every month of the run
};

/// `[[arm.instrument]]`, still unread by its instrument.
struct InstrumentEntry {
  std::string id;    ///< default: its type
  std::string type;
  TableReader table;
};

struct ArmInput {
  std::string name;
  std::vector<InstrumentEntry> instruments;
};

struct OutputInput {
  bool sensitive = false;          ///< concession axis instead of area
  double panel_share = 0;          ///< of people, keyed
  int panel_every_months = 12;
};

struct Study {
  std::string title;
  TimeSpan time;
  uint64_t seed = 0;
  int replicates = 1;
  PriceInput gold_price;
  std::vector<ArmInput> arms;      ///< at least one ("baseline" if the file names none)
  std::string baseline;            ///< [compare] baseline: name of an arm
  OutputInput output;
  WorldInput world;
  TableReader root;                ///< for the model's tables
  TableReader world_toml;          ///< for the model's tables about this world
  std::vector<InputFile> files;
  std::string digest;              ///< 16 hex digits over every input file, in order
};

struct StudyOptions {
  std::vector<Override> overrides;
  std::string only_arm;            ///< "" = all; the baseline is kept for comparison only if named
  int replicates = 0, months = 0;  ///< 0 = as written
};

/// Reads everything but the model's own tables; problems go to `book`.
Study read_study(std::filesystem::path const& file, StudyOptions const& options, ParameterBook& book);

}  // namespace tributer
