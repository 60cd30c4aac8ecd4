// Decides at the start of each term, for each child, whether it goes to school, and what it does if not:
//   logit wish = base - pull(sex) ln(pay of mining here / reference) - [poor] strain - fee strain(poor) x unpaid share
//   out of school, odds against staying at home:
//     mining     = mining odds(sex) x (pay of mining here / reference) x miners for each resident x exp([poor] push)
//     other work = other odds x exp([poor] push)
// A wish is met as far as there are seats. Seats therefore fill only if households can afford school, and paying fees
// helps only if there are seats. Where mining pays more, fewer children go to school, and the effect is larger for boys
// (V13, V13b). What a child does follows from the work that there is where its family lives, whatever its parents do:
// if a mine is cleared there is less mining for children, but families that lose income take children from school and
// send them to other work, or to the mines of the place they move to (V31).
#include <algorithm>
#include <array>

#include "tributer/core/units.hpp"
#include "tributer/model/credit.hpp"
#include "tributer/model/effects.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/local_needs.hpp"
#include "tributer/model/registry.hpp"
#include "tributer/model/school_term.hpp"

namespace tributer {
namespace {

/// Bounds by sex and poverty, of the children of a location.
using LocationBounds = std::array<std::array<Bounds, 2>, 2>;

/// Girls and boys of households.
struct GirlsAndBoys {
  int64_t girls = 0, boys = 0;
};

/// Children by location and by poverty of the household. They are counted apart in rows with an even and with an odd
/// number, so that no count waits for that of the row before.
struct ChildrenCounts {
  std::vector<std::array<std::array<GirlsAndBoys, 2>, 2>> at;
  ChildrenCounts& operator+=(ChildrenCounts const& o) {
    for (std::size_t p = 0; p < at.size(); ++p)
      for (std::size_t poor = 0; poor < 2; ++poor)
        for (std::size_t odd = 0; odd < 2; ++odd)
          at[p][poor][odd].girls += o.at[p][poor][odd].girls, at[p][poor][odd].boys += o.at[p][poor][odd].boys;
    return *this;
  }
  GirlsAndBoys of(std::size_t p, std::size_t poor) const {
    auto const& [even, odd] = at[p][poor];
    return {even.girls + odd.girls, even.boys + odd.boys};
  }
};

class Schooling final : public Process {
 public:
  explicit Schooling(BuildContext const& context)
      : need_(context.parameters.need),
        mining_(context.axis.find("informal_mining")),
        n_k_(context.axis.size()),
        reference_usd_(context.parameters.ground.net_pay_usd),
        terms_(context.parameters.terms) {
    TableReader const t = context.study.table("school");
    base_ = t.real("attendance_base", 0.8,
                   {"1", 0.1, 0.95, "assumed: gives the attendance of P-66c",
                    "attendance of children of households that are not poor, at usual pay, if others pay the fees"});
    pull_boys_ =
        t.real("pull_boys", 0.34,
               {"1", 0, 1, "assumed: gives the size of V13", "logit lost per unit of log pay of mining, boys"});
    pull_girls_ =
        t.real("pull_girls", 0.22,
               {"1", 0, 1, "assumed: less than boys (V13b)", "logit lost per unit of log pay of mining, girls"});
    strain_ = t.real("poverty_strain", 0.1,
                     {"1", 0, 2, "assumed: less than the pull of mining (V13b)",
                      "logit lost in a household whose consumption is below need, beside fees"});
    fee_strain_ = t.real("fee_strain", 0.5, {"1", 0, 3, "V32", "logit lost for a fee that nobody else pays"});
    fee_strain_poor_ =
        t.real("fee_strain_poor", 1, {"1", 0, 6, "V32", "the same in a household whose consumption is below need"});
    seats_ =
        t.real("seats", 0.75,
               {"1", 0, 1, "assumed: above usual attendance", "seats at a concession over its children of school age"});
    std::string_view const level = "assumed: gives the level of P-66b";
    mining_odds_ = t.real("mining_odds", 0.6,
                          {"1", 0, 10, level,
                           "odds that a boy out of school mines, against staying at home, where everybody mines at the "
                           "usual pay"});
    girls_mining_ = t.real("girls_mining", 0.5,
                           {"1", 0, 2, "assumed: fewer than boys (P-66b)", "odds of mining of a girl over a boy's"});
    other_odds_ = t.real("other_odds", 0.33,
                         {"1", 0, 10, level,
                          "odds that a child out of school does other work, mostly on farms, against staying at home"});
    work_push_ =
        t.real("work_push", 0.4,
               {"1", 0, 2, "V31", "rise in the log odds of work in a household whose consumption is below need"});
  }

