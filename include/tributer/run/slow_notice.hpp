#pragma once
// Tells the user about work that takes longer than expected.
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace tributer {

/// Calls `say` once, from another thread, if this object still exists after `seconds` seconds.
class SlowNotice {
 public:
  SlowNotice(double seconds, std::function<void()> say);

 private:
  std::mutex mutex_;
  std::condition_variable_any ended_;
  std::jthread waiting_;  // declared last, so that it ends before the members that it uses
};

}  // namespace tributer
