// Tests that the sums of the census that are worked out side by side are the plain ones, with every kind of vector.
#include "tributer/model/census.hpp"
#include "../lab.hpp"
#include "tributer/model/shortfalls.hpp"
#include "vector_kinds.hpp"

using namespace tributer;

namespace {

constexpr std::size_t n_areas = 5;

/// People with columns of luck, of which every ninth has left.
Miners people(std::size_t n) {
  Miners m;
  m.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    PhiloxBlock const words = Luck(3, 0).block(i, 0, streams::person);
    m.location[i] = static_cast<uint16_t>(words[0] % n_areas);
    m.livelihood[i] = i % 9 == 0 ? gone : 0;
    m.girls[i] = static_cast<uint8_t>(words[1]), m.boys_other_work[i] = static_cast<uint8_t>(words[1] >> 8);
    m.rank[i] = static_cast<uint8_t>(words[2] % n_ranks), m.sex[i] = static_cast<uint8_t>(words[3] % 2);
  }
  return m;
}

/// Whether blocks of all people, and the bytes that they add, are those of a plain loop. `wrong` is added to one byte.
bool same_sums(std::size_t n, uint8_t wrong) {
  Miners m = people(n);
  ByteColumns const columns{&m.girls,        &m.boys,        &m.girls_out,        &m.boys_out,
                            &m.girls_mining, &m.boys_mining, &m.girls_other_work, &m.boys_other_work};
  std::array<uint32_t, n_areas> const areas{4, 2, 2, 0, 1};
  std::vector<int64_t> expected(n_areas * columns.size()), sums(expected.size());
  std::vector<int> seen(n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t k = 0; k < columns.size() && m.alive(i); ++k)
      expected[areas[m.location[i]] * columns.size() + k] += (*columns[k])[i];
  m.girls[n / 2 | 1] = static_cast<uint8_t>(m.girls[n / 2 | 1] + wrong);
  PeopleBlock block(m, areas);
  bool right_places = true;
  std::size_t const apart = (n + PeopleBlock::most - 1) / PeopleBlock::most * PeopleBlock::stretch;
  for (std::size_t i = 0; i < apart; i += PeopleBlock::stretch) {
    block.fill(i, apart, n);
    add_bytes(block, columns, sums.data());
    for (std::size_t k = 0; k < block.size(); ++k) {
      CountedPerson const person = block[k];
      ++seen[person.row];
      right_places =
          right_places && person.area == areas[m.location[person.row]] && person.group == group_of(m, person.row);
    }
    block.for_stretches([&](std::size_t row, std::size_t rows, std::size_t place) {
      for (std::size_t k = 0; k < block.size(); ++k)
        if (block[k].row >= row && block[k].row < row + rows)
          right_places = right_places && block[k].place - place == block[k].row - row;
    });
  }
  for (std::size_t i = 0; i < n; ++i) right_places = right_places && seen[i] == (m.alive(i) ? 1 : 0);
  return right_places && sums == expected;
}

}  // namespace

TEST_CASE("A census visits everybody once and adds bytes as a plain loop does", "[census]") {
  with_each_kind_of_vector([] {
    for (std::size_t const n : {1u, 2u, 127u, 128u, 511u, 513u, 2049u, 5000u}) {
      INFO(n << " rows");
      CHECK(same_sums(n, 0));
    }
    CHECK_FALSE(same_sums(5000, 1));  // the planted fault
  });
}

TEST_CASE("What households lack is worked out side by side to the last millionth", "[census]") {
  with_each_kind_of_vector([] {
    Shortfalls all;
    Luck const luck(5, 0);
    int wrong = 0, poor = 0, without_fault = 0;
    for (uint32_t round = 0; round < 200; ++round) {
      for (std::size_t k = 0; k < all.need.size(); ++k) {
        PhiloxBlock const words = luck.block(k, round, streams::person);
        all.need[k] = static_cast<double>(round % 7 == 0 ? words[0] : words[0] % 40'000);
        all.consumption[k] = static_cast<int32_t>(words[1] % (round % 7 == 0 ? 0x80000000u : 40'000u));
      }
      all.find(all.need.size());
      for (std::size_t k = 0; k < all.need.size(); ++k) {
        int64_t const gap = poverty_gap(static_cast<int64_t>(all.need[k]), all.consumption[k]);
        wrong += all.gap[k] != gap || all.gap_squared[k] != gap * gap / 1'000'000;
        poor += gap > 0;
        without_fault += all.gap[k] == poverty_gap(static_cast<int64_t>(all.need[k]) + 1, all.consumption[k]);
      }
    }
    CHECK(wrong == 0);
    CHECK(poor > 10'000);
    CHECK(without_fault < 200 * static_cast<int>(all.need.size()));  // the planted fault: a cent more of need
  });
}
