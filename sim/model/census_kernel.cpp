// Sums of the census, side by side in the vectors of the processor. The plain sum of each column over people defines
// them.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/model/census_kernel.cpp"
#include <hwy/foreach_target.h>

#include "tributer/core/vector_math.hpp"
#include "tributer/model/census.hpp"

HWY_BEFORE_NAMESPACE();
namespace tributer {
namespace HWY_NAMESPACE {

/// The bytes of each person, one after the other, for rows that are next to each other.
inline void interleave(std::array<uint8_t const*, n_byte_columns> const& columns, std::size_t n, uint8_t* people) {
  hn::ScalableTag<uint16_t> const pairs;
  hn::Rebind<uint8_t, decltype(pairs)> const bytes;
  std::size_t const lanes = hn::Lanes(pairs);
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    auto const pair = [&](std::size_t k) {
      auto const first = hn::PromoteTo(pairs, hn::LoadU(bytes, columns[k] + i)),
                 second = hn::PromoteTo(pairs, hn::LoadU(bytes, columns[k + 1] + i));
      return hn::Or(first, hn::ShiftLeft<8>(second));
    };
    hn::StoreInterleaved4(pair(0), pair(2), pair(4), pair(6), pairs,
                          reinterpret_cast<uint16_t*>(people + i * n_byte_columns));
  }
  for (; i < n; ++i)
    for (std::size_t k = 0; k < columns.size(); ++k) people[i * n_byte_columns + k] = columns[k][i];
}

void add_bytes(PeopleBlock const& people, ByteColumns const& columns, int64_t* sums) {
  hn::CappedTag<uint64_t, n_byte_columns> const numbers;
  hn::Rebind<uint32_t, decltype(numbers)> const words;
  hn::Rebind<uint8_t, decltype(numbers)> const bytes;
  alignas(64) std::array<uint8_t, PeopleBlock::most * n_byte_columns> of_person;
  people.for_stretches([&](std::size_t row, std::size_t n, std::size_t place) {
    std::array<uint8_t const*, n_byte_columns> from;
    for (std::size_t k = 0; k < from.size(); ++k) from[k] = columns[k]->data() + row;
    interleave(from, n, of_person.data() + place * n_byte_columns);
  });
  for (std::size_t k = 0; k < people.size(); ++k) {
    CountedPerson const person = people[k];
    uint64_t* const here = reinterpret_cast<uint64_t*>(sums) + person.area * n_byte_columns;
    uint8_t const* const more = of_person.data() + person.place * n_byte_columns;
    for (std::size_t part = 0; part < n_byte_columns; part += hn::Lanes(numbers)) {
      auto const wide = hn::PromoteTo(numbers, hn::PromoteTo(words, hn::LoadU(bytes, more + part)));
      hn::StoreU(hn::Add(hn::LoadU(numbers, here + part), wide), numbers, here + part);
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace tributer
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tributer {
namespace {
HWY_EXPORT(add_bytes);
}  // namespace

void add_bytes(PeopleBlock const& people, ByteColumns const& columns, int64_t* sums) {
  HWY_DYNAMIC_DISPATCH(add_bytes)(people, columns, sums);
}

}  // namespace tributer
#endif
