#pragma once
// An observable: the variables that it records each month, and the outcomes that are made of them.
#include <memory>
#include <span>
#include <vector>

#include "tributer/core/outcome.hpp"
#include "tributer/model/census.hpp"
#include "tributer/model/context.hpp"
#include "tributer/model/groups.hpp"
#include "tributer/state/world.hpp"

namespace tributer {

/// The areas by which results are published. An area is a territory within a ring with at least 1,000 people or, in a
/// sensitive file, one concession.
struct Areas {
  std::vector<std::string> labels;
  std::vector<std::size_t> of;  ///< area of each location, outside included
  std::vector<uint8_t> ring;    ///< by area
  std::vector<int64_t> people;  ///< by area: people who belonged there at the start
  std::size_t size() const { return labels.size(); }
};

/// Cells of one variable in one month, row-major over its axes. They are zero at first.
struct Frame {
  std::span<int64_t> integers;  ///< if the variable is of kind integer
  std::span<double> reals;
};

/// Handles of a variable of whole numbers and of one of real numbers, within the variables of their observable. The
/// index is narrow so that a loop that adds to cells, which are of 64 bits, need not read it again for each person.
struct Counted {
  uint32_t index = 0;
};
struct Measured {
  uint32_t index = 0;
};

/// The frames of an observable, one for each variable it declares.
class Frames {
 public:
  Frames(std::span<Frame> frames) : frames_(frames) {}
  std::span<int64_t> operator[](Counted variable) const { return frames_[variable.index].integers; }
  std::span<double> operator[](Measured variable) const { return frames_[variable.index].reals; }
  std::span<Frame const> all() const { return frames_; }

 private:
  std::span<Frame> frames_;
};

/// Records variables and defines outcomes. An observable declares its variables while it is built and fills them
/// through the handles that the declaration returns.
class Observable {
 public:
  virtual ~Observable() = default;
  std::vector<Variable> const& variables() const { return variables_; }
  /// Further axes besides area, from_area, to_area, livelihood, rank, sex, origin and fifth.
  virtual std::vector<Axis> own_axes() const { return {}; }
  /// Outcomes whose numerator this observable records. Their denominators may belong to other observables.
  virtual std::vector<Outcome> outcomes() const { return {}; }
  /// Records what stands in the world at the end of the month.
  virtual void record(MonthContext const&, World const&, Areas const&, Frames) const {}
  /// Asks the census of the month for what is counted over people.
  virtual void ask(Census&, MonthContext const&, World const&, Areas const&, Frames) const {}

 protected:
  struct Declared {
    std::string name, about;
    std::vector<std::string> axes{};
    std::string unit = "1";
    std::string group = "";
    Variable::Counts counts = Variable::Counts::people;
  };
  /// Declares a count of what happened in the month.
  Counted flow(Declared const& declared) { return {declare(declared, Variable::Kind::integer, "time: sum")}; }
  /// Declares a count of what exists at the end of the month.
  Counted stock(Declared const& declared) { return {declare(declared, Variable::Kind::integer, "time: point")}; }
  /// Declares a count by the groups of people (model/groups.hpp) of what happened, or of what exists.
  Counted flow_by_group(std::string name, std::string about, std::string unit = "1") {
    return flow({std::move(name), std::move(about), group_axes(), std::move(unit), who_group});
  }
  Counted stock_by_group(std::string name, std::string about, std::string unit = "1") {
    return stock({std::move(name), std::move(about), group_axes(), std::move(unit), who_group});
  }
  /// Declares a price, share or mean at the end of the month.
  Measured level(Declared const& declared) { return {declare(declared, Variable::Kind::real, "time: point")}; }

 private:
  uint32_t declare(Declared const& d, Variable::Kind kind, std::string const& cell_method) {
    variables_.push_back({d.name, d.about, d.unit, d.axes, kind, cell_method, d.group, d.counts});
    return static_cast<uint32_t>(variables_.size() - 1);
  }
  std::vector<Variable> variables_;
};

using Observables = std::vector<std::unique_ptr<Observable const>>;

/// Asks for counts into the frames of an observable: f(person, sums) adds to sums[variable] for each person.
template <class F>
void tally(Census& census, Frames frames, F f) {
  std::vector<std::size_t> sizes;
  for (Frame const& frame : frames.all()) sizes.push_back(frame.integers.size());
  census.ask(
      sizes,
      [f = std::move(f)](PeopleBlock const& people, Census::Sums& lists) {
        struct Sums {
          Census::Sums& lists;
          int64_t* operator[](Counted variable) { return lists[variable.index].data(); }
        } sums{lists};
        for (std::size_t k = 0; k < people.size(); ++k) f(people[k], sums);
      },
      [frames](Census::Sums const& totals) {
        for (std::size_t v = 0; v < totals.size(); ++v)
          for (std::size_t cell = 0; cell < totals[v].size(); ++cell) frames.all()[v].integers[cell] += totals[v][cell];
      });
}

/// Adds a column by location to the cells of the areas.
inline void by_area(Areas const& areas, std::vector<int64_t> const& by_location, std::span<int64_t> cells,
                    std::size_t stride = 1, std::size_t offset = 0) {
  for (std::size_t location = 0; location < by_location.size() && location < areas.of.size(); ++location)
    cells[areas.of[location] * stride + offset] += by_location[location];
}

/// The same for concessions with gold only, because a sum over grams of different minerals would mean nothing.
inline void gold_by_area(World const& world, Areas const& areas, std::vector<int64_t> const& by_location,
                         std::span<int64_t> cells) {
  for (std::size_t location = 0; location < by_location.size() && location < areas.of.size(); ++location)
    if (world.geography->mineral[location] == Geography::gold) cells[areas.of[location]] += by_location[location];
}

}  // namespace tributer
