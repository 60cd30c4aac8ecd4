#pragma once
// What a results file says about itself. The writer and the readers of results share these definitions.
#include <cstdint>
#include <string>
#include <string_view>

namespace tributer {

inline constexpr std::string_view results_file_type = "tributer results";
inline constexpr std::string_view results_format_version = "1.3";
inline constexpr std::string_view results_intended_use =
    "Explains and compares what may happen to artisanal miners under different actions; it does not forecast. "
    "Not for choosing concessions to clear, nor people to act against.";

struct InputFile {
  std::string path, content;
};

/// One declared parameter with the value that the study uses; `from_default` is "yes" or "no".
struct ParameterRow {
  std::string address, type, unit, minimum, maximum, default_value, value, source, about, from_default;
};

/// The months in which an arm has presence, or in which a programme runs: the first and the last month since the start,
/// or -1 if there are none.
struct MonthWindow {
  int32_t first_month = -1, last_month = -1;
  bool exists() const { return first_month >= 0; }
};

}  // namespace tributer
