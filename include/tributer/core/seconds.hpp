#pragma once
// Measures how long work takes.
#include <chrono>

namespace tributer {

inline double seconds_since(std::chrono::steady_clock::time_point from) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
}

}  // namespace tributer
