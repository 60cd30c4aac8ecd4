#pragma once
// Computes the outcomes of a study while its runs are recorded.
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tributer/core/outcome.hpp"
#include "tributer/core/results.hpp"

namespace tributer {

/// What the outcomes of a study depend on, apart from its runs.
struct OutcomeSetting {
  int months = 0;
  std::vector<MonthWindow> presence, programme;  ///< by arm
  std::size_t baseline = 0;                      ///< position of the baseline among the arms
  std::vector<std::string> area_ring;            ///< ring of each area, or empty
  double discount_rate = 0.05;                   ///< a year
  std::size_t n_arms() const { return presence.size(); }
};

/// The outcomes of one replicate. An outcome is NaN in an arm that does not have it, or if its months exceed the run.
struct OutcomeValues {
  /// [outcome][arm][reference]: the total in the run of the arm `reference`, over the months that the outcome has in
  /// `arm`. If both are the same arm, it is the arm's own total.
  std::vector<double> numerator, denominator;
  std::vector<double> given;  ///< [outcome][arm]
  std::vector<double> value;  ///< [outcome][arm], of the arm against the baseline of the study
};

class OutcomeTotals {
 public:
  /// Throws a Bug if an outcome needs a variable, axis or label that the layout does not have.
  OutcomeTotals(Layout layout, OutcomeSetting setting);
  /// Adds the run of one arm. The runs of a replicate are added in the order of the arms.
  void add_run(RunRecord const& record);
  /// Returns the outcomes of the replicate after its last arm was added. The next replicate may follow.
  OutcomeValues finish_replicate();

 private:
  struct Span {
    std::size_t first, last;  ///< months, both included
  };
  struct Term {
    std::size_t cell;
    int sign;
  };
  /// The monthly sum of some cells of a variable.
  struct Series {
    std::size_t variable = 0;
    std::vector<Term> terms{};
    std::vector<std::vector<double>> of_arm{};  ///< by arm, then month
  };

  void select_cells(Total const& total);
  std::vector<Term> terms_of(Variable const& variable, Total const& total) const;
  std::optional<Span> months_of(Period period, std::size_t arm) const;
  bool is_asked_of(Outcome const& outcome, std::size_t arm) const;
  double total(Total const& total, Period usual, std::size_t arm, std::size_t reference) const;

  Layout layout_;
  OutcomeSetting setting_;
  std::vector<double> worth_;                                     ///< by month: present value of a dollar
  std::map<std::pair<std::string, std::string>, Series> series_;  ///< by variable and condition
  std::vector<std::vector<HolderRow>> holders_;                   ///< by arm
};

}  // namespace tributer
