#pragma once
// LIVELIHOOD-8: a small published model of the choice among eight livelihoods at 64 sites, for comparing engines. Each
// month every agent weighs the livelihoods by expected income, risk and the cost of change, chooses one with a chance
// that grows with its utility, earns with luck, spends, borrows and learns; who chooses the last one moves to a
// neighbouring site.
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "tributer/core/column.hpp"
#include "tributer/core/rng.hpp"

namespace livelihood_8 {

inline constexpr std::size_t n_sites = 64, side = 8, n_options = 8, n_types = 4, n_neighbours = 8, n_working = 7;
inline constexpr std::array mult{1.00f, .90f, 1.20f, 1.40f, .80f, 1.10f, .40f, .60f},
    e{.5f, .3f, 1.0f, 1.6f, .2f, .8f, .1f, .4f}, sig{.25f, .35f, .15f, .55f, .30f, .40f, .05f, .45f},
    c{1.0f, 1.2f, .6f, 1.5f, .8f, 1.1f, .3f, 2.0f};
inline constexpr float a = 1.2f;
inline float base(std::size_t s) { return 100 * (0.6f + 0.8f * static_cast<float>(37 * s % n_sites) / 63); }
inline float risk(std::size_t s) { return 0.5f + static_cast<float>(23 * s % n_sites) / 63; }
inline double bias(std::size_t type, std::size_t option) {
  return 0.3 * std::sin(1 + 3 * static_cast<double>(type) + 1.7 * static_cast<double>(option));
}
/// The eight sites around one, on a torus.
inline std::array<uint8_t, n_neighbours> around(std::size_t s) {
  std::array<uint8_t, n_neighbours> out{};
  std::size_t n = 0;
  for (std::size_t dy : {side - 1, std::size_t{0}, std::size_t{1}})
    for (std::size_t dx : {side - 1, std::size_t{0}, std::size_t{1}})
      if (dx != 0 || dy != 0) out[n++] = static_cast<uint8_t>((s / side + dy) % side * side + (s % side + dx) % side);
  return out;
}

/// What an agent begins with, from four uniforms in (0, 1).
struct Start {
  std::size_t site, option, type;
  double skill, wealth, aversion, habit;
};
inline Start start(std::size_t i, std::array<double, 4> const& u) {
  return {
      i % n_sites, i / n_sites % n_working, i / (n_sites * n_working) % n_types, 0.2 + 0.8 * u[0], 200 * u[1], 2 * u[2],
      u[3]};
}

using Counts = std::array<std::array<int64_t, n_options>, n_sites>;

/// What a step gives out.
struct Totals {
  Counts counts{};
  double wealth = 0;  ///< sum over agents
};

/// Agents in columns, as the engine keeps people.
struct Agents {
  tributer::Column<uint64_t> id{0};
  tributer::Column<uint8_t> site{1}, option{2}, type{3};
  tributer::Column<float> skill{4}, wealth{5}, debt{6}, aversion{7}, habit{8};
  explicit Agents(std::size_t n, tributer::Luck const& luck);
  std::size_t size() const { return id.size(); }
};

/// Income of each site, from where agents were after the last step.
std::array<float, n_sites> site_incomes(Counts const& counts, std::size_t agents);

/// One step of all agents in vectors. The number of agents is a multiple of 16.
Totals step(Agents& agents, tributer::Luck const& luck, uint32_t month, Counts const& before);

}  // namespace livelihood_8
