#include "connect.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "tributer/core/check.hpp"
#include "tributer/scenario/world_folder.hpp"

namespace tributer {
namespace {

constexpr std::size_t n_neighbours = 5;

class Network {
 public:
  Network(std::vector<Point> const& points, std::function<void()> const& pulse)
      : points_(points), pulse_(pulse), degree_(points.size(), 0) {}

  /// Prim's minimum spanning tree. Of places equally near, the one that joined last is taken, so that
  /// places that coincide form a chain and not a star.
  void add_spanning_tree() {
    std::vector<double> distance(points_.size(), std::numeric_limits<double>::max());
    std::vector<uint32_t> nearest(points_.size(), 0);
    std::vector<bool> joined(points_.size(), false);
    uint32_t newest = 0;
    for (std::size_t step = 1; step < points_.size(); ++step) {
      pulse_();
      joined[newest] = true;
      uint32_t next = 0;
      double best = std::numeric_limits<double>::max();
      for (uint32_t j = 0; j < points_.size(); ++j) {
        if (joined[j]) continue;
        double const km = straight_km(points_[newest], points_[j]);
        if (km <= distance[j]) {
          distance[j] = km;
          nearest[j] = newest;
        }
        if (distance[j] < best) {
          best = distance[j];
          next = j;
        }
      }
      check(join(next, nearest[next]), "a spanning tree has few branches at a place");
      newest = next;
    }
  }

  void add_nearest() {
    std::vector<std::tuple<double, uint32_t, uint32_t>> links;
    std::vector<std::pair<double, uint32_t>> others;
    for (uint32_t i = 0; i < points_.size(); ++i) {
      pulse_();
      others.clear();
      for (uint32_t j = 0; j < points_.size(); ++j) {
        if (j != i) others.emplace_back(straight_km(points_[i], points_[j]), j);
      }
      std::size_t const n = std::min(n_neighbours, others.size());
      std::partial_sort(others.begin(), others.begin() + static_cast<std::ptrdiff_t>(n), others.end());
      for (std::size_t k = 0; k < n; ++k) links.emplace_back(others[k].first, i, others[k].second);
    }
    std::sort(links.begin(), links.end());
    for (auto const& [km, from, to] : links) join(from, to);
  }

  Pairs const& pairs() const { return pairs_; }

 private:
  /// False if one of the two has as many connections as a place may have.
  bool join(uint32_t a, uint32_t b) {
    if (pairs_.contains(std::minmax(a, b))) return true;
    if (std::max(degree_[a], degree_[b]) >= most_connections) return false;
    pairs_.insert(std::minmax(a, b));
    ++degree_[a], ++degree_[b];
    return true;
  }

  std::vector<Point> const& points_;
  std::function<void()> const& pulse_;
  std::vector<std::size_t> degree_;
  Pairs pairs_;
};

}  // namespace

Pairs connect(std::vector<Point> const& points, std::function<void()> const& pulse) {
  Network network(points, pulse);
  network.add_spanning_tree();
  network.add_nearest();
  return network.pairs();
}

}  // namespace tributer
