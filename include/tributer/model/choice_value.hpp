#pragma once
// The pure maths of livelihood choice, shared by the monthly choice, the inversion of the ground
// and the survey question.
//
//   V_k = a_i v_k - rho_i risk_k - legit_i unlicensed_k + attach_i mining_k - sigma [k != current]
//   v_k = ln(max(E_k, 1 USD)) - r s2_k / 2
//   a_i = alpha clamp(q_i / q_med, 1/4, 4)^gamma,  q_i = S_i / (Y + y0_i + cash_i / m)
//
// S_i is the household's need, Y typical earnings outside mining, y0_i the income of others in the household, E_k
// expected pay, and s2_k the log-variance of pay. People believe that own-account pay grows with rank as w_r^lambda.
// That factor is common to all own-account options, so posted wages are lowered by it instead. Mining here and at
// connected concessions is a nest of scale tau. Sources: Oberst & Sontag 2019 for Gumbel-max;
// values from the wage question of Geenen et al. 2021 (rows P-2, P-3).
#include <array>

#include "tributer/core/math.hpp"
#include "tributer/scenario/table_reader.hpp"
#include "tributer/state/miners.hpp"
#include "tributer/state/option_values.hpp"

namespace tributer {

struct ChoiceParameters {
  double income_sensitivity, need_strength, savings_months, typical_income_usd;
  double rank_permanence, risk_discount, employment_disutility;
  double switching_cost, reconsider_per_month, manager_reconsider_share;
  double distance_cost_per_hour, nest_scale, move_cost, return_cost, move_cash_usd, move_cash_usd_per_hour;
  double home_bias, path_pull, news_noise, income_lottery_log_sd, lottery_cut_sd;
  int64_t waiting_months;
  friend bool operator==(ChoiceParameters const&, ChoiceParameters const&) = default;
};
ChoiceParameters read_choice(TableReader const& study);

/// How people learn what livelihoods pay, and how likely an opening is filled by them.
struct BeliefParameters {
  double speed, chance_speed, opening_chance;
};
BeliefParameters read_beliefs(TableReader const& study);

/// Pay weights of worker, skilled, lead, manager (P-1), and their usual mix in a crew of 12.
inline constexpr std::array<int, n_ranks> pay_weight{1, 2, 4, 8};
inline constexpr std::array<int, n_ranks> crew_mix{8, 2, 1, 1};
inline constexpr int crew_mix_size = 12;
inline constexpr double mean_pay_weight = 2.0;

/// lambda ln w_r: what a posted wage lacks, in log pay, for a person of this rank.
inline float rank_premium(ChoiceParameters const& p, int rank) {
  return static_cast<float>(p.rank_permanence * math::ln_2 * rank);
}

/// q_i: a household's monthly need over its means, all in USD.
inline float need_ratio(float need, float typical, float others, float cash, float savings_months) {
  return need / (typical + others + cash / savings_months);
}

/// a_i from q_i / q_med, which is kept within these limits.
inline constexpr float least_need = 0.25f, most_need = 4.0f;
inline float sensitivity(float alpha, float gamma, float ratio) {
  ratio = ratio < least_need ? least_need : (ratio > most_need ? most_need : ratio);
  return alpha * math::exp(gamma * math::log(ratio));
}

/// v of an expected pay with log-variance s2.
inline double pay_value(double expected_usd, double risk_discount, double log_variance) {
  return math::log(expected_usd > 1.0 ? expected_usd : 1.0) - risk_discount * log_variance / 2;
}

}  // namespace tributer
