#pragma once
// The census of a month: one pass over all people, in which every observable counts what it wants to know. People come
// in blocks that fit into the first-level cache, so that what one observable has read is at hand for the next.
#include <array>
#include <functional>
#include <span>
#include <vector>

#include "tributer/model/context.hpp"
#include "tributer/model/groups.hpp"

namespace tributer {

/// One person of a block, with what most observables ask.
struct CountedPerson {
  std::size_t row;    ///< in the table of people
  std::size_t area;   ///< where the person is
  std::size_t group;  ///< cell in a variable by group
  std::size_t place;  ///< in the block: see PeopleBlock::for_stretches
};

/// Some of the people who are in the table. Neighbours in the table often live in the same area, and a processor waits
/// if it adds to the same cell again at once; so the people of a block come by turns from several stretches of the
/// table.
class PeopleBlock {
 public:
  static constexpr std::size_t stretches = 4, stretch = 128, most = stretches * stretch;

  /// `areas_of`: area of each location.
  PeopleBlock(Miners const& miners, std::span<uint32_t const> areas_of) : miners_(miners), areas_of_(areas_of) {}
  /// Takes the people of the next stretches of rows: the first begins at row `i`, and each of the others `apart` rows
  /// after the one before. A stretch is no longer than `stretch` or `apart`, and ends before row `end`.
  void fill(std::size_t i, std::size_t apart, std::size_t end);
  std::size_t size() const { return n_; }
  CountedPerson operator[](std::size_t k) const {
    std::size_t const place = place_[k];
    return {row_[k], area_[place], group_[place], place};
  }
  /// Calls f(row, n, place) for each stretch: its first row, its number of rows, and the place of the first row in the
  /// block. Rows of people who have left are among them. So numbers of many people can be worked out side by side.
  template <class F>
  void for_stretches(F const& f) const {
    for (std::size_t s = 0; s < stretches; ++s)
      if (length_[s] > 0) f(first_[s], length_[s], s * stretch);
  }

 private:
  Miners const& miners_;
  std::span<uint32_t const> areas_of_;
  std::size_t n_ = 0;
  std::array<std::size_t, stretches> first_{}, length_{};
  std::array<uint32_t, most + 1> row_;
  std::array<uint16_t, most + 1> place_;
  std::array<uint32_t, most> area_;  ///< by place
  std::array<uint8_t, most> group_;  ///< by place
};

class Census {
 public:
  /// Lists of whole numbers to which people are added.
  using Sums = std::vector<std::vector<int64_t>>;

  /// Asks for sums over all people. `sizes`: cells of each list of sums. `count(block, sums)` adds the people of a
  /// block; it is called from several threads, each with sums of its own. `use(sums)` gets the totals at the end.
  void ask(std::vector<std::size_t> const& sizes, std::function<void(PeopleBlock const&, Sums&)> count,
           std::function<void(Sums const&)> use);
  /// Counts everything that was asked for. Seconds are added to `seconds` of the observable that asked.
  void take(MonthContext const& month, Miners const& miners, std::span<uint32_t const> areas_of,
            std::span<double> seconds);
  /// Questions that follow are asked by this observable.
  void begin_questions_of(std::size_t observable) { asking_ = observable; }

 private:
  struct Question {
    std::size_t observable;
    Sums zero;
    std::function<void(PeopleBlock const&, Sums&)> count;
    std::function<void(Sums const&)> use;
  };
  std::size_t asking_ = 0;
  std::vector<Question> questions_;
};

/// Columns of one byte, as many as are added at a time.
inline constexpr std::size_t n_byte_columns = 8;
using ByteColumns = std::array<Column<uint8_t> const*, n_byte_columns>;
/// Adds columns of the people of a block to the sums of their areas: sums[area * n_byte_columns + k] += column k.
void add_bytes(PeopleBlock const& people, ByteColumns const& columns, int64_t* sums);

}  // namespace tributer
