#pragma once
// The probabilities of one choice of a representative type, by the utilities that people choose by.
#include <algorithm>
#include <vector>

#include "tributer/model/utility.hpp"

namespace tributer {

inline constexpr double impossible = -1e9;      ///< utility of an option for which a type lacks the cash or the home
inline constexpr double least_log_weight = 80;  ///< options that are worse than the best by more have no weight

/// e^x with the float kernel: the search for the ground needs no more.
inline double weight(double exponent) { return static_cast<double>(math::exp(static_cast<float>(exponent))); }

/// Livelihoods outside mining come first, then mining, then going home.
struct ExpectedChoice {
  /// `values`: v of the livelihoods outside mining; must exist longer than this.
  ExpectedChoice(std::vector<double> const& values, double switching_cost)
      : stay(values.size()), values_(values), switching_cost_(switching_cost), utility_(values.size() + 2) {}

  std::vector<double> stay;   ///< probability of each livelihood outside mining
  double mine = 0, back = 0;  ///< of mining and of going home

  /// `nest`: utility of mining at the concessions that the type can reach; `away`: loss by living away from home;
  /// `current`: position of the livelihood, after those outside mining for mining; `utility_of_home`: of going home.
  void choose(double a, double nest, double away, std::size_t current, double utility_of_home) {
    std::size_t const mining = values_.size();
    auto const change = [&](std::size_t k) { return k == current ? 0.0 : switching_cost_; };
    auto& u = utility_;
    for (std::size_t k = 0; k < mining; ++k) u[k] = utility_of_work(a, values_[k], 0.0, away, change(k));
    u[mining] = nest - change(mining);
    u[mining + 1] = utility_of_home;
    double const top = *std::max_element(u.begin(), u.end());
    double sum = 0;
    for (double& x : u) sum += x = x > top - least_log_weight ? weight(x - top) : 0;
    for (std::size_t k = 0; k < mining; ++k) stay[k] = u[k] / sum;
    mine = u[mining] / sum;
    back = u[mining + 1] / sum;
  }

 private:
  std::vector<double> const& values_;
  double switching_cost_;
  std::vector<double> utility_;  ///< of the options, then their weights
};

}  // namespace tributer
