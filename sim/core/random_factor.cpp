#include "tributer/core/random_factor.hpp"

namespace tributer {

RandomFactor::RandomFactor(double log_sd, double cut_sd)
    : sd(static_cast<float>(log_sd)), most(static_cast<float>(cut_sd)) {
  double sum = 0;
  constexpr int n = 4096;
  for (int i = 0; i < n; ++i)
    sum += math::exp(log_sd * static_cast<double>(cut(math::inverse_normal((static_cast<float>(i) + 0.5f) / n))));
  shift = static_cast<float>(-math::log(sum / n));
}

}  // namespace tributer
