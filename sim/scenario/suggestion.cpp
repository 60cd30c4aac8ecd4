#include "suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace tributer {
namespace {

constexpr std::size_t longest_word = 64;
constexpr std::size_t longest_listing = 15;

/// Number of letters to insert, delete, replace or swap with the next one.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      bool const same = a[i - 1] == b[j - 1];
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (same ? 0 : 1)});
      bool const swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

}  // namespace

std::string closest(std::string_view given, std::vector<std::string> const& known) {
  if (given.size() > longest_word) return {};
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, given.size() / 3) + 1;
  for (auto const& word : known) {
    if (word.size() > longest_word) continue;
    std::size_t const distance = edit_distance(given, word);
    if (distance < best_distance) {
      best_distance = distance;
      best = word;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view given, std::vector<std::string> const& known, std::string_view plural) {
  std::string const word = closest(given, known);
  if (!word.empty()) return fmt::format("did you mean '{}'?", word);
  if (known.empty()) return fmt::format("there are no {} here", plural);
  std::string list;
  for (std::size_t i = 0; i < known.size() && i < longest_listing; ++i) list += (i > 0 ? ", " : "") + known[i];
  return fmt::format("known {}: {}{}", plural, list, known.size() > longest_listing ? ", ..." : "");
}

}  // namespace tributer