  void step(MonthContext const& month, World& world) const override {
    if (!terms_.starts(month.calendar) && month.ordinal != 0) return;
    // Attendance by location, sex and poverty. With this table no logarithm is computed for single children.
    std::size_t const locations = world.geography->locations();
    std::vector<std::array<std::array<float, 2>, 2>> attend(locations);
    for (std::size_t p = 0; p < locations; ++p)
      for (std::size_t sex = 0; sex < 2; ++sex)
        for (std::size_t poor = 0; poor < 2; ++poor)
          attend[p][sex][poor] = static_cast<float>(wish(month, world, p, sex == female, poor == 1));
    LocalNeeds const needs(need_, world);
    limit_to_seats(month, world, needs, attend);
    std::vector<LocationBounds> bounds(locations);
    for (std::size_t p = 0; p < locations; ++p)
      for (std::size_t sex = 0; sex < 2; ++sex)
        for (std::size_t poor = 0; poor < 2; ++poor)
          bounds[p][sex][poor] = share_out(world, p, sex == female, poor == 1, attend[p][sex][poor]);
    month.executor.for_blocks(world.miners.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
      SchoolTerm term;
      for (std::size_t i = begin; i < end; i += SchoolTerm::most)
        decide_households(month, world.miners, needs, bounds, i, std::min(end, i + SchoolTerm::most), term);
    });
    pay_fees(month, world);
  }

 private:
  static bool is_poor(Miners const& m, LocalNeeds const& needs, std::size_t i) {
    int32_t const consumed = m.consumption_cents[i];  // 0 for a person who entered last month
    return (consumed > 0) & (consumed < needs.of(m.location[i], m.dependants[i]));
  }

  /// What the children of the rows from `begin` to `end` do in the term.
  static void decide_households(MonthContext const& month, Miners& m, LocalNeeds const& needs,
                                std::vector<LocationBounds> const& bounds, std::size_t begin, std::size_t end,
                                SchoolTerm& term) {
    std::array<std::size_t, SchoolTerm::most> rows;  // of households with children
    std::size_t n = 0;
    uint8_t const* const girls = m.girls.data();
    uint8_t const* const boys = m.boys.data();
    for (std::size_t i = begin; i < end; ++i) {
      rows[n] = i;
      n += m.alive(i) & ((girls[i] | boys[i]) != 0);
    }
    term.clear();
    for (std::size_t k = 0; k < n; ++k) {
      std::size_t const i = rows[k];
      LocationBounds const& here = bounds[m.location[i]];
      bool const poor = is_poor(m, needs, i);
      term.add(m.id[i], girls[i], here[female][poor], boys[i], here[male][poor]);
    }
    term.decide(month.luck, month.ordinal);
    for (std::size_t k = 0; k < n; ++k) {
      std::size_t const i = rows[k];
      Doing of_girls = term.girls.doing(k), of_boys = term.boys.doing(k);
      if (girls[i] > children_a_draw || boys[i] > children_a_draw) {
        LocationBounds const& here = bounds[m.location[i]];
        bool const poor = is_poor(m, needs, i);
        of_girls = decide(month.luck, month.ordinal, m.id[i], female, girls[i], here[female][poor]);
        of_boys = decide(month.luck, month.ordinal, m.id[i], male, boys[i], here[male][poor]);
      }
      m.girls_out[i] = of_girls.out, m.girls_mining[i] = of_girls.mining, m.girls_other_work[i] = of_girls.other;
      m.boys_out[i] = of_boys.out, m.boys_mining[i] = of_boys.mining, m.boys_other_work[i] = of_boys.other;
    }
  }

  /// Lowers wishes to the number of seats.
  void limit_to_seats(MonthContext const& month, World& world, LocalNeeds const& needs,
                      std::vector<std::array<std::array<float, 2>, 2>>& attend) const {
    Miners const& m = world.miners;
    ChildrenCounts const counts =
        month.executor.sum(m.size(), ChildrenCounts{decltype(ChildrenCounts::at)(world.geography->locations())},
                           [&](ChildrenCounts& out, std::size_t begin, std::size_t end) {
                             for (std::size_t i = begin; i < end; ++i) {
                               GirlsAndBoys& here = out.at[m.location[i]][is_poor(m, needs, i)][i % 2];
                               int64_t const counted = m.alive(i);
                               here.girls += counted * m.girls[i], here.boys += counted * m.boys[i];
                             }
                           });
    for (std::size_t p = 0; p < world.geography->n; ++p) {
      int64_t children = 0, whole_wishes = 0;  // wishes in millionths
      for (std::size_t poor = 0; poor < 2; ++poor) {
        auto const whole_wish = [&](std::size_t sex) {
          return whole(per_million * static_cast<double>(attend[p][sex][poor]));
        };
        GirlsAndBoys const here = counts.of(p, poor);
        children += here.girls + here.boys;
        whole_wishes += here.girls * whole_wish(female) + here.boys * whole_wish(male);
      }
      double const usual = seats_ * static_cast<double>(children),
                   built = month.terms.of<SchoolSeats>(p) / static_cast<double>(world.geography->weight);
      double const seats = per_million * (usual + built) * std::max(0.0, 1.0 - month.terms.of<SchoolSeatsClosed>(p));
      double const wishes = static_cast<double>(whole_wishes);
      if (wishes <= seats) continue;
      for (auto& by_sex : attend[p])
        for (float& chance : by_sex) chance *= static_cast<float>(seats / wishes);
    }
  }

