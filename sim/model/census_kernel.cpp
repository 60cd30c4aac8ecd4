// Sums of the census, side by side in the vectors of the processor. They are defined by the plain sum of each column
// over people, and by poverty_gap.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/model/census_kernel.cpp"
#include <hwy/foreach_target.h>

#include <algorithm>
#include <limits>

#include "tributer/core/vector_math.hpp"
#include "tributer/model/census.hpp"

HWY_BEFORE_NAMESPACE();
namespace tributer {
namespace HWY_NAMESPACE {

/// The bytes of each person, one after the other, for rows that are next to each other.
inline void interleave(std::array<uint8_t const*, 8> const& columns, std::size_t n, uint8_t* people) {
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
    hn::StoreInterleaved4(pair(0), pair(2), pair(4), pair(6), pairs, reinterpret_cast<uint16_t*>(people + i * 8));
  }
  for (; i < n; ++i)
    for (std::size_t k = 0; k < columns.size(); ++k) people[i * 8 + k] = columns[k][i];
}

void add_bytes(PeopleBlock const& people, ByteColumns const& columns, int64_t* sums) {
  hn::CappedTag<uint64_t, 8> const numbers;
  hn::Rebind<uint32_t, decltype(numbers)> const words;
  hn::Rebind<uint8_t, decltype(numbers)> const bytes;
  alignas(64) std::array<uint8_t, PeopleBlock::most * 8> of_person;
  people.for_stretches([&](std::size_t row, std::size_t n, std::size_t place) {
    std::array<uint8_t const*, 8> from;
    for (std::size_t k = 0; k < from.size(); ++k) from[k] = columns[k]->data() + row;
    interleave(from, n, of_person.data() + place * 8);
  });
  for (std::size_t k = 0; k < people.size(); ++k) {
    CountedPerson const person = people[k];
    uint64_t* const here = reinterpret_cast<uint64_t*>(sums) + person.area * 8;
    uint8_t const* const more = of_person.data() + person.place * 8;
    for (std::size_t part = 0; part < 8; part += hn::Lanes(numbers)) {
      auto const wide = hn::PromoteTo(numbers, hn::PromoteTo(words, hn::LoadU(bytes, more + part)));
      hn::StoreU(hn::Add(hn::LoadU(numbers, here + part), wide), numbers, here + part);
    }
  }
}

void find_gaps(Shortfalls& all, std::size_t n) {
  double const* const need = all.need.data();
  int32_t const* const consumption = all.consumption.data();
  int32_t *const gap = all.gap.data(), *const gap_squared = all.gap_squared.data();
  constexpr double millionths = per_million;
  // A little more than a millionth, so that the product with a whole number of millions is not cut to the one below.
  constexpr double millionth = 1.0 / millionths * (1 + std::numeric_limits<double>::epsilon());
  for (std::size_t i = 0; i < n; ++i) {
    double const missing = std::max(0.0, need[i] - static_cast<double>(consumption[i])) * millionths;
    // Whole parts of these quotients are exact, because all numbers are below 2^53.
    int32_t const whole_gap = static_cast<int32_t>(missing / std::max(1.0, need[i]));
    gap[i] = whole_gap;
    gap_squared[i] = static_cast<int32_t>(static_cast<double>(whole_gap) * static_cast<double>(whole_gap) * millionth);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace tributer
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tributer {
namespace {
HWY_EXPORT(add_bytes);
HWY_EXPORT(find_gaps);
}  // namespace

void add_bytes(PeopleBlock const& people, ByteColumns const& columns, int64_t* sums) {
  HWY_DYNAMIC_DISPATCH(add_bytes)(people, columns, sums);
}

void Shortfalls::find(std::size_t n) { HWY_DYNAMIC_DISPATCH(find_gaps)(*this, n); }

}  // namespace tributer
#endif
