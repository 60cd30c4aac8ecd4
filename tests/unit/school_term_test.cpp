// Tests that what children do, decided side by side in vectors, is what the decision for one household says, for every
// kind of vector that this processor has. Everything is compared exactly, so false alarms cannot happen.
#include <algorithm>

#include "tributer/model/school_term.hpp"
#include "vector_kinds.hpp"

using namespace tributer;

namespace {

struct Household {
  uint64_t id;
  int girls, boys;
  Bounds girls_at, boys_at;
};

std::vector<Household> random_households(uint64_t seed, std::size_t n) {
  uint64_t draws = 0;
  auto const below = [&](uint64_t most) { return mix(seed, ++draws) % most; };
  auto const bounds = [&] {
    Bounds b{};
    for (float& bound : b) bound = static_cast<float>(below(1001)) * 0.001f;
    std::sort(b.begin(), b.end());
    return b;
  };
  std::vector<Household> out;
  for (std::size_t k = 0; k < n; ++k)
    out.push_back({mix(seed, k), static_cast<int>(below(children_a_draw + 1)),
                   static_cast<int>(below(children_a_draw + 1)), bounds(), bounds()});
  return out;
}

/// Households of which something differs. A bit of each identity may be wrong.
int64_t different(uint64_t seed, std::size_t n, uint64_t wrong_bit = 0) {
  Luck const luck(seed, 2);
  uint32_t const month = static_cast<uint32_t>(seed % 1200);
  std::vector<Household> const households = random_households(seed, n);
  SchoolTerm term;
  for (Household const& h : households) term.add(h.id ^ wrong_bit, h.girls, h.girls_at, h.boys, h.boys_at);
  term.decide(luck, month);
  int64_t different = 0;
  for (std::size_t k = 0; k < n; ++k) {
    Household const& h = households[k];
    different += term.girls.doing(k) != decide(luck, month, h.id, female, h.girls, h.girls_at) ||
                 term.boys.doing(k) != decide(luck, month, h.id, male, h.boys, h.boys_at);
  }
  return different;
}

}  // namespace

TEST_CASE("Children side by side do what is decided household by household, with every kind of vector", "[school]") {
  with_each_kind_of_vector([] {
    int64_t wrong = 0, planted = 0;
    for (std::size_t n = 1; n <= SchoolTerm::most; ++n) wrong += different(n * 7, n), planted += different(n * 7, n, 1);
    CHECK(wrong == 0);
    CHECK(planted > 4000);  // of 8256 households: the planted fault, one bit of each identity
  });
}
