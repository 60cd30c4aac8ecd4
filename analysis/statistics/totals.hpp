#pragma once
// The sums that outcomes are made of, one number a replicate, read from a results file.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "outcomes.hpp"
#include "tributer/analysis/results_reader.hpp"

namespace tributer {

/// Months, both ends included.
struct Span {
  size_t first, last;
};

/// An arm, and the one it is compared with.
struct Pair {
  size_t arm, baseline;
};

/// Months of a window of one arm; none where they do not exist or lie beyond the run.
std::optional<Span> months_of(Window window, ResultsReader const& results, size_t arm);

/// The monthly totals of every run that outcomes ask for; each variable is read once.
class Totals {
 public:
  explicit Totals(ResultsReader const& results) : results_(results), yearly_rate_(results.discount_rate()) {}

  void want(Total const& total);
  void read();
  /// Does the file hold it?
  bool has(Total const& total) const;

  /// The total over the months of `span`, one number a replicate. Only for totals that it has.
  std::vector<double> over(Total const& total, Pair pair, Span span) const;

 private:
  struct Term {
    size_t cell;
    int sign;
  };
  struct Monthly {
    std::vector<Term> terms;
    std::vector<double> values;  ///< [arm][replicate][month]
  };
  using Series = std::map<std::string, Monthly>;  ///< by condition

  class Selection;
  Monthly const* find(Total const& total) const;
  void read_run(std::string const& variable, Series& series, size_t arm, size_t replicate);
  template <class T>
  void add_months(std::vector<T> const& values, Series& series) const;
  double worth(Total const& total, size_t month) const;
  std::vector<double> of_holders(Total const& total, Pair pair, Span span) const;

  ResultsReader const& results_;
  double yearly_rate_;
  std::map<std::string, Series> wanted_;
  bool wants_holders_ = false;
  std::vector<std::vector<std::vector<HolderRow>>> holders_;  ///< [arm][replicate]
};

}  // namespace tributer
