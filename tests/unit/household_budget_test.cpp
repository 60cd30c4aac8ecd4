// Tests that budgets of households side by side in vectors are those that define them, one by one, for every kind of
// vector that this processor has. Everything is compared exactly, so false alarms cannot happen.
#include "tributer/model/household_budget.hpp"
#include "tributer/core/rng.hpp"
#include "vector_kinds.hpp"

using namespace tributer;

namespace {

struct Households {
  Miners miners;
  Budgets budgets;
};

/// Households of any wealth, among them free rows, people who entered within the year and people who do not mine.
/// Amounts are below 2^bits cents, and often at a bound of the rules.
Households random_households(uint64_t seed, int bits) {
  Households h;
  Miners& m = h.miners;
  m.resize(Budgets::most);
  uint64_t draws = 0;
  auto const below = [&](uint64_t n) { return mix(seed, ++draws) % n; };
  auto const amount = [&] {
    return static_cast<int32_t>(below(4) == 0 ? below(3) : below(uint64_t{1} << below(bits)));
  };
  for (std::size_t i = 0; i < m.size(); ++i) {
    m.livelihood[i] = below(10) == 0 ? gone : static_cast<uint8_t>(below(8));
    m.cash_cents[i] = amount(), m.debt_cents[i] = below(2) == 0 ? amount() : 0;
    m.income_cents[i] = below(20) == 0 ? -amount() : amount();
    m.income_year_cents[i] = below(4) == 0 ? entered_this_year : amount();
    m.consumption_cents[i] = amount(),
    m.others_income_usd[i] = static_cast<uint16_t>(below(below(2) == 0 ? 100 : 65536));
    h.budgets.need[i] = amount(), h.budgets.fees[i] = below(2) == 0 ? amount() : 0;
    h.budgets.limit[i] = below(2) == 0 ? amount() : no_credit;
    // Some are exactly at the bound between enough and too little.
    if (below(8) == 0)
      m.others_income_usd[i] = 0, m.income_cents[i] = static_cast<int32_t>(h.budgets.need[i]), h.budgets.fees[i] = 0;
  }
  return h;
}

BudgetRules random_rules(uint64_t seed) {
  // Whole tenths, and odd shares.
  auto const share = [&](uint64_t name) {
    return static_cast<int64_t>(seed % 3 == 0 ? mix(seed, name) % 11 * 1000 : mix(seed, name) % 10'001);
  };
  return {share(1), share(2), share(3), 10'000 + static_cast<int64_t>(seed % 7 * 1234),
          0.1 * static_cast<double>(seed % 31)};
}

std::array<Cents, 6> all(BudgetSums const& s) {
  return {s.kin_claims, s.others_income, s.credit_repaid, s.trader_credit, s.school_fees, s.consumption};
}

/// Columns and sums that differ between budgets side by side, by `rules`, and one by one, by `other`.
int64_t different(BudgetRules const& rules, BudgetRules const& other, Households const& before, std::size_t begin,
                  std::size_t n) {
  Households together = before, single = before;
  BudgetSums together_sums, single_sums;
  settle_households(rules, together.miners, begin, n, together.budgets, together_sums);
  for (std::size_t k = 0; k < n; ++k) settle_household(other, single.miners, begin + k, single.budgets, k, single_sums);
  Miners const &a = together.miners, &b = single.miners;
  int64_t different = all(together_sums) != all(single_sums);
  for (std::size_t i = 0; i < a.size(); ++i)
    different += a.cash_cents[i] != b.cash_cents[i] || a.debt_cents[i] != b.debt_cents[i] ||
                 a.consumption_cents[i] != b.consumption_cents[i] || a.income_year_cents[i] != b.income_year_cents[i] ||
                 a.income_cents[i] != b.income_cents[i];
  for (std::size_t k = 0; k < n; ++k) different += together.budgets.borrowed[k] != single.budgets.borrowed[k];
  return different;
}

template <class F>
bool stops(F const& f) {
  try {
    f();
  } catch (Bug const&) {
    return true;
  }
  return false;
}

}  // namespace

TEST_CASE("Budgets side by side are those of households one by one, with every kind of vector", "[budget]") {
  with_each_kind_of_vector([] {
    int64_t wrong = 0, planted = 0;
    for (uint64_t seed = 1; seed <= 400; ++seed) {
      BudgetRules const rules = random_rules(seed);
      Households const households = random_households(seed, seed % 2 == 0 ? 20 : 29);
      std::size_t const begin = seed % 17, n = 1 + mix(seed, seed) % (Budgets::most - begin);
      wrong += different(rules, rules, households, begin, n);
      BudgetRules fault = rules;
      ++fault.repaid;  // the planted fault: a basis point of one rule
      planted += different(rules, fault, households, begin, n) > 0;
    }
    CHECK(wrong == 0);
    CHECK(planted > 200);
  });
}

TEST_CASE("A column that cannot hold what comes of a budget stops the run, with every kind of vector", "[budget]") {
  with_each_kind_of_vector([] {
    for (std::size_t const row : {0u, 7u, 100u, 254u})
      for (int32_t const spare : {0, 1}) {
        // Everything is consumed: all that 32 bits can hold, or one cent more.
        Households h;
        h.miners.resize(Budgets::most);
        h.miners.income_cents[row] = std::numeric_limits<int32_t>::max() - 100 * 300 + 1 - spare;
        h.miners.others_income_usd[row] = 300;
        BudgetRules const rules{0, 0, 0, 10'000, 0};
        BudgetSums sums;
        CHECK(stops([&] { settle_households(rules, h.miners, 0, 255, h.budgets, sums); }) == (spare == 0));
        // Earnings of the year, likewise.
        Households y;
        y.miners.resize(Budgets::most);
        y.miners.income_cents[row] = 1000,
        y.miners.income_year_cents[row] = std::numeric_limits<int32_t>::max() - 999 - spare;
        CHECK(stops([&] { settle_households(rules, y.miners, 0, 255, y.budgets, sums); }) == (spare == 0));
      }
  });
}
