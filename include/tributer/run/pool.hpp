#pragma once
// An executor with several threads. Its loops may not be nested.
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "tributer/core/executor.hpp"

namespace tributer {

/// Starts up to `n` threads, each with its number from 0; fewer if the system gives no more, perhaps none.
std::vector<std::jthread> start_threads(std::size_t n, std::function<void(std::size_t)> const& work);

/// It has fewer threads than asked for if the system gives no more.
class PoolExecutor final : public Executor {
 public:
  explicit PoolExecutor(std::size_t threads);
  ~PoolExecutor() override;
  std::size_t slots() const override;
  void for_blocks(std::size_t n, Body const& body) const override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tributer
