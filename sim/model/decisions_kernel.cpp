// Who reconsiders and what they choose, for each kind of vector. Reconsideration::holds_for and Decider
// (sim/model/decision.cpp) define it: every utility is computed here by the same operations in the same order. People
// who are weighed together stand at one place, so that what the place offers is the same for all lanes.
#include "tributer/core/units.hpp"
#include "tributer/model/decisions.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/model/decisions_kernel.cpp"
#include <hwy/foreach_target.h>

#include "tributer/core/vector_math.hpp"

HWY_BEFORE_NAMESPACE();
namespace tributer {
namespace HWY_NAMESPACE {
namespace {

RealV real(float value) { return hn::Set(Reals(), value); }
WholeV number(std::size_t value) { return hn::Set(Wholes(), static_cast<int32_t>(value)); }
RealMask of_reals(hn::Mask<Wholes> mask) { return hn::RebindMask(Reals(), mask); }
RealMask is(WholeV values, std::size_t value) { return of_reals(hn::Eq(values, number(value))); }
RealMask is_set(WholeV values) { return of_reals(hn::Ne(values, hn::Zero(Wholes()))); }
template <class Small>
WholeV widened(Small const* column) {
  return hn::PromoteTo(Wholes(), hn::LoadU(hn::Rebind<Small, Wholes>(), column));
}

/// What is known of each person of a crowd, and what becomes of it.
struct Columns {
  HWY_ALIGN uint64_t id[most_in_crowd];
  HWY_ALIGN int32_t home[most_in_crowd], livelihood[most_in_crowd], cash_cents[most_in_crowd],
      others_income_usd[most_in_crowd], risk_aversion_milli[most_in_crowd], legitimacy_milli[most_in_crowd],
      rank[most_in_crowd], mines[most_in_crowd], owner[most_in_crowd], livelihood_at_home[most_in_crowd];
  HWY_ALIGN float need_usd[most_in_crowd], attachment[most_in_crowd], aided[most_in_crowd], at_home[most_in_crowd];
  HWY_ALIGN float utility_of_mining[most_in_crowd], utility_of_going_home[most_in_crowd];
  HWY_ALIGN int32_t pick[2 * most_in_crowd];  ///< those who mine for certain or in an opening, and pick where
};

/// The greatest utilities so far, of all options and of those without rations.
struct Best {
  RealV utility, unrationed_utility;
  WholeV option, unrationed_option;

  static Best of(Chosen const& c, std::size_t k) {
    return {hn::Load(Reals(), c.utility + k), hn::Load(Reals(), c.unrationed_utility + k),
            hn::Load(Wholes(), c.option + k), hn::Load(Wholes(), c.unrationed_option + k)};
  }
  void store(Chosen& c, std::size_t k) const {
    hn::Store(utility, Reals(), c.utility + k), hn::Store(unrationed_utility, Reals(), c.unrationed_utility + k);
    hn::Store(option, Wholes(), c.option + k), hn::Store(unrationed_option, Wholes(), c.unrationed_option + k);
  }
  void take(RealV u, WholeV taken, RealMask offered, RealMask unrationed) {
    RealMask const better = hn::And(offered, hn::Gt(u, utility)),
                   better_unrationed = hn::And(hn::And(offered, unrationed), hn::Gt(u, unrationed_utility));
    utility = hn::IfThenElse(better, u, utility);
    option = hn::IfThenElse(hn::RebindMask(Wholes(), better), taken, option);
    unrationed_utility = hn::IfThenElse(better_unrationed, u, unrationed_utility);
    unrationed_option = hn::IfThenElse(hn::RebindMask(Wholes(), better_unrationed), taken, unrationed_option);
  }
};

/// Utility of an option of the nest that a person does not have.
constexpr float absent = -std::numeric_limits<float>::infinity();

class Weighing {
 public:
  Weighing(DecisionTables const& tables, MonthContext const& month, Standpoint const& standpoint, Chosen& chosen)
      : t_(tables),
        s_(standpoint),
        v_(tables.world.values),
        out_(chosen),
        month_(month.ordinal),
        tastes_(month.luck.key(streams::choice)),
        tastes_of_locations_(month.luck.key(streams::choice_location)) {}

