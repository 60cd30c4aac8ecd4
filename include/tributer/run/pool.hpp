#pragma once
// An executor with several threads. Its loops may not be nested.
#include <memory>

#include "tributer/core/executor.hpp"

namespace tributer {

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
