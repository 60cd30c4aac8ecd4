#pragma once
// Who people are: the cohort tables of a world, and one person drawn from them. A person is a pure
// function of luck and id, so that the same people enter in every arm.
#include <array>
#include <limits>
#include <span>
#include <vector>

#include "tributer/core/money.hpp"
#include "tributer/core/rng.hpp"
#include "tributer/model/choice_value.hpp"
#include "tributer/scenario/table_reader.hpp"
#include "tributer/state/world.hpp"

namespace tributer {

inline constexpr std::size_t most_years = 90;  ///< at which people retire at the latest

/// How people of one sex rise. The chances keep the mix of ranks when people leave and enter as they do by age.
struct Career {
  std::array<double, n_ranks> promotion;                       ///< yearly chance, by rank
  std::array<std::array<double, n_ranks>, most_years> at_age;  ///< share of those of an age in years who have a rank
  friend bool operator==(Career const&, Career const&) = default;
};

struct PeopleParameters {
  double undercount, reservoir_per_miner, migrant_share, women_share, women_mining_shift, women_promotion;
  double attachment_sd, risk_aversion, risk_aversion_log_spread, legitimacy_mean, legitimacy_sd;
  double mean_dependants, school_age_share;
  double others_income_usd, others_income_log_sd, opening_cash_usd, opening_cash_log_sd;
  double entry_age_years, exit_young, exit_middle, exit_old;
  int64_t middle_age_years, old_age_years, retirement_years;
  double women_among_miners;
  double count_reliability;
  std::array<double, most_years> age_share;  ///< share of a stationary population at each age in years
  std::array<Career, 2> careers;             ///< by sex
  friend bool operator==(PeopleParameters const&, PeopleParameters const&) = default;
};
PeopleParameters read_people(TableReader const& world_toml);

/// Utility of mining common to all, found by the inversion so that the number of miners is right.
struct PopulationLevel {
  double mean_attachment = 0;
};

/// A person's lasting attributes.
struct Person {
  uint8_t rank, sex, origin, dependants, girls, boys;
  uint16_t age_months, others_income_usd;
  float attachment;
  int16_t risk_aversion_milli, legitimacy_milli;
  int32_t cash_cents;
};

/// `u`: uniforms in (0, 1), one an attribute, in the order of PersonDraw.
enum PersonDraw {
  draw_rank,
  draw_sex,
  draw_origin,
  draw_age,
  draw_attachment,
  draw_risk,
  draw_legitimacy,
  draw_dependants,
  draw_girls,
  draw_others_income,
  draw_cash,
  n_person_draws
};
using PersonLuck = std::array<float, n_person_draws>;
PersonLuck person_luck(Luck const& luck, uint64_t id);
/// The same for several people, drawn side by side.
std::vector<PersonLuck> people_luck(Luck const& luck, std::span<uint64_t const> ids);
/// Who a person is, for luck: number `ordinal` of those who enter at a concession in a month. `month` is 0 for the
/// first population, else 1 + months since the burn-in began. 63 bits, so that a file can hold it as a signed number.
constexpr uint64_t person_id(uint64_t concession_key, uint32_t month, uint32_t ordinal) {
  return mix(concession_key, static_cast<uint64_t>(month) << std::numeric_limits<uint32_t>::digits | ordinal) >> 1;
}
Person make_person(PersonLuck const& u, PeopleParameters const& p, PopulationLevel const& level, bool entrant);

/// Yearly chance of leaving the working population at an age, and the share of a stationary
/// population that leaves each month (entrants replace them).
inline double yearly_exit(PeopleParameters const& p, int age_years) {
  if (age_years >= p.retirement_years) return 1.0;
  return age_years < p.middle_age_years ? p.exit_young : (age_years < p.old_age_years ? p.exit_middle : p.exit_old);
}
double monthly_exit_mean(PeopleParameters const& p);

/// The career under which ranks above each are as common as in a crew. Finds the chances one rank after the other.
Career career_of(PeopleParameters const& p, Sex sex);

/// A person's chance of each higher rank relative to the crew mix. Men's make up for women's lower
/// ones, so that the mix holds among miners.
double promotion_factor(PeopleParameters const& p, bool woman);

/// Writes a person into row `i`, living at `location`.
void settle(Miners& miners, std::size_t i, uint64_t id, Person const& person, uint16_t home, uint16_t location);

/// Monthly need of a household in cents at price level 1.
struct NeedParameters {
  double adult_usd, dependant_share;
  friend bool operator==(NeedParameters const&, NeedParameters const&) = default;
};
NeedParameters read_need(TableReader const& world_toml);
/// School terms: when they start, and the fee of a child and term in USD, at price level 1.
struct TermParameters {
  double fee_usd;
  int64_t months;
  bool starts(Month month) const { return (month.month_of_year() - 1) % months == 0; }
};
TermParameters read_terms(TableReader const& study);
/// Share of saved cash that kin claim in a month.
double read_kin_claims(TableReader const& study);
inline double need_usd(NeedParameters const& p, int dependants) {
  return p.adult_usd * (1.0 + p.dependant_share * dependants);
}
/// The same for every number of dependants that a person's column can hold, in USD at a price level.
std::vector<float> need_by_dependants(NeedParameters const& p, double price_level);

}  // namespace tributer