  void run(Crowd crowd) {
    std::size_t const lanes = hn::Lanes(Reals()), padded = (crowd.size() + lanes - 1) / lanes * lanes;
    for (std::size_t k = 0; k < padded; ++k) read(*crowd[k < crowd.size() ? k : 0], k);
    for (std::size_t k = 0; k < padded; k += lanes) weigh(k, crowd.size());
    for (std::size_t k = n_pick_; k % lanes != 0; ++k) x_.pick[k] = x_.pick[0];
    for (std::size_t k = 0; k < n_pick_; k += lanes) pick(hn::Load(Wholes(), x_.pick + k));
    for (std::size_t k = 0; k < padded; k += lanes) {
      RealV const u = hn::Load(Reals(), x_.utility_of_going_home + k);
      RealMask const can = hn::Gt(u, real(absent));
      if (hn::AllFalse(Reals(), can)) continue;
      Best best = Best::of(out_, k);
      best.take(u, number(t_.axis.size() + s_.nest.size()), can, can);
      best.store(out_, k);
    }
  }

 private:
  void read(Asker const& a, std::size_t k) {
    x_.id[k] = a.id, x_.home[k] = a.home, x_.livelihood[k] = a.livelihood, x_.cash_cents[k] = a.cash_cents;
    x_.others_income_usd[k] = a.others_income_usd, x_.risk_aversion_milli[k] = a.risk_aversion_milli;
    x_.legitimacy_milli[k] = a.legitimacy_milli, x_.rank[k] = a.rank, x_.mines[k] = a.mines, x_.owner[k] = a.owner;
    x_.livelihood_at_home[k] = v_.best_livelihood_at_home[a.home], x_.at_home[k] = v_.best_at_home[a.home];
    x_.need_usd[k] = t_.need_usd[a.dependants], x_.attachment[k] = a.attachment, x_.aided[k] = t_.aided[a.package];
  }

  /// People side by side, and what several of their options depend on.
  struct Lanes {
    Identities ids;
    RealV a, cash, rho, legitimacy, away, aided;
    RealMask mines, owner;
    WholeV home, livelihood;
  };

  Lanes lanes_at(std::size_t k) const {
    Reals const d;
    Wholes const w;
    auto const counted = [&](int32_t const* column) { return hn::ConvertTo(d, hn::Load(w, column + k)); };
    RealV const cash = hn::Mul(counted(x_.cash_cents), real(usd_per_cent<float>)),
                others = hn::Mul(counted(x_.others_income_usd), real(static_cast<float>(t_.world.price_level))),
                need = hn::Mul(hn::Load(d, x_.need_usd + k), real(s_.usual_need)),
                means = hn::Add(hn::Add(real(t_.typical), others), hn::Div(cash, real(t_.savings_months)));
    RealV ratio = hn::Div(hn::Div(need, means), real(s_.median));
    ratio = hn::IfThenElse(hn::Lt(ratio, real(least_need)), real(least_need),
                           hn::IfThenElse(hn::Gt(ratio, real(most_need)), real(most_need), ratio));
    WholeV const home = hn::Load(w, x_.home + k);
    return {.ids = identities(x_.id + k),
            .a = hn::Mul(real(t_.alpha), exp_of(hn::Mul(real(t_.gamma), log_of(ratio)))),
            .cash = cash,
            .rho = hn::Mul(counted(x_.risk_aversion_milli), real(utility_per_milli)),
            .legitimacy = hn::Mul(counted(x_.legitimacy_milli), real(utility_per_milli)),
            .away = hn::IfThenZeroElse(is(home, s_.here), real(t_.home_bias)),
            .aided = hn::Load(d, x_.aided + k),
            .mines = is_set(hn::Load(w, x_.mines + k)),
            .owner = is_set(hn::Load(w, x_.owner + k)),
            .home = home,
            .livelihood = hn::Load(w, x_.livelihood + k)};
  }

  // As in model/utility.hpp.
  RealV utility_of_work(RealV a, RealV value, RealV posted_wage_loss, RealV away, RealV change) const {
    return hn::Sub(hn::Sub(hn::Sub(hn::Mul(a, value), posted_wage_loss), away), change);
  }
  RealV utility_of_mining(NestOption const& o, RealV a, RealV risk, RealV travel, RealV away) const {
    return hn::Sub(hn::Add(hn::Sub(hn::Add(hn::Mul(a, real(o.value)), real(o.amenity)), risk), travel), away);
  }

