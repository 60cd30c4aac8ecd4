#pragma once
// One row a person: a working-age person who mines or might. Columns of plain numbers, 68 bytes.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "tributer/core/column.hpp"
#include "tributer/core/enumeration.hpp"

namespace tributer {

inline constexpr int byte_values = 256;  ///< values that a column of one byte can hold
inline constexpr uint8_t gone = 255;     ///< livelihood of a free row: the person left the table

enum Rank : uint8_t { worker, skilled, lead, manager };
inline constexpr int n_ranks = n_of<Rank>;
enum Sex : uint8_t { male, female };
enum PersonOrigin : uint8_t { local, migrant };
/// The fifth of households to which a person's belonged when the study began, by income over need.
enum Fifth : uint8_t { came_later, poorest_fifth, second_fifth, middle_fifth, fourth_fifth, richest_fifth };

/// `income_year_cents` of a person who entered within the year.
inline constexpr int32_t entered_this_year = -1;

/// Why a person does not work this month.
enum Absence : uint8_t { present, evicted, travelling, injured, arrived };

/// Cause of a move.
enum MoveCause : uint8_t { unmoved, sought, fled, returned };

// clang-format off
#define TRIBUTER_MINER_COLUMNS(column) \
  column(uint64_t, id, "63 bits, made of the concession and of when and as which person somebody entered there") \
  column(uint16_t, home, "concession, or outside") \
  column(uint16_t, location, "concession, or outside") \
  column(uint16_t, last_location, "concession last lived at before going outside") \
  column(uint8_t, livelihood, "position in the livelihood axis, or `gone`") \
  column(uint8_t, rank, "standing in the trade, in any livelihood") \
  column(uint8_t, sex, "male or female") \
  column(uint8_t, origin, "local, or migrant: home outside") \
  column(uint16_t, age_months, "age") \
  column(uint8_t, dependants, "people fed besides the miner") \
  column(uint8_t, girls, "girls of school age among the dependants") \
  column(uint8_t, boys, "boys of school age among the dependants") \
  column(uint8_t, girls_out, "girls of school age out of school") \
  column(uint8_t, boys_out, "boys of school age out of school") \
  column(uint8_t, girls_mining, "of girls out of school, those who mine") \
  column(uint8_t, boys_mining, "of boys out of school, those who mine") \
  column(uint8_t, girls_other_work, "of girls out of school, those who do other work") \
  column(uint8_t, boys_other_work, "of boys out of school, those who do other work") \
  column(float, attachment, "lasting taste for mining, utility") \
  column(int16_t, risk_aversion_milli, "utility lost per unit of perceived risk, in thousandths") \
  column(int16_t, legitimacy_milli, "utility lost by unlicensed work, in thousandths") \
  column(uint16_t, others_income_usd, "income of others in the household in a month") \
  column(int32_t, cash_cents, "savings") \
  column(int32_t, debt_cents, "debt to the trader") \
  column(int32_t, income_cents, "own net earnings of this month") \
  column(int32_t, consumption_cents, "consumption of the household this month") \
  column(uint8_t, months_injured, "months without work still to go") \
  column(uint16_t, evicted_from, "concession of the last eviction") \
  column(uint16_t, evicted_month, "1 + month of the run in which the episode began; 0 = never") \
  column(uint8_t, waiting, "months left in which an evicted person reconsiders every month") \
  column(uint8_t, absence, "why the person does not work this month") \
  column(uint32_t, operation, "1 + row of the operation that a manager runs; 0 = none") \
  column(uint8_t, package, "1 + row of what a programme left the person with (World::packages); 0 = nothing") \
  column(uint8_t, fifth, "fifth of households by income over need in the year before the study, or `came_later`") \
  column(int32_t, income_year_cents, "own net earnings since the year of the study began; -1 = entered within it")
// clang-format on

struct Miners {
#define TRIBUTER_POSITION(type, name, about) at_##name,
#define TRIBUTER_MEMBER(type, name, about) Column<type> name{at_##name};
#define TRIBUTER_VISIT(type, name, about) f(#name, about, m.name);
  enum Position : int { TRIBUTER_MINER_COLUMNS(TRIBUTER_POSITION) };
  TRIBUTER_MINER_COLUMNS(TRIBUTER_MEMBER)
  /// Calls f(name, meaning, column) for every column.
  template <class Self, class F>
  static void each(Self& m, F&& f){TRIBUTER_MINER_COLUMNS(TRIBUTER_VISIT)}
#undef TRIBUTER_POSITION
#undef TRIBUTER_MEMBER
#undef TRIBUTER_VISIT

  std::size_t size() const {
    return id.size();
  }
  bool alive(std::size_t i) const { return livelihood[i] != gone; }

  void resize(std::size_t n) {
    each(*this, [n](char const*, char const*, auto& column) { column.resize(n); });
  }
  /// `n` rows, with some room for months in which more people enter than leave.
  void start_with(std::size_t n) {
    each(*this, [n](char const*, char const*, auto& column) { column.reserve(n + n / 64), column.resize(n); });
  }
  std::size_t bytes() const {
    std::size_t sum = 0;
    each(*this, [&sum](char const*, char const*, auto const& column) { sum += column.bytes(); });
    return sum;
  }
};

}  // namespace tributer
