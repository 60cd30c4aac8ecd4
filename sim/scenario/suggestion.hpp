#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tributer {

/// The known word closest to `given` if it is close enough to be what was meant, else "".
std::string closest(std::string_view given, std::vector<std::string> const& known);

/// "did you mean 'x'?", else "known <plural>: a, b, c", else "there are no <plural> here".
std::string did_you_mean(std::string_view given, std::vector<std::string> const& known, std::string_view plural);

}  // namespace tributer