  /// Everything but where in the nest. Notes who mines, or hopes for an opening in mining.
  void weigh(std::size_t k, std::size_t n) {
    Reals const d;
    Lanes const x = lanes_at(k);
    WordBlock const luck = luck_block(x.ids, month_, tastes_);
    Best best{real(not_offered), real(not_offered), hn::Set(Wholes(), -1), hn::Set(Wholes(), -1)};
    weigh_livelihoods(x, k, best);
    RealMask has = hn::FirstN(d, 0);
    RealV const inclusive = weigh_nest(x, k, has);
    RealV const taste = hn::Sub(hn::Load(d, x_.attachment + k), x.legitimacy),
                change = hn::IfThenZeroElse(x.mines, real(t_.switching)),
                utility = hn::Add(hn::Sub(hn::Add(inclusive, taste), change), to_gumbel(luck.word[0]));
    hn::Store(utility, d, x_.utility_of_mining + k);
    best.store(out_, k);
    RealMask const picks = hn::And(hn::And(has, hn::Gt(utility, best.unrationed_utility)), hn::FirstN(d, n - k));
    n_pick_ += hn::CompressStore(hn::Iota(Wholes(), static_cast<int32_t>(k)), hn::RebindMask(Wholes(), picks), Wholes(),
                                 x_.pick + n_pick_);

    RealV const at_home = hn::Load(d, x_.at_home + k),
                fare = hn::IfThenElse(x.mines, real(v_.helped_return_cash[s_.here]),
                                      real(static_cast<float>(t_.p.move_cash_usd)));
    RealMask const can =
        hn::And(hn::And(hn::Gt(x.away, hn::Zero(d)), hn::Gt(at_home, real(not_offered))), hn::Ge(x.cash, fare));
    RealV going = real(absent);
    if (!hn::AllFalse(d, can)) {
      RealV const travel =
          hn::IfThenElse(x.mines, real(v_.helped_return[s_.here]), real(-static_cast<float>(t_.p.return_cost)));
      RealMask const keeps = of_reals(hn::Eq(x.livelihood, hn::Load(Wholes(), x_.livelihood_at_home + k)));
      RealV const u = hn::Add(utility_of_work(x.a, hn::Add(at_home, x.aided), hn::Neg(travel), hn::Zero(d),
                                              hn::IfThenZeroElse(keeps, real(t_.switching))),
                              to_gumbel(luck.word[1]));
      going = hn::IfThenElse(can, u, going);
    }
    hn::Store(going, d, x_.utility_of_going_home + k);
  }

  /// Livelihoods outside mining here.
  void weigh_livelihoods(Lanes const& x, std::size_t k, Best& best) const {
    Reals const d;
    RealV const rank = hn::ConvertTo(d, hn::Load(Wholes(), x_.rank + k)),
                wage_loss = hn::Add(hn::Mul(x.a, hn::Mul(real(t_.lambda_ln2), rank)), real(t_.disutility));
    for (std::size_t option = 0; option < t_.axis.size(); ++option) {
      LivelihoodTraits const& traits = t_.axis.traits[option];
      std::size_t const cell = s_.here * t_.axis.size() + option;
      if (traits.mining || (v_.holding[cell] <= not_offered && v_.staying[cell] <= not_offered)) continue;
      RealMask const keeps = is(x.livelihood, option);
      RealV const value = hn::IfThenElse(keeps, real(v_.holding[cell]), real(v_.staying[cell])),
                  seen = traits.own_account ? hn::Add(value, x.aided) : value;
      RealV const u = hn::Add(utility_of_work(x.a, seen, traits.own_account ? hn::Zero(d) : wage_loss, x.away,
                                              hn::IfThenZeroElse(keeps, real(t_.switching))),
                              to_gumbel(luck_block(x.ids, month_, tastes_, t_.axis.key[option]).word[0]));
      RealMask const offered = hn::Gt(value, real(not_offered));
      best.take(u, number(option), offered, traits.rationed ? keeps : offered);
    }
  }

