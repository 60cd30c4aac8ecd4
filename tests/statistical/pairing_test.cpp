// Tests the gain from pairing: the standard error of a difference with independent luck over that with shared luck.
// With 10 replicates a true gain of 1 is measured above 2.5 in less than one of 100 cases (F with 9 and 9 degrees of
// freedom).
#include <catch2/catch.hpp>

#include "pairing.hpp"

using namespace lab;

TEST_CASE("sharing luck narrows differences") {
  auto const study = open_pairing_study();
  auto const paths = run_arms(*study.model, {"baseline", "full", "less"}, 10, three_years_on + 1);
  double const total = gain(paths[1], paths[0], 3, three_years_on);
  double const small = gain(paths[1], paths[2], 3, three_years_on);
  double const far = gain(paths[1], paths[0], 2, last_of_presence);
  WARN("gain from pairing: miners in total at month 36 x"
       << total << " (a year in x" << gain(paths[1], paths[0], 3, a_year_in) << "); presence 1 against 0.7 x" << small
       << " (a year in x" << gain(paths[1], paths[2], 3, a_year_in) << "); far ring during presence x" << far);
  CHECK(total >= 5);
  CHECK(small >= 10);
  CHECK(far >= 5);
}
