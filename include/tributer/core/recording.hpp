#pragma once
// What a run hands to the output: axes with labels, variables over them, and one frame a month.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tributer {

/// A labelled axis ("area", "livelihood", ...).
struct Axis {
  std::string name;
  std::vector<std::string> labels;
};

/// A monthly outcome over named axes (row-major, after arm, replicate and time).
struct Variable {
  std::string name;
  std::string long_name;
  std::string unit;  ///< UDUNITS where it has one ("1" for counts)
  std::vector<std::string> axes;
  enum class Kind : uint8_t { integer, real } kind = Kind::integer;
  std::string cell_method = "time: sum";  ///< CF: "time: sum" for flows, "time: point" for stocks
  std::string group;                      ///< "" = root, "moves", "ledger", ...
  /// Counts people, or sums over them: multiplied by the people one simulated person stands for.
  enum class Counts : uint8_t { people, events } counts = Counts::people;
};

/// Where an area lies: acted on by an instrument of any arm, one connection away, further, or outside.
enum class Ring : uint8_t { cleared, connected, far, outside };

/// Values of one variable over all months of one run: [month][cells].
struct Recorded {
  std::vector<int64_t> integers;  ///< filled if kind is integer
  std::vector<double> reals;      ///< filled if kind is real
};

/// One person-month of the panel.
struct PanelRow {
  uint64_t person = 0;
  int32_t month = 0;  ///< months since start
  int32_t area = 0, livelihood = 0, rank = 0, sex = 0, origin = 0;
  int64_t income_cents = 0, cash_cents = 0, debt_cents = 0;
};

/// A person who held a licence for an operation at some time of a run. Months are counted since the start.
struct HolderRow {
  uint64_t person = 0;
  int32_t first_month = 0;      ///< of the first licence; negative if it was granted in the burn-in
  int32_t months_licensed = 0;  ///< of the run, burn-in not counted
  int32_t programme = -1;       ///< first that supported a licence, along the axis "programme"; -1 = none
  friend bool operator==(HolderRow const&, HolderRow const&) = default;
};

/// Everything one run (arm, replicate) leaves behind.
struct RunRecord {
  std::vector<Recorded> variables;  ///< in the order of the layout
  std::vector<PanelRow> panel;      ///< by person, then month
  std::vector<HolderRow> holders;   ///< by person
  std::vector<double> seconds_per_process;
  double seconds = 0;
  int64_t miner_months = 0;
  int64_t ledger_residual_cents = 0;  ///< largest absolute residual of any month
};

}  // namespace tributer