  /// The value of mining somewhere. `has` are those who have an option of mining at all.
  RealV weigh_nest(Lanes const& x, std::size_t k, RealMask& has) {
    Reals const d;
    RealV top = real(absent);
    auto const put = [&](std::size_t option, RealV u, RealMask offered) {
      hn::Store(hn::IfThenElse(offered, u, real(absent)), d, nest_[option] + k);
      top = hn::IfThenElse(hn::And(offered, hn::Gt(u, top)), u, top);
      has = hn::Or(has, offered);
    };
    // An operation is licensed or not; its manager may also take it onto ground that a large-scale mine cedes.
    RealMask licensed = hn::FirstN(d, 0), informal = licensed;
    for (std::size_t option = 0; option < s_.first_elsewhere; ++option)
      if (t_.axis.traits[s_.nest[option].livelihood].licensed)
        licensed = hn::Or(licensed, hn::And(x.owner, is(x.livelihood, s_.nest[option].livelihood)));
    RealV here = hn::Zero(d);
    if (s_.informal_here) {
      NestOption const& o = s_.nest[0];
      informal = hn::Not(licensed);
      here = utility_of_mining(o, x.a, hn::Mul(x.rho, real(o.risk)), hn::Zero(d), x.away);
      put(0, here, informal);
    }
    for (std::size_t option = s_.informal_here; option < s_.first_elsewhere; ++option) {
      NestOption const& o = s_.nest[option];
      RealMask const holds = is(x.livelihood, o.livelihood);
      RealMask may = hn::Or(holds, hn::Not(x.owner));
      if (!t_.axis.traits[o.livelihood].licensed) may = hn::Or(may, hn::Not(licensed));
      RealV const granted = hn::Add(utility_of_mining(o, x.a, hn::Zero(d), hn::Zero(d), x.away), x.legitimacy),
                  chance = hn::IfThenElse(hn::AndNot(holds, informal), real(o.chance), real(1.0f)),
                  otherwise = hn::IfThenElseZero(hn::Lt(chance, real(1.0f)), here);
      put(option, hn::Add(hn::Mul(chance, granted), hn::Mul(hn::Sub(real(1.0f), chance), otherwise)), may);
    }
    for (std::size_t option = s_.first_elsewhere; option < s_.nest.size(); ++option) {
      NestOption const& o = s_.nest[option];
      RealV const fare = hn::IfThenElse(x.mines, real(o.cash_usd[1]), real(o.cash_usd[0])),
                  travel = hn::IfThenElse(x.mines, real(o.travel[1]), real(o.travel[0])),
                  away = hn::IfThenZeroElse(is(x.home, o.location), real(t_.home_bias));
      put(option, utility_of_mining(o, x.a, hn::Mul(x.rho, real(o.risk)), travel, away), hn::Ge(x.cash, fare));
    }
    RealV sum = hn::Zero(d);
    for (std::size_t option = 0; option < s_.nest.size(); ++option) {
      RealV const u = hn::Load(d, nest_[option] + k);
      sum =
          hn::Add(sum, hn::IfThenElseZero(hn::Gt(u, real(absent)), exp_of(hn::Mul(hn::Sub(u, top), real(t_.per_tau)))));
    }
    return hn::Add(top, hn::Mul(real(t_.tau), log_of(sum)));
  }

  /// Where those mine who stand in the lanes `lanes`, and whether it is their best option.
  void pick(WholeV lanes) {
    Reals const d;
    Wholes const w;
    auto const of = [&](auto tag, auto const* column) { return hn::GatherIndex(tag, column, lanes); };
    HWY_ALIGN uint64_t id[hn::MaxLanes(Reals())];
    HWY_ALIGN int32_t lane[hn::MaxLanes(Reals())];
    hn::Store(lanes, w, lane);
    for (std::size_t j = 0; j < hn::Lanes(d); ++j) id[j] = x_.id[lane[j]];
    Identities const ids = identities(id);
    WholeV const livelihood = of(w, x_.livelihood);
    RealV top = real(not_offered), top_free = top;
    WholeV option = hn::Set(w, -1), free_option = option;  // `free`: which need no application
    for (std::size_t nth = 0; nth < s_.nest.size(); ++nth) {
      NestOption const& o = s_.nest[nth];
      RealV const u = of(d, nest_[nth]);
      RealMask const has = hn::Gt(u, real(absent));
      if (hn::AllFalse(d, has)) continue;
      RealV const liked =
          hn::Add(u, hn::Mul(real(t_.tau), to_gumbel(luck_block(ids, month_, tastes_of_locations_, o.luck).word[0])));
      RealMask const better = hn::And(has, hn::Gt(liked, top)),
                     free = o.livelihood == t_.mining ? has : hn::And(has, is(livelihood, o.livelihood)),
                     better_free = hn::And(free, hn::Gt(liked, top_free));
      WholeV const code = number(t_.axis.size() + nth);
      top = hn::IfThenElse(better, liked, top), top_free = hn::IfThenElse(better_free, liked, top_free);
      option = hn::IfThenElse(hn::RebindMask(w, better), code, option);
      free_option = hn::IfThenElse(hn::RebindMask(w, better_free), code, free_option);
    }
    RealV const utility = of(d, x_.utility_of_mining), lead = hn::Sub(top, top_free);
    Best best{of(d, out_.utility), of(d, out_.unrationed_utility), of(w, out_.option), of(w, out_.unrationed_option)};
    RealMask const all = hn::FirstN(d, hn::Lanes(d)), is_free = of_reals(hn::Eq(option, free_option)),
                   has_other = hn::AndNot(is_free, of_reals(hn::Ne(free_option, hn::Set(w, -1))));
    best.take(hn::Sub(utility, lead), free_option, has_other, has_other);
    best.take(utility, option, all, is_free);
    hn::ScatterIndex(best.utility, d, out_.utility, lanes);
    hn::ScatterIndex(best.unrationed_utility, d, out_.unrationed_utility, lanes);
    hn::ScatterIndex(best.option, w, out_.option, lanes);
    hn::ScatterIndex(best.unrationed_option, w, out_.unrationed_option, lanes);
  }

