#include "tributer/run/slow_notice.hpp"

#include <chrono>
#include <system_error>

namespace tributer {

SlowNotice::SlowNotice(double seconds, std::function<void()> say) {
  try {
    waiting_ = std::jthread([this, seconds, say = std::move(say)](std::stop_token stop) {
      std::unique_lock lock(mutex_);
      ended_.wait_for(lock, stop, std::chrono::duration<double>(seconds), [] { return false; });
      if (!stop.stop_requested()) say();
    });
  } catch (std::system_error const&) {  // the system has no thread for it, so nothing is said
  }
}

}  // namespace tributer
