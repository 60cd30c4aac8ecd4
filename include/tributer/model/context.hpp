#pragma once
// What every process is told about the month at hand.
#include <cstdint>

#include "tributer/core/executor.hpp"
#include "tributer/core/month.hpp"
#include "tributer/core/rng.hpp"
#include "tributer/model/terms.hpp"

namespace tributer {

struct MonthContext {
  Month calendar;        ///< of the calendar
  int since_start = 0;   ///< months since the study's start; negative in the burn-in
  uint32_t ordinal = 0;  ///< months since the burn-in began: the month of every draw
  Luck luck;
  Executor const& executor;
  Terms const& terms;

  bool burning_in() const { return since_start < 0; }
};

}  // namespace tributer
