// Tests that draws side by side in vectors have the bits of the draws one by one that define them, for every kind of
// vector that this processor has. Everything is compared exactly, so false alarms cannot happen.
#include <bit>

#include "tributer/model/person.hpp"
#include "vector_kinds.hpp"

using namespace tributer;

namespace {

bool same_bits(float a, float b) { return std::bit_cast<uint32_t>(a) == std::bit_cast<uint32_t>(b); }

/// Number of draws that differ from those of Luck, in batches of 1 to 70.
int different(uint64_t seed, uint64_t wrong_bit = 0) {
  Luck const luck(seed, 3);
  RandomFactor const factor(1.2, 1.5);
  int different = 0;
  for (std::size_t n = 1; n <= 70; ++n) {
    uint32_t const month = static_cast<uint32_t>(n * 37 % 1200);
    std::vector<std::pair<uint64_t, uint64_t>> names;
    Draws draws(month), ranks(month), pay(month), words(month);
    for (std::size_t k = 0; k < n; ++k) {
      names.emplace_back(mix(seed, n * 100 + k), k % 3 == 0 ? 0 : mix(k, n));
      draws.add(names.back().first, names.back().second),
          ranks.add(names.back().first ^ wrong_bit, names.back().second),
          pay.add(names.back().first ^ wrong_bit, names.back().second),
          words.add(names.back().first ^ wrong_bit, names.back().second);
    }
    draws.draw_uniforms(luck, streams::reconsider);
    ranks.draw_gumbels(luck, streams::choice);
    pay.draw_factors(luck, streams::income, factor);
    pay.draw_uniforms(luck, streams::accident);
    words.draw_blocks(luck, streams::choice);
    for (std::size_t k = 0; k < n; ++k) {
      auto const [identity, index] = names[k];
      PhiloxBlock const block = luck.block(identity, month, streams::choice, index);
      different += !same_bits(draws.uniform(k), luck.uniform(identity, month, streams::reconsider, index)) +
                   !same_bits(ranks.gumbel(k), Luck::to_gumbel(block[0])) +
                   !same_bits(ranks.second_gumbel(k), Luck::to_gumbel(block[1])) +
                   !same_bits(pay.factor(k), factor.draw(luck.block(identity, month, streams::income, index)[0])) +
                   !same_bits(pay.uniform(k), luck.uniform(identity, month, streams::accident, index)) +
                   (words.block(k) != block);
    }
  }
  return different;
}

}  // namespace

TEST_CASE("Draws side by side have the bits of draws one by one, with every kind of vector", "[draws]") {
  with_each_kind_of_vector([] {
    for (uint64_t const seed : {1u, 20200405u}) CHECK(different(seed) == 0);
    CHECK(different(1, 1) > 8000);  // the planted fault: one bit of each identity
  });
}

TEST_CASE("The luck of several people has the bits of the luck of each", "[draws]") {
  Luck const luck(20200405, 3);
  std::vector<uint64_t> ids;
  for (uint32_t k = 0; k < 2 * Draws::most + 1; ++k) ids.push_back(person_id(hash_of("a concession"), 7, k));
  with_each_kind_of_vector([&] {
    std::vector<PersonLuck> const all = people_luck(luck, ids);
    int different = 0;
    for (std::size_t k = 0; k < ids.size(); ++k) different += all[k] != person_luck(luck, ids[k]);
    CHECK(different == 0);
  });
  CHECK(people_luck(luck, {}).empty());
}
