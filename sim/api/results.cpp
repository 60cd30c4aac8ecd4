#include "tributer/results.hpp"

#include "tributer/core/check.hpp"

namespace tributer {

Line Results::outcome(std::string const& name, std::string const& arm) const {
  ComparisonOptions options;
  options.outcome = name;
  for (Line const& line : compare_arms(file_, options))
    if (line.outcome.name == name && line.arm == arm) return line;
  std::string arms;
  for (std::string const& known : file_.arms()) arms += (arms.empty() ? "" : ", ") + known;
  throw UserError(Problem{{},
                          "the results have no outcome '" + name + "' for the arm '" + arm + "'",
                          "choose one of the arms " + arms + "; some arms do not have every outcome"});
}

}  // namespace tributer
