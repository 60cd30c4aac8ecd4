#pragma once
// The study of the pairing tests: two years of presence at full and at 0.7 intensity.
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "../lab.hpp"
#include "tributer/analysis/paired.hpp"

namespace lab {

inline Opened open_pairing_study() {
  auto const file =
      (std::filesystem::temp_directory_path() / ("tributer-pairing-" + std::to_string(::getpid()) + ".toml")).string();
  std::ofstream(file) << "format = 1\nextends = \"" << TRIBUTER_SOURCE_DIR << "/scenarios/crackdown.toml\"\n"
                      << "[[arm]]\nname = \"full\"\n[[arm.instrument]]\ntype = \"enforcement_operation\"\nstart = "
                         "\"2016-01\"\nmonths = 24\nterritory = \"Djugu\"\nlargest = 5\n"
                      << "[[arm]]\nname = \"less\"\n[[arm.instrument]]\ntype = \"enforcement_operation\"\nstart = "
                         "\"2016-01\"\nmonths = 24\nterritory = \"Djugu\"\nlargest = 5\nintensity = 0.7\n";
  auto study = open(file);
  std::filesystem::remove(file);
  return study;
}

/// Months of the study: a year into presence, its last, and three years after it began.
inline constexpr int a_year_in = 23, last_of_presence = 35, three_years_on = 47;

inline double gain(std::vector<Path> const& a, std::vector<Path> const& b, int ring, int month) {
  return paired_difference(miners(a, ring, month), miners(b, ring, month)).gain;
}

}  // namespace lab
