#include "areas.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace tributer {
namespace {

constexpr double least_people = 1000;

struct Draft {
  std::set<std::string> territories;
  uint8_t ring = 0;
  double people = 0;
  std::vector<std::size_t> locations;
};

/// Begins with the concessions of one territory and ring each. In each ring, the smallest area then joins the next
/// smallest as long as it is too small.
std::vector<Draft> draw(Geography const& g, std::vector<uint8_t> const& ring, std::vector<double> const& people) {
  std::map<std::pair<uint8_t, std::string>, Draft> by_name;
  for (std::size_t c = 0; c < g.n; ++c) {
    Draft& draft = by_name[{ring[c], g.territory[c]}];
    draft.territories.insert(g.territory[c]);
    draft.ring = ring[c];
    draft.people += people[c];
    draft.locations.push_back(c);
  }
  std::vector<Draft> out;
  for (uint8_t r = 0; r < 3; ++r) {
    std::vector<Draft> mine;
    for (auto& [name, draft] : by_name)
      if (name.first == r) mine.push_back(std::move(draft));
    auto const smaller = [](Draft const& a, Draft const& b) {
      return std::tie(a.people, a.locations) < std::tie(b.people, b.locations);
    };
    std::sort(mine.begin(), mine.end(), smaller);
    while (mine.size() > 1 && mine.front().people < least_people) {
      Draft& next = mine[1];
      next.territories.merge(mine[0].territories);
      next.people += mine[0].people;
      next.locations.insert(next.locations.end(), mine[0].locations.begin(), mine[0].locations.end());
      mine.erase(mine.begin());
      std::sort(mine.begin(), mine.end(), smaller);
    }
    std::sort(mine.begin(), mine.end(),
              [](Draft const& a, Draft const& b) { return *a.territories.begin() < *b.territories.begin(); });
    std::move(mine.begin(), mine.end(), std::back_inserter(out));
  }
  return out;
}

}  // namespace

Areas make_areas(Geography const& g, std::vector<uint8_t> const& ring, std::vector<double> const& people,
                 bool sensitive) {
  Areas areas;
  areas.of.assign(g.locations(), 0);
  auto const add = [&](std::string label, uint8_t r, double n) {
    areas.labels.push_back(std::move(label));
    areas.ring.push_back(r);
    areas.people.push_back(static_cast<int64_t>(n));
  };
  if (sensitive) {
    for (std::size_t c = 0; c < g.n; ++c) {
      areas.of[c] = c;
      add(g.id[c] + " " + g.name[c], ring[c], people[c]);
    }
  } else {
    for (Draft const& draft : draw(g, ring, people)) {
      std::string label;
      for (auto const& territory : draft.territories) label += (label.empty() ? "" : " + ") + territory;
      for (std::size_t const c : draft.locations) areas.of[c] = areas.labels.size();
      add(label + ", " + std::string(names_of<Ring>[draft.ring]), draft.ring, draft.people);
    }
  }
  areas.of[g.outside()] = areas.labels.size();
  add("outside", static_cast<uint8_t>(Ring::outside), 0);
  return areas;
}

}  // namespace tributer
