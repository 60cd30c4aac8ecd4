#pragma once
// Parallel loops over rows. Results do not depend on which thread handles which rows: sums are integers, so the order
// in which the sums of threads are added has no effect.
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace tributer {

class Executor {
 public:
  /// Each thread has a slot for its sums, 0 <= slot < slots().
  using Body = std::function<void(std::size_t slot, std::size_t begin, std::size_t end)>;
  virtual ~Executor() = default;
  virtual std::size_t slots() const = 0;
  /// Calls `body` for blocks that cover [0, n). Returns when all are done, and throws the first exception again.
  virtual void for_blocks(std::size_t n, Body const& body) const = 0;

  /// Sums of integers over rows: `body(sums, begin, end)` adds to a `Sums` of its own, which begins at `zero`. `Sums`
  /// needs `operator+=`.
  template <class Sums, class F>
  Sums sum(std::size_t n, Sums const& zero, F const& body) const {
    std::vector<Sums> parts(slots(), zero);
    for_blocks(n, [&](std::size_t slot, std::size_t begin, std::size_t end) { body(parts[slot], begin, end); });
    for (std::size_t i = 1; i < parts.size(); ++i) parts[0] += parts[i];
    return std::move(parts[0]);
  }
};

/// What the threads of a loop found, to be summed: in no order that means anything.
template <class T>
struct Gathered {
  std::vector<T> all;
  Gathered& operator+=(Gathered const& o) {
    all.insert(all.end(), o.all.begin(), o.all.end());
    return *this;
  }
};

/// Runs everything in one thread, in order.
class SerialExecutor final : public Executor {
 public:
  std::size_t slots() const override { return 1; }
  void for_blocks(std::size_t n, Body const& body) const override {
    if (n > 0) body(0, 0, n);
  }
};

}  // namespace tributer
