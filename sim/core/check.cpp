#include "tributer/core/check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tributer/core/text.hpp"

namespace tributer {
std::string render(std::vector<Problem> const& problems) {
  std::string out;
  for (auto const& [where, what, remedy] : problems) {
    std::string said = "error: ";
    if (!where.file.empty()) said += where.file + ":";
    if (where.line > 0) said += fmt::format("{}:", where.line);
    if (!where.file.empty()) said += " ";
    said += what;
    if (!remedy.empty()) said += "; " + remedy;
    std::replace(said.begin(), said.end(), '\n', ' ');  // names and values of the input may contain line breaks
    out += said + "\n";
    if (where.line > 0 && !where.text.empty()) out += fmt::format("  {:5} | {}\n", where.line, where.text);
  }
  return printable(out);
}

UserError::UserError(std::vector<Problem> problems)
    : std::runtime_error(render(problems)), problems_(std::move(problems)) {}

void stop(char const* what) { throw Bug(what); }

}  // namespace tributer
