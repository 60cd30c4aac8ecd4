#include "tributer/core/check.hpp"

#include <fmt/format.h>

#include "tributer/core/text.hpp"

namespace tributer {

std::string render(std::vector<Problem> const& problems) {
  std::string out;
  for (auto const& [where, what, remedy] : problems) {
    out += "error: ";
    if (!where.file.empty()) out += where.file + ":";
    if (where.line > 0) out += fmt::format("{}:", where.line);
    if (!where.file.empty()) out += " ";
    out += what;
    if (!remedy.empty()) out += "; " + remedy;
    out += "\n";
    if (where.line > 0 && !where.text.empty()) out += fmt::format("  {:5} | {}\n", where.line, where.text);
  }
  return printable(out);
}

UserError::UserError(std::vector<Problem> problems)
    : std::runtime_error(render(problems)), problems_(std::move(problems)) {}

}  // namespace tributer
