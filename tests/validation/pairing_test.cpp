// What sharing luck buys: the standard error of a difference with independent luck over that with shared
// luck. With 10 replicates a gain of 1 is seen as above 2.5 less than once in 100 times (F with 9 and 9
// degrees of freedom).
#include <catch2/catch.hpp>

#include "lab.hpp"
#include "pairing.hpp"

using namespace lab;

TEST_CASE("sharing luck narrows differences") {
  auto const study = open_pairing_study();
  auto const paths = run_arms(*study.model, {"baseline", "full", "less"}, 10, 37);
  double const total = gain(paths[1], paths[0], 3, 36), small = gain(paths[1], paths[2], 3, 36), far = gain(paths[1], paths[0], 2, 24);
  WARN("gain from pairing: miners in total at month 36 x" << total << "; presence 1 against 0.7 x" << small << "; far ring during presence x" << far);
  CHECK(total >= 5);
  CHECK(small >= 10);
  CHECK(far >= 5);
}
