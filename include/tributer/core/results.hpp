#pragma once
// What a results file says about itself, in words that its writer and its readers share.
#include <cstdint>
#include <string>
#include <string_view>

namespace tributer {

inline constexpr std::string_view results_file_type = "tributer results";
inline constexpr std::string_view results_format_version = "1.0";
inline constexpr std::string_view results_intended_use =
    "Explains and compares what may happen to artisanal miners under different actions; it does not forecast. "
    "Not for choosing places to clear, nor people to act against.";

struct InputFile {
  std::string path, content;
};

/// One declared parameter as resolved; `from_default` is "yes" or "no".
struct ParameterRow {
  std::string address, type, unit, minimum, maximum, default_value, value, source, about, from_default;
};

/// Presence of armed or other enforcement in an arm, in months since start; -1 where there is none.
struct PresenceWindow {
  int32_t first_month = -1, last_month = -1;
  bool exists() const { return first_month >= 0; }
};

}  // namespace tributer
