#include "tributer/core/rng.hpp"

namespace tributer {

uint16_t instrument_stream(std::string_view instrument_id) {
  uint64_t hash = 14695981039346656037u;  // FNV-1a
  for (char const c : instrument_id) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return static_cast<uint16_t>(first_instrument_stream + hash % (65536 - first_instrument_stream));
}

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