  /// Programmes pay their share of the fees of children who attend, until their budget is spent.
  void pay_fees(MonthContext const& month, World& world) const {
    auto& c = world.concessions;
    Miners const& m = world.miners;
    std::size_t const locations = world.geography->locations();
    std::fill(c.fee_relief_cents.begin(), c.fee_relief_cents.end(), 0);
    if (month.terms.all<SchoolFees>().empty()) return;
    std::vector<int64_t> attending(locations);
    for (std::size_t i = 0; i < m.size(); ++i)
      if (m.alive(i)) attending[m.location[i]] += m.girls[i] + m.boys[i] - m.girls_out[i] - m.boys_out[i];
    Cents const fee = whole(terms_.fee_usd * world.price_level * cents_per_usd);
    for (SchoolFees const& aid : month.terms.all<SchoolFees>()) {
      int64_t children = 0;
      for (std::size_t p = 0; p < world.geography->n; ++p)
        children += aid.eligible.concession[p] != 0 ? attending[p] : 0;
      if (children == 0) continue;
      Cents const left = budget_left(world, aid.programme, aid.budget_cents);
      Cents const each = std::min(whole(aid.share * static_cast<double>(fee)), left / children);
      Cents paid = 0;
      for (std::size_t p = 0; p < world.geography->n; ++p) {
        if (aid.eligible.concession[p] == 0) continue;
        Cents const more = std::clamp<Cents>(fee - c.fee_relief_cents[p], 0, each);
        c.fee_relief_cents[p] += more;
        paid += more * attending[p];
      }
      world.ledger.month.add(Category::school_fee_aid, draw_on(world, aid.programme, aid.budget_cents, paid));
      Cents const administration = whole(aid.administration * static_cast<double>(paid));
      world.programmes[aid.programme].administration_cents += administration;
      world.ledger.month.add(Category::administration, administration);
    }
  }

  double wish(MonthContext const& month, World const& world, std::size_t location, bool girl, bool poor) const {
    double logit = math::log(base_ / (1.0 - base_));
    if (location < world.geography->n) {
      double const usd = world.concessions.expected_usd[location * n_k_ + mining_] / world.price_level;
      logit -= (girl ? pull_girls_ : pull_boys_) * math::log((usd > 1 ? usd : 1) / reference_usd_);
    }
    double unpaid = 1;
    for (SchoolFees const& aid : month.terms.all<SchoolFees>())
      if (location < aid.eligible.concession.size() && aid.eligible.concession[location] != 0 &&
          budget_left(world, aid.programme, aid.budget_cents) > 0)
        unpaid -= aid.share;
    logit -= (poor ? fee_strain_poor_ : fee_strain_) * std::max(0.0, unpaid) + (poor ? strain_ : 0.0);
    return math::logistic(logit);
  }

  /// Divides the children who do not attend between home, other work and mining.
  Bounds share_out(World const& world, std::size_t location, bool girl, bool poor, float attend) const {
    auto const& c = world.concessions;
    double mining = 0, other = other_odds_ * (poor ? math::exp(work_push_) : 1.0);
    if (location < world.geography->n) {
      double const usd = c.expected_usd[location * n_k_ + mining_] / world.price_level,
                   miners = static_cast<double>(c.workers[location]) /
                            static_cast<double>(std::max<int64_t>(1, c.residents[location]));
      mining = mining_odds_ * (girl ? girls_mining_ : 1.0) * usd / reference_usd_ * miners *
               (poor ? math::exp(work_push_) : 1.0);
    }
    double const each = (1.0 - static_cast<double>(attend)) / (1.0 + other + mining);
    return {attend, static_cast<float>(1.0 - each * (other + mining)), static_cast<float>(1.0 - each * mining)};
  }

  NeedParameters const& need_;
  std::size_t mining_, n_k_;
  double reference_usd_, base_ = 0, pull_boys_ = 0, pull_girls_ = 0, strain_ = 0, fee_strain_ = 0, fee_strain_poor_ = 0,
                         seats_ = 0, mining_odds_ = 0, girls_mining_ = 0, other_odds_ = 0, work_push_ = 0;
  TermParameters const& terms_;
};

}  // namespace

void add_schooling_process(Registry& registry) {
  registry.process<Schooling>("schooling", "Decides at the start of each term which children attend school or work.",
                              MonthPart::households);
}

}  // namespace tributer
