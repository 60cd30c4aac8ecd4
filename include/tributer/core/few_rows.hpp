#pragma once
// The few rows of many for which something holds. They are found without a jump for each row, which a processor would
// often guess wrongly, and several rows at once where the condition reads columns only. Conditions are joined with &
// and not with &&, so that they have no jumps either.
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "tributer/core/draws.hpp"

namespace tributer {

class FewRows {
 public:
  static constexpr std::size_t most = Draws::most;  ///< rows among which they are looked for at a time

  /// Those of the rows from `begin` to `end`, at most `most`, for which wanted(row) holds.
  template <class F>
  FewRows(std::size_t begin, std::size_t end, F const& wanted) {
    constexpr std::size_t bits = 64;
    for (; begin < end; begin += bits) {
      std::array<uint8_t, bits> is{};
      if (end - begin >= bits) {
        for (std::size_t k = 0; k < bits; ++k) is[k] = wanted(begin + k) ? 1 : 0;
      } else {
        for (std::size_t k = 0; k < end - begin; ++k) is[k] = wanted(begin + k) ? 1 : 0;
      }
      for (uint64_t found = bits_of(is); found != 0; found &= found - 1)
        rows_[n_++] = static_cast<uint32_t>(begin) + static_cast<uint32_t>(std::countr_zero(found));
    }
  }
  /// Keeps those for which wanted(row) holds.
  template <class F>
  void keep(F const& wanted) {
    std::size_t const n = n_;
    n_ = 0;
    for (std::size_t k = 0; k < n; ++k) {
      uint32_t const row = rows_[n_] = rows_[k];
      n_ += wanted(row) ? 1 : 0;
    }
  }

  std::size_t size() const { return n_; }
  uint32_t operator[](std::size_t k) const { return rows_[k]; }
  uint32_t const* begin() const { return rows_.data(); }
  uint32_t const* end() const { return rows_.data() + n_; }

 private:
  /// One bit for each byte, which is 0 or 1. The product moves bit 0 of byte k to bit k of the highest byte.
  template <std::size_t n>
  static uint64_t bits_of(std::array<uint8_t, n> const& bytes) {
    static_assert(std::endian::native == std::endian::little && n == 64);
    uint64_t bits = 0;
    for (std::size_t k = 0; k < n; k += 8) {
      uint64_t eight = 0;
      std::memcpy(&eight, &bytes[k], sizeof eight);
      bits |= (eight * 0x0102040810204080u >> 56) << k;
    }
    return bits;
  }

  std::array<uint32_t, most> rows_;
  std::size_t n_ = 0;
};

/// Calls use(rows) for the rows of [begin, end) for which wanted(row) holds, in order, some at a time.
template <class F, class Use>
void for_few_rows(std::size_t begin, std::size_t end, F const& wanted, Use const& use) {
  for (; begin < end; begin += FewRows::most) {
    FewRows rows(begin, std::min(end, begin + FewRows::most), wanted);
    use(rows);
  }
}

}  // namespace tributer
