#include "tributer/run/pool.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>

namespace tributer {

std::vector<std::jthread> start_threads(std::size_t n, std::function<void(std::size_t)> const& work) {
  std::vector<std::jthread> threads;
  threads.reserve(n);
  try {
    for (std::size_t k = 0; k < n; ++k) threads.emplace_back(work, k);
  } catch (std::system_error const&) {
  }
  return threads;
}

/// Threads wait for the next loop, take blocks of rows by a counter until none is left, and report.
struct PoolExecutor::State {
  std::mutex mutex;
  std::condition_variable start, finished;
  uint64_t generation = 0;
  std::size_t working = 0;
  bool stopping = false;
  Body const* body = nullptr;
  std::size_t n = 0, block = 1;
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::vector<std::jthread> workers;

  void take_blocks(std::size_t slot) {
    try {
      for (std::size_t begin; (begin = next.fetch_add(block)) < n;) (*body)(slot, begin, std::min(begin + block, n));
    } catch (...) {
      std::scoped_lock const lock(mutex);
      if (!failure) failure = std::current_exception();
      next = n;
    }
  }
  void work(std::size_t slot) {
    uint64_t seen = 0;
    for (;;) {
      {
        std::unique_lock lock(mutex);
        start.wait(lock, [&] { return stopping || generation != seen; });
        if (stopping) return;
        seen = generation;
      }
      take_blocks(slot);
      std::scoped_lock const lock(mutex);
      if (--working == 0) finished.notify_one();
    }
  }
};

PoolExecutor::PoolExecutor(std::size_t threads) : state_(std::make_unique<State>()) {
  state_->workers = start_threads(threads > 0 ? threads - 1 : 0, [s = state_.get()](std::size_t k) { s->work(k + 1); });
}

PoolExecutor::~PoolExecutor() {
  {
    std::scoped_lock const lock(state_->mutex);
    state_->stopping = true;
  }
  state_->start.notify_all();
}

std::size_t PoolExecutor::slots() const { return state_->workers.size() + 1; }

void PoolExecutor::for_blocks(std::size_t n, Body const& body) const {
  if (n == 0) return;
  State& s = *state_;
  {
    std::scoped_lock const lock(s.mutex);
    s.body = &body;
    s.n = n;
    s.block = std::clamp<std::size_t>(n / (slots() * 8), 1, 1u << 16);
    s.next = 0;
    s.failure = nullptr;
    s.working = s.workers.size();
    ++s.generation;
  }
  s.start.notify_all();
  s.take_blocks(0);
  std::unique_lock lock(s.mutex);
  s.finished.wait(lock, [&] { return s.working == 0; });
  if (s.failure) std::rethrow_exception(s.failure);
}

}  // namespace tributer
