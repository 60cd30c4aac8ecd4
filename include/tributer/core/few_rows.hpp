#pragma once
// The few rows of many for which something holds. They are found without a jump for each row, which a processor would
// often guess wrongly. Conditions are joined with & and not with &&, so that they have no jumps either.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace tributer {

class FewRows {
 public:
  static constexpr std::size_t most = 320;  ///< rows among which they are looked for at a time, as many as draws

  /// Those of the rows from `begin` to `end`, which may be `most`, for which wanted(row) holds.
  template <class F>
  FewRows(std::size_t begin, std::size_t end, F const& wanted) {
    for (std::size_t row = begin; row < end; ++row) {
      rows_[n_] = static_cast<uint32_t>(row);
      n_ += wanted(row) ? 1 : 0;
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
  std::array<uint32_t, most> rows_;
  std::size_t n_ = 0;
};

/// Calls use(FewRows) for the rows of [begin, end) for which wanted(row) holds, in order, a part at a time.
template <class F, class Use>
void for_few_rows(std::size_t begin, std::size_t end, F const& wanted, Use const& use) {
  for (; begin < end; begin += FewRows::most) use(FewRows(begin, std::min(end, begin + FewRows::most), wanted));
}

}  // namespace tributer
