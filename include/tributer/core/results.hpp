#pragma once
// What a results file says about itself, in words that its writer and its readers share.
#include <cstdint>
#include <string>
#include <string_view>

namespace tributer {

inline constexpr std::string_view results_file_type = "tributer results";
inline constexpr std::string_view results_format_version = "1.2";
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

/// When an arm does something (enforcement is present, a programme runs): first and last month since the start; -1
/// where there is none.
struct MonthWindow {
  int32_t first_month = -1, last_month = -1;
  bool exists() const { return first_month >= 0; }
};

}  // namespace tributer
