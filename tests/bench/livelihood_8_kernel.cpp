// LIVELIHOOD-8 with the engine's columns, streams and vector math.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tests/bench/livelihood_8_kernel.cpp"
#include <hwy/foreach_target.h>

#include <algorithm>

#include "tests/bench/livelihood_8.hpp"
#include "tributer/core/vector_math.hpp"

#ifndef TRIBUTER_LIVELIHOOD_8_MONTH
#define TRIBUTER_LIVELIHOOD_8_MONTH
namespace livelihood_8 {
/// What is the same for all agents of a step.
struct Month {
  uint64_t key;
  uint32_t month;
  alignas(64) std::array<float, n_sites> income, risk;
  alignas(64) std::array<std::array<float, 16>, n_options> liking{};  ///< by option and type: b + a ln mult
  std::array<std::array<float, n_neighbours>, n_sites> way;           ///< by site: weights of neighbours, summed up
  std::array<std::array<uint8_t, n_neighbours>, n_sites> to;
};
}  // namespace livelihood_8
#endif

HWY_BEFORE_NAMESPACE();
namespace livelihood_8 {
namespace HWY_NAMESPACE {

using namespace tributer::HWY_NAMESPACE;

void advance(Agents& agents, Month const& month, Totals& totals) {
  Reals const d;
  Wholes const whole;
  Words const word;
  hn::Rebind<uint8_t, Wholes> const narrow;
  std::size_t const lanes = hn::Lanes(d);
  auto const set = [&](float x) { return hn::Set(d, x); };
  constexpr std::size_t block = 256, most_lanes = 16;
  alignas(64) std::array<float, block> where{};
  alignas(64) std::array<int32_t, block> chosen{}, site_of{};
  std::array<std::array<std::array<uint32_t, n_options>, n_sites>, 4> counts{};  // by turns: equal cells in a row wait
  int64_t wealth_sum = 0;
  for (std::size_t first = 0; first < agents.size(); first += block) {
    std::size_t const last = std::min(first + block, agents.size());
    WholeV sum = hn::Zero(whole);
    for (std::size_t i = first; i < last; i += lanes) {
      auto const bytes = [&](tributer::Column<uint8_t> const& column) {
        return hn::PromoteTo(whole, hn::LoadU(narrow, column.data() + i));
      };
      auto const real = [&](tributer::Column<float> const& column) { return hn::LoadU(d, column.data() + i); };
      WordV low, high;
      hn::LoadInterleaved2(word, reinterpret_cast<uint32_t const*>(agents.id.data() + i), low, high);
      WordBlock const luck = philox(low, high, hn::Zero(word), hn::Set(word, month.month), month.key);
      WholeV const site = bytes(agents.site), option = bytes(agents.option), type = bytes(agents.type);
      RealV const income = hn::GatherIndex(d, month.income.data(), site),
                  risk_here = hn::GatherIndex(d, month.risk.data(), site);
      RealV const skill = real(agents.skill), habit = real(agents.habit);
      RealV const risk = hn::Mul(real(agents.aversion), risk_here), inertia = hn::Add(habit, set(0.5f));
      auto const by_type = hn::IndicesFromVec(d, type);
      RealV weight[n_options], per_skill[n_options], total = hn::Zero(d);
      for (std::size_t k = 0; k < n_options; ++k) {
        per_skill[k] = hn::Add(hn::Mul(skill, set(e[k])), set(1.0f));
        RealV const cost = hn::Mul(inertia, set(c[k]));
        RealV const liking = hn::TableLookupLanes(hn::Load(d, month.liking[k].data()), by_type);
        auto const same = hn::RebindMask(d, hn::Eq(option, hn::Set(whole, static_cast<int32_t>(k))));
        weight[k] = hn::Sub(hn::Sub(hn::Add(liking, hn::Mul(set(a), log_of(per_skill[k]))), hn::Mul(risk, set(sig[k]))),
                            hn::IfThenZeroElse(same, cost));
        weight[k] = exp_of(weight[k]);  // of numbers so small that none needs to be taken off
        total = hn::Add(total, weight[k]);
      }
      RealV const drawn = hn::Mul(to_uniform(luck.word[0]), total);
      // The first option whose summed weight exceeds the draw.
      RealV below = hn::Zero(d), factor = hn::Mul(per_skill[0], set(mult[0])), spread = set(sig[0]);
      WholeV choice = hn::Zero(whole);
      for (std::size_t k = 0; k + 1 < n_options; ++k) {
        below = hn::Add(below, weight[k]);
        auto const later = hn::Ge(drawn, below);
        choice = hn::IfThenElse(hn::RebindMask(whole, later), hn::Set(whole, static_cast<int32_t>(k + 1)), choice);
        factor = hn::IfThenElse(later, hn::Mul(per_skill[k + 1], set(mult[k + 1])), factor);
        spread = hn::IfThenElse(later, set(sig[k + 1]), spread);
      }
      RealV const sd = hn::Mul(spread, risk_here);
      RealV const luck_of_pay =
          exp_of(hn::Sub(hn::Mul(sd, to_normal(luck.word[1])), hn::Mul(hn::Mul(sd, sd), set(0.5f))));
      RealV const pay = hn::Mul(hn::Mul(income, factor), luck_of_pay);
      RealV wealth = real(agents.wealth), debt = real(agents.debt);
      RealV const spent = hn::Add(hn::Add(set(30.0f), hn::Mul(pay, set(0.5f))), hn::Mul(wealth, set(0.02f)));
      wealth = hn::Sub(hn::Sub(hn::Add(wealth, pay), spent), hn::Mul(debt, set(0.01f)));
      auto const short_of = hn::Lt(wealth, hn::Zero(d));
      RealV const repaid = hn::IfThenElse(short_of, wealth, hn::Min(debt, hn::Mul(wealth, set(0.2f))));
      debt = hn::Sub(debt, repaid), wealth = hn::Sub(wealth, repaid);
      auto const stays = hn::RebindMask(d, hn::Eq(choice, option));
      RealV const learnt = hn::Add(skill, hn::Mul(hn::Sub(set(1.0f), skill), set(0.02f)));
      RealV const used = hn::Add(habit, hn::Mul(hn::Sub(set(1.0f), habit), set(0.1f)));
      hn::StoreU(hn::IfThenElse(stays, learnt, hn::Mul(skill, set(0.97f))), d, agents.skill.data() + i);
      hn::StoreU(hn::IfThenElse(stays, used, set(0.2f)), d, agents.habit.data() + i);
      hn::StoreU(wealth, d, agents.wealth.data() + i), hn::StoreU(debt, d, agents.debt.data() + i);
      sum = hn::Add(sum, hn::ConvertTo(whole, hn::Mul(wealth, set(64.0f))));
      hn::StoreU(hn::DemoteTo(narrow, choice), narrow, agents.option.data() + i);
      hn::Store(choice, whole, chosen.data() + (i - first)), hn::Store(site, whole, site_of.data() + (i - first));
      hn::Store(to_uniform(luck.word[2]), d, where.data() + (i - first));
    }
    alignas(64) std::array<int32_t, most_lanes> parts;
    hn::Store(sum, whole, parts.data());
    for (std::size_t k = 0; k < lanes; ++k) wealth_sum += parts[k];
    for (std::size_t i = first; i < last; ++i) {
      std::size_t const at = i - first, option = static_cast<std::size_t>(chosen[at]);
      std::size_t site = static_cast<std::size_t>(site_of[at]);
      if (option == n_options - 1) {
        auto const& way = month.way[site];
        std::size_t j = 0;
        while (j + 1 < n_neighbours && where[at] * way.back() >= way[j]) ++j;
        site = month.to[site][j];
        agents.site[i] = static_cast<uint8_t>(site);
      }
      ++counts[i % counts.size()][site][option];
    }
  }
  for (auto const& part : counts)
    for (std::size_t s = 0; s < n_sites; ++s)
      for (std::size_t k = 0; k < n_options; ++k) totals.counts[s][k] += part[s][k];
  totals.wealth = static_cast<double>(wealth_sum) / 64;
}

}  // namespace HWY_NAMESPACE
}  // namespace livelihood_8
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace livelihood_8 {

HWY_EXPORT(advance);

Totals step(Agents& agents, tributer::Luck const& luck, uint32_t month, Counts const& before) {
  Month m{luck.key(tributer::Stream("livelihood_8")),
          month << 16 >> 16,
          site_incomes(before, agents.size()),
          {},
          {},
          {},
          {}};
  for (std::size_t s = 0; s < n_sites; ++s) {
    m.risk[s] = risk(s);
    m.to[s] = around(s);
    float sum = 0;
    for (std::size_t j = 0; j < n_neighbours; ++j) m.way[s][j] = sum += m.income[m.to[s][j]];
  }
  for (std::size_t k = 0; k < n_options; ++k)
    for (std::size_t t = 0; t < n_types; ++t)
      m.liking[k][t] = static_cast<float>(bias(t, k) + static_cast<double>(a) * std::log(static_cast<double>(mult[k])));
  Totals totals;
  HWY_DYNAMIC_DISPATCH(advance)(agents, m, totals);
  return totals;
}

}  // namespace livelihood_8
#endif
