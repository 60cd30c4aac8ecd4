#include "tributer/model/registry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tributer/core/text.hpp"

namespace tributer {
namespace {

using Plugins = std::map<std::string, Registry::ProcessPlugin>;

/// Names of the processes of a part of the month, each after its predecessors.
std::vector<std::string> in_order(Plugins const& processes, MonthPart part) {
  std::set<std::string> waiting;
  for (auto const& [name, plugin] : processes)
    if (plugin.part == part) waiting.insert(name);
  std::vector<std::string> order;
  while (!waiting.empty()) {
    auto const next = std::find_if(waiting.begin(), waiting.end(), [&](std::string const& name) {
      auto const& after = processes.at(name).after;
      return std::none_of(after.begin(), after.end(),
                          [&](std::string const& other) { return waiting.contains(other); });
    });
    check(next != waiting.end(),
          fmt::format("the processes {} name each other as predecessors in a circle", join_words(waiting, ", ")));
    order.push_back(*next);
    waiting.erase(next);
  }
  return order;
}

void check_names(Plugins const& processes) {
  for (auto const& [name, plugin] : processes)
    for (std::string const& other : plugin.after) {
      auto const found = processes.find(other);
      check(found != processes.end(),
            fmt::format("the process '{}' comes after '{}', which does not exist", name, other));
      check(found->second.part == plugin.part,
            fmt::format("the process '{}' comes after '{}', which is in another part of the month", name, other));
    }
}

}  // namespace

Schedule make_schedule(Registry const& registry, BuildContext const& context) {
  Plugins const& processes = registry.processes();
  check_names(processes);
  Schedule schedule;
  for (std::size_t part = 0; part < n_of<MonthPart>; ++part)
    for (std::string const& name : in_order(processes, static_cast<MonthPart>(part))) {
      Registry::ProcessPlugin const& plugin = processes.at(name);
      schedule.push_back({name, plugin.about, plugin.part, plugin.make(context)});
    }
  return schedule;
}

}  // namespace tributer
