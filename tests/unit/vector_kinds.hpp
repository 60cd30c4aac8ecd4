#pragma once
// Runs a test with every kind of vector that kernels are compiled for and that this processor has.
#include <catch2/catch.hpp>

#include "../vectors.hpp"

namespace tributer {

/// Calls `f()` with each kind of vector in use.
template <class F>
void with_each_kind_of_vector(F const& f) {
  KindsOfVector const kinds = with_each_vector([&] {
    INFO(vector_width().name);
    f();
  });
  UNSCOPED_INFO("vectors tested:" << kinds.used << "; not on this machine:" << kinds.not_here);
  CHECK_FALSE(kinds.used.empty());
}

}  // namespace tributer
