#include "tributer/core/rng.hpp"

namespace tributer {

int poisson(double rate, float uniform) {
  double probability = math::exp(-rate), cumulative = probability;
  int n = 0;
  while (uniform > cumulative && n < 255) {
    ++n;
    probability = probability * rate / n;
    cumulative = cumulative + probability;
  }
  return n;
}

}  // namespace tributer
