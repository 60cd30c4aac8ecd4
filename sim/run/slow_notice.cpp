#include "tributer/run/slow_notice.hpp"

#include <chrono>

namespace tributer {

SlowNotice::SlowNotice(double seconds, std::function<void()> say)
    : waiting_([this, seconds, say = std::move(say)](std::stop_token stop) {
        std::unique_lock lock(mutex_);
        ended_.wait_for(lock, stop, std::chrono::duration<double>(seconds), [] { return false; });
        if (!stop.stop_requested()) say();
      }) {}

}  // namespace tributer
