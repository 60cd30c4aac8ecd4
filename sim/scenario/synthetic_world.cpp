#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "connect.hpp"
#include "tributer/core/math.hpp"
#include "tributer/core/rng.hpp"
#include "world_tables.hpp"

namespace tributer {
namespace {

constexpr double plane_km = 200;
constexpr double km_per_degree = 111.32;
constexpr double west = 29, south = 1;  // degrees, near the equator
constexpr double speed_km_per_hour = 21;
/// Standard deviation of log counts, about as in real regions.
constexpr float log_spread = 1.4f;
constexpr std::size_t blocks_a_side = 3;

/// Divides `total` by weight. Each gets one if there is enough, and the rest is divided by cumulative rounding, so that
/// the sum is exact.
std::vector<int64_t> divide_by_weight(int64_t total, std::vector<double> const& weights) {
  int64_t const n = static_cast<int64_t>(weights.size());
  int64_t const each = total >= n ? 1 : 0;
  double const rest = static_cast<double>(total - each * n);
  double sum = 0;
  for (double const w : weights) sum += w;
  std::vector<int64_t> shares;
  double cumulative = 0;
  int64_t given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    cumulative += weights[i];
    bool const last = i + 1 == weights.size();
    int64_t const until = last ? total - each * n : static_cast<int64_t>(rest * (cumulative / sum));
    shares.push_back(each + until - given);
    given = until;
  }
  return shares;
}

}  // namespace

WorldInput synthetic_world(std::size_t n_concessions, int64_t n_miners, uint64_t seed) {
  std::array<uint32_t, 2> const key{static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32)};
  std::vector<Point> points;
  std::vector<double> weights;
  for (uint32_t i = 0; i < n_concessions; ++i) {
    PhiloxBlock const luck = philox4x32_10({i, 0, 0, 0}, key);
    points.push_back({plane_km * double{Luck::to_uniform(luck[0])}, plane_km * double{Luck::to_uniform(luck[1])}});
    weights.push_back(math::exp(double{log_spread * Luck::to_normal(luck[2])}));
  }
  std::vector<int64_t> const miners = divide_by_weight(n_miners, weights);
  WorldInput world;
  Point const market{plane_km / 2, plane_km / 2};
  std::size_t const width = std::to_string(n_concessions - 1).size();
  for (std::size_t i = 0; i < n_concessions; ++i) {
    ConcessionRecord c;
    c.id = fmt::format("{:0{}}", i, width);
    c.name = "Site " + c.id;
    auto const block = [](double km) { return static_cast<int>(km / plane_km * double{blocks_a_side}); };
    c.territory = fmt::format("Block {}{}", static_cast<char>('A' + block(points[i].y)), 1 + block(points[i].x));
    c.province = "Plane";
    c.lon = west + points[i].x / km_per_degree;
    c.lat = south + points[i].y / km_per_degree;
    c.miners = c.peak_miners = miners[i];
    c.armed_share = std::numeric_limits<double>::quiet_NaN();
    c.hours_to_market = std::max(straight_km(points[i], market), shortest_km) / speed_km_per_hour;
    world.concessions.push_back(std::move(c));
  }
  for (auto const& [from, to] : connect(points)) {
    double const km = std::max(straight_km(points[from], points[to]), shortest_km);
    world.connections.push_back({from, to, km, km / speed_km_per_hour});
  }
  return world;
}

}  // namespace tributer
