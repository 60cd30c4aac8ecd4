#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace tributer {

/// A text by which dates are ordered: of 2021, 2021-06, 2021-06-30 and 2021-06-30T08:15 (or with a blank for the T). A
/// date without a month or a day comes before those that have one. Nothing for other texts, such as 31/12/2009, in
/// which day and month cannot always be told apart.
std::optional<std::string> order_of_date(std::string_view text);

}  // namespace tributer
