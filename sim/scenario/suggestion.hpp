#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tributer {

/// The known word that is most similar to `given`, or "" if none is similar enough.
std::string closest(std::string_view given, std::vector<std::string> const& known);

/// "did you mean 'x'?" if a known word is similar; otherwise "known <plural>: a, b, c" or "there are no <plural> here".
std::string did_you_mean(std::string_view given, std::vector<std::string> const& known, std::string_view plural);

}  // namespace tributer
