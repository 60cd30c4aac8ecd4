#pragma once
// Random factors of income: of a month of mining, and of the month of an operation.
#include "tributer/core/rng.hpp"

namespace tributer {

/// A log-normal random factor, cut at a number of standard deviations and scaled to mean 1.
struct RandomFactor {
  float sd = 0, most = 0, shift = 0;
  RandomFactor(double log_sd, double cut_sd);
  float cut(float z) const { return z < -most ? -most : (z > most ? most : z); }
  float draw(uint32_t word) const { return math::exp(sd * cut(Luck::to_normal(word)) + shift); }
};

}  // namespace tributer
