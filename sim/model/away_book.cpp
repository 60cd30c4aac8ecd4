#include "away_book.hpp"

#include <algorithm>

namespace tributer {

AwayBook::AwayBook(Geography const& geography) : g_(geography), homes_(g_.n), shares_(g_.n), far_(g_.n) {
  for (std::size_t c = 0; c < g_.n; ++c) shares_[c].resize(g_.first_edge[c + 1] - g_.first_edge[c] + 1);
  count();
}

std::size_t AwayBook::neighbour(std::size_t from, std::size_t to) const {
  auto const first = g_.edge_to.begin() + g_.first_edge[from], last = g_.edge_to.begin() + g_.first_edge[from + 1];
  return static_cast<std::size_t>(std::find(first, last, to) - first);
}

void AwayBook::count() {
  std::vector<double> all(g_.n);
  for (auto& shares : shares_) std::fill(shares.begin(), shares.end(), 0);
  for (std::size_t home = 0; home < g_.n; ++home)
    for (Stay const& stay : homes_[home]) {
      all[stay.location] += stay.people;
      shares_[stay.location][neighbour(stay.location, home)] += stay.people;
    }
  for (std::size_t c = 0; c < g_.n; ++c) {
    far_[c] = shares_[c].back();
    if (all[c] > 0)
      for (double& share : shares_[c]) share /= all[c];
    else
      shares_[c].back() = 1;
  }
}

void AwayBook::advance(std::vector<AwayFlow> const& flows, std::vector<double> const& left_home, double leave,
                       std::vector<double> const& people, Executor const& executor) {
  constexpr double smallest_share = 1e-6;
  std::vector<std::vector<double>> tables(executor.slots());
  executor.for_blocks(g_.n, [&](std::size_t slot, std::size_t begin, std::size_t end) {
    std::vector<double>& next = tables[slot];
    next.resize(g_.n);
    std::vector<uint16_t> reached;
    auto const add = [&](std::size_t location, double who) {
      if (next[location] == 0) reached.push_back(static_cast<uint16_t>(location));
      next[location] += who;
    };
    for (std::size_t home = begin; home < end; ++home) {
      for (Stay const& stay : homes_[home]) {
        AwayFlow const& flow = flows[stay.location];
        std::size_t const first = g_.first_edge[stay.location], degree = flow.people.size() - 1,
                          x = neighbour(stay.location, home);
        if (flow.people[x] <= 0) continue;
        double stays = 1.0 - flow.home[x] / flow.people[x];
        for (std::size_t d = 0; d < degree; ++d) {
          double const part = flow.to[x * degree + d] / flow.people[x];
          if (part <= 0) continue;
          add(g_.edge_to[first + d], stay.people * part);
          stays -= part;
        }
        if (stays > 0) add(stay.location, stay.people * stays);
      }
      for (std::size_t e = g_.first_edge[home]; e < g_.first_edge[home + 1]; ++e)
        if (left_home[e] > 0) add(g_.edge_to[e], left_home[e]);
      std::sort(reached.begin(), reached.end());
      double all = 0, kept = 0;
      for (uint16_t const location : reached) {
        all += next[location];
        if (next[location] >= smallest_share * people[home]) kept += next[location];
      }
      std::vector<Stay>& stays = homes_[home];
      stays.clear();
      for (uint16_t const location : reached) {
        if (next[location] >= smallest_share * people[home])
          stays.push_back({location, next[location] * (1.0 - leave) * all / kept});
        next[location] = 0;
      }
      reached.clear();
    }
  });
  count();
}

}  // namespace tributer
