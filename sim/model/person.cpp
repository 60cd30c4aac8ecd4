#include "tributer/model/person.hpp"

#include <boost/math/tools/roots.hpp>
#include <tuple>

#include "tributer/core/draws.hpp"
#include "tributer/core/units.hpp"

namespace tributer {

namespace {

/// Share of a stationary population at each age in years, from entry age to the last before retirement.
std::array<double, most_years> age_shares(PeopleParameters const& p) {
  std::array<double, most_years> share{};
  double alive = 1, total = 0;
  for (int age = static_cast<int>(p.entry_age_years); age < p.retirement_years; ++age) {
    share[static_cast<std::size_t>(age)] = alive;
    total += alive;
    alive *= 1.0 - yearly_exit(p, age);
  }
  for (double& s : share) s /= total;
  return share;
}

}  // namespace

PeopleParameters read_people(TableReader const& world_toml) {
  TableReader const t = world_toml.table("people");
  PeopleParameters p{};
  p.undercount = t.real(
      "undercount", 1,
      {"1", 1, 2, "assumed: counts taken as they are; local groups suggest up to 2", "true miners per counted miner"});
  p.reservoir_per_miner =
      t.real("reservoir_per_miner", 2.5,
             {"1", 1, 4, "assumed: working-age people around a site", "people who might mine, per miner"});
  p.migrant_share =
      t.real("migrant_share", 0.25,
             {"1", 0, 0.9, "assumed: below the mixes of P-68, P-69", "share of people whose home is outside"});
  p.women_share =
      t.real("women_share", 0.5, {"1", 0, 1, "assumed: of working-age people", "share of women among people"});
  p.women_mining_shift = t.real(
      "women_mining_shift", -2,
      {"1", -6, 2, "assumed: gives about a third of miners (P-65)", "mean taste of women for mining less that of men"});
  p.women_promotion = t.real(
      "women_promotion", 0.5,
      {"1", 0, 1, "assumed: unequal standing (P-14)", "women's chance of each rank above worker, relative to men's"});
  p.attachment_sd =
      t.real("attachment_sd", 3.5,
             {"1", 0.5, 6, "assumed: wide and lasting; needed for V3", "sd of the lasting taste for mining"});
  p.risk_aversion = t.real(
      "risk_aversion", 5,
      {"1", 0, 12, "calibrated", "rho: median utility lost per unit of perceived eviction risk; fitted to V3's depth"});
  p.risk_aversion_log_spread =
      t.real("risk_aversion_log_spread", 0.25,
             {"1", 0, 1, "assumed: most are within a quarter of the median", "log-sd of rho among people"});
  p.legitimacy_mean = t.real("legitimacy_mean", 0,
                             {"1", -2, 4, "assumed: absorbed by mean attachment until there is licensed work",
                              "mean utility lost by unlicensed work"});
  p.legitimacy_sd =
      t.real("legitimacy_sd", 0.3,
             {"1", 0, 2, "assumed: small beside the taste for mining", "sd of the utility lost by unlicensed work"});
  p.mean_dependants = t.real("mean_dependants", 4.5, {"1", 0, 10, "P-67", "people fed besides the miner"});
  p.school_age_share =
      t.real("school_age_share", 0.4, {"1", 0, 1, "assumed: young population", "share of dependants of school age"});
  p.others_income_usd =
      t.real("others_income_usd", 30,
             {"USD/month", 0, 200, "assumed: one part-time earner", "median income of others in the household"});
  p.others_income_log_sd =
      t.real("others_income_log_sd", 0.6,
             {"1", 0, 1.5, "assumed: incomes in a village differ by a factor of two", "log-sd of others' income"});
  p.opening_cash_usd = t.real(
      "opening_cash_usd", 90,
      {"USD", 0, 1000, "assumed: a month and a half of need, near where savings settle", "median savings at entry"});
  p.opening_cash_log_sd =
      t.real("opening_cash_log_sd", 0.8,
             {"1", 0, 2, "assumed: savings differ more than incomes", "log-sd of savings at entry"});
  p.entry_age_years = t.real("entry_age_years", 16,
                             {"year", 12, 25, "assumed: end of school age", "age at entering the working population"});
  p.exit_young = t.real("exit_young", 0.012,
                        {"1/year", 0, 0.2, "assumed: death and leaving for good",
                         "yearly chance that the young leave the working population"});
  p.exit_middle = t.real("exit_middle", 0.025,
                         {"1/year", 0, 0.3, "assumed: twice the young",
                          "yearly chance that the middle-aged leave the working population"});
  p.exit_old = t.real("exit_old", 0.08,
                      {"1/year", 0, 0.5, "assumed: hard work ends for many",
                       "yearly chance that the old leave the working population, before retirement"});
  p.middle_age_years = t.integer("middle_age_years", 35,
                                 {"year", 26, 44, "assumed: when health begins to fail",
                                  "age from which exit_middle holds instead of exit_young"});
  p.old_age_years = t.integer(
      "old_age_years", 50,
      {"year", 45, 59, "assumed: when many leave hard work", "age from which exit_old holds instead of exit_middle"});
  p.retirement_years = t.integer(
      "retirement_years", 65,
      {"year", 60, 90, "assumed: few mine at that age", "age at which everybody leaves the working population"});
  p.women_among_miners =
      t.real("women_among_miners", 1.0 / 3,
             {"1", 0, 0.9, "P-65", "share of women among miners for which men's chances of promotion make up"});
  p.count_reliability = t.real("count_reliability", 0.8,
                               {"1", 0.5, 1, "assumed: test-retest reliability of log counts",
                                "R: how far counts are kept rather than drawn to the mean"});
  p.age_share = age_shares(p);
  for (Sex const sex : {male, female}) p.careers[sex] = career_of(p, sex);
  return p;
}

NeedParameters read_need(TableReader const& world_toml) {
  TableReader const t = world_toml.table("need");
  return {t.real("adult_usd", 25,
                 {"USD/month", 10, 120, "assumed: food and shelter of one adult", "need of a miner alone"}),
          t.real("dependant_share", 0.35,
                 {"1", 0, 1, "assumed: adult-equivalence", "need of a dependant relative to the miner"})};
}

std::vector<float> need_by_dependants(NeedParameters const& p, double price_level) {
  std::vector<float> usd(byte_values);
  for (std::size_t d = 0; d < usd.size(); ++d)
    usd[d] = static_cast<float>(need_usd(p, static_cast<int>(d)) * price_level);
  return usd;
}

TermParameters read_terms(TableReader const& study) {
  return {
      study.table("households")
          .real("school_fee_usd", 10, {"USD", 0, 100, "assumed: a term's fee and supplies", "fee per child and term"}),
      study.table("school").integer(
          "term_months", 4,
          {"month", 1, 12, "assumed: three terms a year", "months from one school term to the next"})};
}

double read_kin_claims(TableReader const& study) {
  return study.table("households")
      .real("kin_claims", 0.03,
            {"1/month", 0, 0.06, "assumed: kin ask those who have", "share of saved cash claimed by kin"});
}

namespace {

/// Sets the uniforms of a person that block number `block` of his draws gives.
void fill_luck(PersonLuck& u, std::size_t block, PhiloxBlock const& words) {
  for (std::size_t k = 0; k < words.size() && block * 4 + k < n_person_draws; ++k)
    u[block * 4 + k] = Luck::to_uniform(words[k]);
}

}  // namespace

PersonLuck person_luck(Luck const& luck, uint64_t id) {
  PersonLuck u{};
  for (std::size_t block = 0; block * 4 < n_person_draws; ++block)
    fill_luck(u, block, luck.block(id, 0, streams::person, block));
  return u;
}

std::vector<PersonLuck> people_luck(Luck const& luck, std::span<uint64_t const> ids) {
  std::vector<PersonLuck> all(ids.size());
  for (std::size_t block = 0; block * 4 < n_person_draws; ++block)
    draw_each(
        luck, 0, streams::person, block, ids.size(), [&](std::size_t k) { return ids[k]; },
        [&](std::size_t k, PhiloxBlock const& words) { fill_luck(all[k], block, words); });
  return all;
}

double promotion_factor(PeopleParameters const& p, bool woman) {
  return woman ? p.women_promotion : (1.0 - p.women_among_miners * p.women_promotion) / (1.0 - p.women_among_miners);
}

namespace {

/// Walks people of one sex through their working life: ranks at each age, if promotions have these chances.
void follow(PeopleParameters const& p, Career& career) {
  std::array<double, n_ranks> share{1};
  for (std::size_t age = static_cast<std::size_t>(p.entry_age_years); age < most_years; ++age) {
    career.at_age[age] = share;
    for (std::size_t rank = n_ranks - 1; rank > 0; --rank) {
      double const rise = share[rank - 1] * career.promotion[rank - 1];
      share[rank] += rise, share[rank - 1] -= rise;
    }
  }
}

}  // namespace

Career career_of(PeopleParameters const& p, Sex sex) {
  double const factor = promotion_factor(p, sex == female);
  Career career{};
  double wanted = factor;
  for (std::size_t rank = 0; rank + 1 < n_ranks; ++rank) {
    wanted -= factor * crew_mix[rank] / static_cast<double>(crew_mix_size);
    auto const excess = [&](double chance) {
      career.promotion[rank] = chance;
      follow(p, career);
      double above = 0;
      for (std::size_t age = 0; age < most_years; ++age)
        for (std::size_t r = rank + 1; r < n_ranks; ++r) above += p.age_share[age] * career.at_age[age][r];
      return above - wanted;
    };
    double low = 0, high = 1;
    if (excess(high) <= 0) continue;
    auto const close = boost::math::tools::eps_tolerance<double>(40);
    if (excess(low) < 0) std::tie(low, high) = boost::math::tools::bisect(excess, low, high, close);
    excess(low);
  }
  return career;
}

namespace {

uint8_t rank_at(std::array<double, n_ranks> const& shares, float u) {
  double above = 0;
  for (uint8_t rank = manager; rank > worker; --rank) {
    above += shares[rank];
    if (u < above) return rank;
  }
  return worker;
}

/// The far tail of a wide distribution is cut off where its column ends.
template <class Narrow>
Narrow at_most(double value, double most) {
  return checked<Narrow>(whole(value < most ? (value > -most ? value : -most) : most));
}

uint8_t small_count(double mean, float u) { return static_cast<uint8_t>(poisson(mean, u)); }

}  // namespace

double monthly_exit_mean(PeopleParameters const& p) {
  return p.age_share[static_cast<std::size_t>(p.entry_age_years)] / months_per_year;
}

Person make_person(PersonLuck const& u, PeopleParameters const& p, PopulationLevel const& level, bool entrant) {
  Person person{};
  person.sex = u[draw_sex] < p.women_share ? female : male;
  person.origin = u[draw_origin] < p.migrant_share ? migrant : local;
  double age = p.entry_age_years;
  if (!entrant) {
    double left = u[draw_age];
    auto const& share = p.age_share;
    int year = static_cast<int>(p.entry_age_years);
    while (year < p.retirement_years - 1 && left > share[static_cast<std::size_t>(year)])
      left -= share[static_cast<std::size_t>(year++)];
    age = year + left / share[static_cast<std::size_t>(year)];
  }
  person.rank = entrant ? static_cast<uint8_t>(worker)
                        : rank_at(p.careers[person.sex].at_age[static_cast<std::size_t>(age)], u[draw_rank]);
  person.age_months = static_cast<uint16_t>(age * months_per_year);
  person.attachment =
      static_cast<float>(level.mean_attachment + (person.sex == female ? p.women_mining_shift * (1.0 - p.women_share)
                                                                       : -p.women_mining_shift * p.women_share)) +
      static_cast<float>(p.attachment_sd) * math::inverse_normal(u[draw_attachment]);
  auto const milli = [](double utility) { return at_most<int16_t>(utility * 1000.0 + 0.5, 32'767); };
  person.risk_aversion_milli =
      milli(p.risk_aversion * math::exp(p.risk_aversion_log_spread * math::inverse_normal(u[draw_risk])));
  person.legitimacy_milli = milli(p.legitimacy_mean + p.legitimacy_sd * math::inverse_normal(u[draw_legitimacy]));
  person.dependants = small_count(p.mean_dependants, u[draw_dependants]);
  double const children = person.dependants * p.school_age_share;
  uint8_t const school_age = static_cast<uint8_t>(whole(children + u[draw_girls]));
  float const split = u[draw_girls] * 16.0f - static_cast<float>(static_cast<int>(u[draw_girls] * 16.0f));
  person.girls = static_cast<uint8_t>(school_age / 2 + (school_age % 2 == 1 && split < 0.5f ? 1 : 0));
  person.boys = static_cast<uint8_t>(school_age - person.girls);
  double const others =
      p.others_income_usd * math::exp(p.others_income_log_sd * math::inverse_normal(u[draw_others_income]));
  person.others_income_usd = at_most<uint16_t>(others, 65'535);
  person.cash_cents = at_most<int32_t>(
      cents_per_usd * p.opening_cash_usd * math::exp(p.opening_cash_log_sd * math::inverse_normal(u[draw_cash])),
      1'000'000'000);
  return person;
}

void settle(Miners& m, std::size_t i, uint64_t id, Person const& person, uint16_t home, uint16_t location) {
  Miners::each(m, [i](char const*, char const*, auto& column) { column[i] = {}; });
  m.id[i] = id;
  m.home[i] = home;
  m.location[i] = location;
  m.last_location[i] = location;
  m.rank[i] = person.rank;
  m.sex[i] = person.sex;
  m.origin[i] = person.origin;
  m.age_months[i] = person.age_months;
  m.dependants[i] = person.dependants;
  m.girls[i] = person.girls;
  m.boys[i] = person.boys;
  m.attachment[i] = person.attachment;
  m.risk_aversion_milli[i] = person.risk_aversion_milli;
  m.legitimacy_milli[i] = person.legitimacy_milli;
  m.others_income_usd[i] = person.others_income_usd;
  m.cash_cents[i] = person.cash_cents;
}

}  // namespace tributer
