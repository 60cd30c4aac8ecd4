#pragma once
// Who stands for the people of a world while its ground is inverted, and the counts it is inverted on.
#include <array>
#include <vector>

#include "tributer/model/choice_value.hpp"
#include "tributer/model/person.hpp"
#include "tributer/state/geography.hpp"

namespace tributer {

inline constexpr std::size_t n_types = 96;

/// A kind of person: sensitivity to pay, taste for mining relative to the mean, cash in hand.
struct RepresentativeType {
  double a = 1, taste = 0, cash_usd = 0;
};

/// Types spread evenly (a Kronecker sequence, no random draws) over taste, sex, need and means, with
/// attributes by the same rules as any person's.
std::array<RepresentativeType, n_types> representative_types(ChoiceParameters const& choice,
                                                             PeopleParameters const& people,
                                                             NeedParameters const& need);

/// Counted miners x undercount; log counts drawn towards their mean by the reliability of counting, the total kept.
std::vector<double> shrunk_counts(Geography const& g, PeopleParameters const& people);

}  // namespace tributer