  DecisionTables const& t_;
  Standpoint const& s_;
  OptionValues const& v_;
  Chosen& out_;
  uint32_t month_;
  uint64_t tastes_, tastes_of_locations_;
  std::size_t n_pick_ = 0;
  Columns x_;
  HWY_ALIGN float nest_[most_mining_options][most_in_crowd];  ///< utilities; the first of the standpoint are set
};

}  // namespace

/// Writes those of the rows from `begin` on who reconsider, in whole vectors, and moves `begin` to the first row that
/// is left.
std::size_t find(Reconsideration::Tables const& t, std::size_t& begin, std::size_t end, uint32_t* rows) {
  Words const d;
  Wholes const w;
  WholeV const none = hn::Zero(w);
  Miners const& m = t.miners;
  std::size_t found = 0;
  for (; begin + hn::Lanes(d) <= end; begin += hn::Lanes(d)) {
    WholeV const rank = widened(m.rank.data() + begin), livelihood = widened(m.livelihood.data() + begin);
    auto const manages = hn::Eq(rank, number(manager));
    RealV const chance = hn::IfThenElse(of_reals(manages), real(t.managers), real(t.usual));
    RealV const luck = to_uniform(luck_block(identities(m.id.data() + begin), t.month, t.luck_key).word[0]);
    auto asks = hn::Or(hn::RebindMask(w, hn::Lt(luck, chance)), hn::Gt(widened(m.waiting.data() + begin), none));
    if (t.any_barren) {
      WholeV const barren = hn::GatherIndex(w, t.barren.data(), widened(m.location.data() + begin));
      if (!hn::AllTrue(w, hn::Eq(barren, none))) {
        WholeV const mines = hn::GatherIndex(w, t.mines.data(), livelihood);
        asks = hn::Or(asks, hn::AndNot(manages, hn::Gt(hn::And(barren, mines), none)));
      }
    }
    asks = hn::And(asks, hn::Eq(widened(m.months_injured.data() + begin), none));
    asks = hn::AndNot(hn::Eq(livelihood, number(gone)), asks);
    found += hn::CompressStore(hn::Iota(d, static_cast<uint32_t>(begin)), hn::RebindMask(d, asks), d, rows + found);
  }
  return found;
}

void choose(DecisionTables const& tables, MonthContext const& month, Standpoint const& standpoint, Crowd crowd,
            Chosen& chosen) {
  Weighing(tables, month, standpoint, chosen).run(crowd);
}

}  // namespace HWY_NAMESPACE
}  // namespace tributer
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tributer {
namespace {

HWY_EXPORT(find);
HWY_EXPORT(choose);

constexpr std::size_t most_lanes = 64;  ///< a kernel may write so many rows beyond those that it found

}  // namespace

void Reconsideration::find(std::size_t begin, std::size_t end, std::vector<uint32_t>& rows) const {
  rows.resize(end - begin + most_lanes);
  std::size_t found = HWY_DYNAMIC_DISPATCH(find)(t_, begin, end, rows.data());
  for (; begin < end; ++begin)
    if (holds_for(begin)) rows[found++] = static_cast<uint32_t>(begin);
  rows.resize(found);
}

void choose(DecisionTables const& tables, MonthContext const& month, Standpoint const& standpoint, Crowd crowd,
            Chosen& chosen) {
  HWY_DYNAMIC_DISPATCH(choose)(tables, month, standpoint, crowd, chosen);
}

}  // namespace tributer
#endif
