#pragma once
// The kinds of vector that kernels are compiled for, one after the other, for tests and benchmarks.
#include <hwy/targets.h>

#include <string>

#include "tributer/core/draws.hpp"

namespace tributer {

struct KindsOfVector {
  std::string used, not_here;  ///< their names
};

/// Calls f() with each kind of vector that this processor has in use; afterwards the widest is used again.
template <class F>
KindsOfVector with_each_vector(F const& f) {
  auto const use = [](int64_t targets) {
    hwy::SetSupportedTargetsForTest(targets);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  };
  int64_t const here = hwy::SupportedTargets();
  KindsOfVector kinds;
  for (int64_t target = 1; target > 0 && target <= int64_t{1} << 62; target <<= 1) {
    std::string const name = hwy::TargetName(target);
    if (name == "Unknown") continue;
    if ((here & target) == 0) {
      kinds.not_here += " " + name;
      continue;
    }
    use(target);
    if (vector_width().name != name) continue;  // no kernel is compiled for it
    kinds.used += " " + name;
    f();
  }
  use(0);
  return kinds;
}

}  // namespace tributer
