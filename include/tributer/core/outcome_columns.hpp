#pragma once
// How the definition of an outcome is laid down in a file: one column for each thing it says, shared by those who write
// and those who read.
#include <span>
#include <string>

#include "tributer/core/outcome.hpp"

namespace tributer {

struct OutcomeTextColumn {
  char const* name;
  char const* about;
  std::string (*get)(Outcome const&);
  bool (*set)(Outcome&, std::string const&);  ///< false if the text means nothing to this program
};
std::span<OutcomeTextColumn const> outcome_text_columns();

struct OutcomeIntegerColumn {
  char const* name;
  char const* about;
  int& (*of)(Outcome&);
};
std::span<OutcomeIntegerColumn const> outcome_integer_columns();

}  // namespace tributer
