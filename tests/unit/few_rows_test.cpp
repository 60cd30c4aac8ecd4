// Tests that the rows for which something holds are found: all of them and no others, in order, at every length.
#include "tributer/core/few_rows.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace tributer;

TEST_CASE("The few rows for which something holds are found in order, whatever the length", "[few_rows]") {
  std::size_t wrong = 0, kept_wrong = 0;
  for (std::size_t begin : {0u, 1u, 63u, 1000u})
    for (std::size_t n = 0; n <= 3 * FewRows::most + 1; ++n)
      for (std::size_t const every : {1u, 2u, 7u, 64u}) {
        std::vector<uint32_t> expected, found, expected_kept, kept;
        auto const wanted = [&](std::size_t row) { return row % every == 0; };
        auto const odd = [](std::size_t row) { return row % 2 == 1; };
        for (std::size_t row = begin; row < begin + n; ++row) {
          if (wanted(row)) expected.push_back(static_cast<uint32_t>(row));
          if (wanted(row) && odd(row)) expected_kept.push_back(static_cast<uint32_t>(row));
        }
        for_few_rows(begin, begin + n, wanted, [&](FewRows& rows) {
          found.insert(found.end(), rows.begin(), rows.end());
          rows.keep(odd);
          for (std::size_t k = 0; k < rows.size(); ++k) kept.push_back(rows[k]);
        });
        wrong += found != expected, kept_wrong += kept != expected_kept;
      }
  CHECK(wrong == 0);
  CHECK(kept_wrong == 0);
}
