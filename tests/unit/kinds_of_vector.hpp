#pragma once
// Calls a test for every kind of vector that this processor has and kernels are compiled for.
#include <hwy/targets.h>

#include <string>

#include "tributer/core/draws.hpp"

namespace tributer {

/// Lets kernels use the vectors of these targets only (0: all of the processor).
inline void use_vectors(int64_t targets) {
  hwy::SetSupportedTargetsForTest(targets);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

struct KindsOfVector {
  std::string tested, not_here;  ///< their names
};

/// Calls f(name) for each kind, and then lets kernels use the widest again.
template <class F>
KindsOfVector with_every_kind_of_vector(F const& f) {
  int64_t const here = hwy::SupportedTargets();
  KindsOfVector kinds;
  for (int64_t target = 1; target > 0; target <<= 1) {
    std::string const name = hwy::TargetName(target);
    if (name == "Unknown") continue;
    if ((here & target) == 0) {
      kinds.not_here += " " + name;
      continue;
    }
    use_vectors(target);
    if (vector_width().name != name) continue;  // no kernel is compiled for it
    kinds.tested += " " + name;
    f(name);
  }
  use_vectors(0);
  return kinds;
}

}  // namespace tributer
