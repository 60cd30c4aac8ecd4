#pragma once
// An outcome that is written each month.
#include <memory>
#include <span>
#include <vector>

#include "tributer/core/recording.hpp"
#include "tributer/model/context.hpp"
#include "tributer/state/world.hpp"

namespace tributer {

/// What results are published by: a territory and ring of at least 1,000 people, or, in a sensitive
/// file, one concession.
struct Areas {
  std::vector<std::string> labels;
  std::vector<std::size_t> of;  ///< by place, outside included
  std::vector<uint8_t> ring;    ///< by area
  std::vector<int64_t> people;  ///< by area, belonging there at the start
  std::size_t size() const { return labels.size(); }
};

/// Cells of one variable in one month, row-major over its axes; zero at first.
struct Frame {
  std::span<int64_t> integers;  ///< if the variable is of kind integer
  std::span<double> reals;
};

class Observable {
 public:
  virtual ~Observable() = default;
  virtual std::vector<Axis> own_axes() const {
    return {};
  }  ///< beyond area, from_area, to_area, livelihood, rank, sex, origin
  virtual std::vector<Variable> variables() const = 0;
  /// Fills one frame a variable.
  virtual void record(MonthContext const& month, World const& world, Areas const& areas,
                      std::span<Frame> frames) const = 0;
};

using Observables = std::vector<std::unique_ptr<Observable const>>;

/// Counts over all people into the integer frames: f(row, cells), cells[v] being variable v's.
template <class F>
void tally(MonthContext const& month, World const& world, std::span<Frame> frames, F const& f) {
  struct Cells {
    std::vector<std::vector<int64_t>> of;
    Cells& operator+=(Cells const& o) {
      for (std::size_t v = 0; v < of.size(); ++v)
        for (std::size_t i = 0; i < of[v].size(); ++i) of[v][i] += o.of[v][i];
      return *this;
    }
  } zero;
  for (Frame const& frame : frames) zero.of.emplace_back(frame.integers.size());
  Miners const& m = world.miners;
  Cells const sums = month.executor.sum(m.size(), zero, [&](Cells& out, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      if (m.alive(i)) f(i, out.of);
  });
  for (std::size_t v = 0; v < frames.size(); ++v)
    for (std::size_t i = 0; i < frames[v].integers.size(); ++i) frames[v].integers[i] += sums.of[v][i];
}

/// Sums a column by place into areas.
inline void by_area(Areas const& areas, std::vector<int64_t> const& by_location, std::span<int64_t> cells,
                    std::size_t stride = 1, std::size_t offset = 0) {
  for (std::size_t location = 0; location < by_location.size() && location < areas.of.size(); ++location)
    cells[areas.of[location] * stride + offset] += by_location[location];
}

/// The same of the places where gold is dug: a sum of grams of all minerals would mean nothing.
inline void gold_by_area(World const& world, Areas const& areas, std::vector<int64_t> const& by_location,
                         std::span<int64_t> cells) {
  for (std::size_t location = 0; location < by_location.size() && location < areas.of.size(); ++location)
    if (world.geography->mineral[location] == Geography::gold) cells[areas.of[location]] += by_location[location];
}

}  // namespace tributer
