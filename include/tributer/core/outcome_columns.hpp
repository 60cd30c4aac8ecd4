#pragma once
// The columns in which a file holds the definitions of outcomes. The writer and the reader of results share them.
#include <span>
#include <string>

#include "tributer/core/outcome.hpp"

namespace tributer {

struct OutcomeTextColumn {
  char const* name;
  char const* about;
  std::string (*get)(Outcome const&);
  bool (*set)(Outcome&, std::string const&);  ///< returns false if this program does not know the text
};
std::span<OutcomeTextColumn const> outcome_text_columns();

struct OutcomeIntegerColumn {
  char const* name;
  char const* about;
  int& (*of)(Outcome&);
};
std::span<OutcomeIntegerColumn const> outcome_integer_columns();

}  // namespace tributer
