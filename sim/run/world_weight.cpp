#include "tributer/run/world_weight.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tributer {
namespace {

/// Share of the counted miners who are at concessions where fewer than two operations would be simulated.
double share_in_small_places(Model const& model, int64_t weight) {
  double small = 0, all = 0;
  double const two_operations = 2 * static_cast<double>(model.parameters->operations.crew * weight);
  for (auto const counted : model.geography->counted_miners) {
    double const miners = static_cast<double>(counted);
    all += miners;
    small += miners < two_operations ? miners : 0;
  }
  return all > 0 ? small / all : 0;
}

bool supports_operations(Model const& model) {
  return std::any_of(model.instruments.begin(), model.instruments.end(), [](auto const& arm) {
    return std::any_of(arm.begin(), arm.end(), [](auto const& one) { return one->programme_window().second >= 0; });
  });
}

}  // namespace

std::string fault_of_weight(Model const& model) {
  // Assumed: at weight 5 (3% of the miners of Ituri) the intervals of the main study meet those at 1, at 10 (8%) not.
  constexpr double most_in_small_places = 0.05;
  int64_t const weight = model.geography->weight;
  if (weight == 1 || share_in_small_places(model, weight) <= most_in_small_places) return "";
  int64_t holds = weight;
  while (holds > 1 && share_in_small_places(model, holds) > most_in_small_places) --holds;
  return fmt::format(
      "world.weight = {} is too large for this world: {:.0f}% of the miners are where fewer than two operations are "
      "simulated, so operations stand idle and loans and licences are too few. The largest weight that holds is {}",
      weight, 100 * share_in_small_places(model, weight), holds);
}

void require_weight(Model const& model) {
  TableReader const world = model.study.root.table("world");
  bool const coarse = world.flag("coarse", false, "assumed: results are for conclusions",
                                 "a weight that is too large is accepted, to try a study out");
  std::string const fault = coarse || !supports_operations(model) ? "" : fault_of_weight(model);
  if (!fault.empty()) world.fail("weight", fault, "lower it, or set world.coarse = true to try the study out");
}

}  // namespace tributer
