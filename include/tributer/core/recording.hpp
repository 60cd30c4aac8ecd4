#pragma once
// What a run gives to the output: axes with labels, variables over these axes, and tables of people.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tributer {

/// An axis with labels, such as "area" or "livelihood".
struct Axis {
  std::string name;
  std::vector<std::string> labels;
};

/// A monthly variable over named axes. Its cells are row-major, after arm, replicate and time.
struct Variable {
  std::string name;
  std::string long_name;
  std::string unit;  ///< a unit of UDUNITS where there is one; "1" for counts
  std::vector<std::string> axes;
  enum class Kind : uint8_t { integer, real } kind = Kind::integer;
  std::string cell_method = "time: sum";  ///< CF: "time: sum" for flows, "time: point" for stocks
  std::string group;                      ///< "" = root, "moves", "ledger", ...
  /// `people`: counts of people, or sums over people, which are multiplied by the weight. `events`: not multiplied.
  enum class Counts : uint8_t { people, events } counts = Counts::people;
};

/// Where an area lies: an instrument of any arm acts on it, it is one connection away, further away, or outside.
enum class Ring : uint8_t { cleared, connected, far, outside };

/// The values of one variable over all months of one run: [month][cells].
struct Recorded {
  std::vector<int64_t> integers;  ///< filled if kind is integer
  std::vector<double> reals;      ///< filled if kind is real
};

/// One person of the panel in one month.
struct PanelRow {
  uint64_t person = 0;
  int32_t month = 0;  ///< months since start
  int32_t area = 0, livelihood = 0, rank = 0, sex = 0, origin = 0;
  int64_t income_cents = 0, cash_cents = 0, debt_cents = 0;
  friend bool operator==(PanelRow const&, PanelRow const&) = default;
};

/// A person who was licensed at some time of a run. Months are counted since the start.
struct HolderRow {
  uint64_t person = 0;
  int32_t first_month = 0;      ///< month of the first licence; negative if it was granted in the burn-in
  int32_t months_licensed = 0;  ///< months of the run with a licence, without the burn-in
  int32_t programme =
      -1;  ///< first programme that supported a licence, as a position on the axis "programme"; -1 = none
  friend bool operator==(HolderRow const&, HolderRow const&) = default;
};

/// Everything that one run records.
struct RunRecord {
  std::vector<Recorded> variables;  ///< in the order of the layout
  std::vector<PanelRow> panel;      ///< sorted by person, then month
  std::vector<HolderRow> holders;   ///< sorted by person
  std::vector<double> seconds_per_process;
  double seconds = 0;
  int64_t miner_months = 0;
  int64_t ledger_residual_cents = 0;  ///< largest absolute residual of any month
};

}  // namespace tributer
