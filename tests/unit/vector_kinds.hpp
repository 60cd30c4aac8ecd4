#pragma once
// Runs a test with every kind of vector that kernels are compiled for and that this processor has.
#include <hwy/targets.h>
#include <catch2/catch.hpp>

#include "tributer/core/draws.hpp"

namespace tributer {

/// Calls `f()` with each kind of vector in use.
template <class F>
void with_each_kind_of_vector(F const& f) {
  int64_t const here = hwy::SupportedTargets();
  std::string tested, skipped;
  for (int64_t target = 1; target > 0 && target <= int64_t{1} << 62; target <<= 1) {
    std::string const name = hwy::TargetName(target);
    if (name == "Unknown") continue;
    if ((here & target) == 0) {
      skipped += " " + name;
      continue;
    }
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    if (vector_width().name != name) continue;  // no kernel is compiled for it
    tested += " " + name;
    INFO(name);
    f();
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  UNSCOPED_INFO("vectors used here: " << vector_width().name << ", " << vector_width().words
                                      << " words; tested:" << tested << "; not on this machine:" << skipped);
  CHECK_FALSE(tested.empty());
}

}  // namespace tributer
