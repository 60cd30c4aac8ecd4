#pragma once
// The outcomes that the observables of the program declare, for results files that a test writes itself.
#include <algorithm>

#include "tributer/core/enumeration.hpp"
#include "tributer/core/outcome.hpp"
#include "tributer/run/simulation.hpp"
#include "tributer/state/ledger.hpp"

namespace tributer {

/// All outcomes, as in a study with a programme.
inline std::vector<Outcome> declared_outcomes() {
  ParameterBook book;
  Registry const registry = built_in_registry();
  auto const model = build_model(registry, default_study(book));
  BuildContext const context = model->context();
  std::vector<std::string> const programmes{"guarantee"};
  BuildContext const with_programme{context.study,       context.world, context.parameters,
                                    context.geography,   context.time,  context.prices,
                                    context.livelihoods, context.axis,  programmes};
  std::vector<Outcome> outcomes;
  for (auto const& [name, plugin] : registry.observables())
    for (Outcome& outcome : plugin.make(with_programme)->outcomes()) outcomes.push_back(std::move(outcome));
  return in_table_order(std::move(outcomes));
}

/// Adds the declared outcomes for which the layout has all variables.
inline void add_outcomes(Layout& layout) {
  auto const has = [&](Total const& total) {
    return needs_no_variable(total) || std::any_of(layout.variables.begin(), layout.variables.end(),
                                                   [&](Variable const& v) { return path_of(v) == total.variable; });
  };
  for (Outcome& outcome : declared_outcomes())
    if (has(outcome.numerator) && has(outcome.denominator) && has(outcome.given)) layout.outcomes.push_back(outcome);
}

}  // namespace tributer
