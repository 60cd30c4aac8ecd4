#pragma once
// One row a person: a working-age person who mines or might. Columns of plain numbers, 60 bytes.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "tributer/core/column.hpp"
#include "tributer/core/enumeration.hpp"

namespace tributer {

inline constexpr uint8_t gone = 255;  ///< livelihood of a free row: the person left the table

TRIBUTER_ENUM(Rank, worker, skilled, lead, manager);
inline constexpr int n_ranks = count_of<Rank>;
TRIBUTER_ENUM(Sex, male, female);
TRIBUTER_ENUM(PersonOrigin, local, migrant);

/// Why a person does not work this month.
TRIBUTER_ENUM(Absence, present, evicted, travelling, injured, arrived);

/// Cause of a person's last move.
TRIBUTER_ENUM(MoveCause, unmoved, sought, fled, returned);

struct Miners {
  Column<uint64_t> id{0};             ///< 48 bits; bit 47 set for people who entered after the start
  Column<uint16_t> home{1};           ///< concession, or outside
  Column<uint16_t> location{2};       ///< concession, or outside
  Column<uint16_t> last_location{3};  ///< concession last lived at before going outside
  Column<uint8_t> livelihood{4};      ///< position in the livelihood axis, or `gone`
  Column<uint8_t> rank{5};            ///< standing in the trade, in any livelihood
  Column<uint8_t> sex{6};
  Column<uint8_t> origin{7};  ///< local, or migrant (home outside)
  Column<uint16_t> age_months{8};
  Column<uint8_t> dependants{9};  ///< people fed besides the miner
  Column<uint8_t> girls{10};      ///< of school age, among the dependants
  Column<uint8_t> boys{11};
  Column<uint8_t> girls_out{12};  ///< of school age and out of school
  Column<uint8_t> boys_out{13};
  Column<float> attachment{14};             ///< lasting taste for mining (utility)
  Column<int16_t> risk_aversion_milli{15};  ///< utility per unit of perceived risk, in thousandths
  Column<int16_t> legitimacy_milli{16};     ///< utility lost by unlicensed work, in thousandths
  Column<uint16_t> others_income_usd{17};   ///< a month, earned by others in the household
  Column<int32_t> cash_cents{18};
  Column<int32_t> debt_cents{19};    ///< owed to the buyer of gold
  Column<int32_t> income_cents{20};  ///< own net earnings of this month
  Column<int32_t> consumption_cents{21};
  Column<uint8_t> months_injured{22};  ///< still to go
  Column<uint16_t> evicted_from{23};
  Column<uint16_t> evicted_month{24};  ///< 1 + month of the run in which the episode began; 0 = never
  Column<uint8_t> waiting{25};         ///< months left in which an evicted person reconsiders every month
  Column<uint8_t> move_cause{26};
  Column<uint8_t> absence{27};     ///< of this month
  Column<uint32_t> operation{28};  ///< 1 + row of the operation a manager runs; 0 = none
  Column<uint8_t> package{29};     ///< 1 + what a programme left him with (World::packages); 0 = nothing

  std::size_t size() const { return id.size(); }
  bool alive(std::size_t i) const { return livelihood[i] != gone; }

  /// Calls f(name, column) for every column.
  template <class Self, class F>
  static void each(Self& m, F&& f) {
    f("id", m.id), f("home", m.home), f("place", m.location), f("last_place", m.last_location);
    f("livelihood", m.livelihood), f("rank", m.rank), f("sex", m.sex), f("origin", m.origin);
    f("age_months", m.age_months), f("dependants", m.dependants), f("girls", m.girls), f("boys", m.boys);
    f("girls_out", m.girls_out), f("boys_out", m.boys_out), f("attachment", m.attachment);
    f("risk_aversion_milli", m.risk_aversion_milli), f("legitimacy_milli", m.legitimacy_milli);
    f("others_income_usd", m.others_income_usd), f("cash_cents", m.cash_cents), f("debt_cents", m.debt_cents);
    f("income_cents", m.income_cents), f("consumption_cents", m.consumption_cents);
    f("months_injured", m.months_injured), f("evicted_from", m.evicted_from), f("evicted_month", m.evicted_month);
    f("waiting", m.waiting), f("move_cause", m.move_cause), f("absence", m.absence), f("operation", m.operation);
    f("package", m.package);
  }
  void resize(std::size_t n) {
    each(*this, [n](char const*, auto& column) { column.resize(n); });
  }
  std::size_t bytes() const {
    std::size_t sum = 0;
    each(*this, [&sum](char const*, auto const& column) { sum += column.bytes(); });
    return sum;
  }
};

}  // namespace tributer
