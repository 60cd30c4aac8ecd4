#pragma once
// Parallel loops over rows. Results never depend on how rows fall to threads: per-thread sums are
// integers, merged in any order.
#include <cstddef>
#include <functional>
#include <vector>

namespace tributer {

class Executor {
 public:
  /// A slot is a place for per-thread sums, 0 <= slot < slots().
  using Body = std::function<void(std::size_t slot, std::size_t begin, std::size_t end)>;
  virtual ~Executor() = default;
  virtual std::size_t slots() const = 0;
  /// Calls body over [0, n) in blocks; returns when all are done; rethrows the first exception.
  virtual void for_blocks(std::size_t n, Body const& body) const = 0;

  /// Sums of integers over rows: `body(sums, begin, end)` adds into a zeroed `Sums` of its own;
  /// `Sums` has `operator+=`.
  template <class Sums, class F>
  Sums sum(std::size_t n, Sums const& zero, F const& body) const {
    std::vector<Sums> parts(slots(), zero);
    for_blocks(n, [&](std::size_t slot, std::size_t begin, std::size_t end) { body(parts[slot], begin, end); });
    for (std::size_t i = 1; i < parts.size(); ++i) parts[0] += parts[i];
    return parts[0];
  }
};

/// One thread, in order.
class SerialExecutor final : public Executor {
 public:
  std::size_t slots() const override { return 1; }
  void for_blocks(std::size_t n, Body const& body) const override {
    if (n > 0) body(0, 0, n);
  }
};

}  // namespace tributer
