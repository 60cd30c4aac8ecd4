// What exists: parameters, the month, plug-ins.
#include <fmt/format.h>

#include "commands.hpp"

namespace tributer {
namespace {

/// Parameters of one instrument type, read from an empty entry.
void declare_instruments(Registry const& registry, OpenStudy const& open) {
  for (auto const& [type, plugin] : registry.instruments()) {
    ParameterBook scratch;
    TableReader const table = empty_document("arm.ARM." + type, scratch);
    plugin.make({type, type, table}, open.model->context());
    for (Parameter const& p : scratch.parameters()) open.book->declare(p);
  }
}

void print_table(std::vector<Parameter> const& parameters, bool markdown) {
  if (markdown) fmt::print("| parameter | default | range | unit | source | meaning |\n|---|---|---|---|---|---|\n");
  for (Parameter const& p : parameters) {
    bool const ranged = p.type == "real" || p.type == "integer" || p.type == "reals";
    std::string const range = ranged ? fmt::format("{:g} to {:g}", p.min, p.max) : "";
    std::string const none = p.type == "text" ? "\"\"" : "required";
    std::string const fallback = p.fallback.empty() ? none : p.fallback;
    if (markdown)
      fmt::print("| `{}` | {} | {} | {} | {} | {} |\n", p.address, fallback, range, p.unit, p.source, p.about);
    else
      fmt::print("{}\n    {}{}{} ({})  {}{}{}\n", p.address, fallback, p.unit == "1" || p.unit.empty() ? "" : " ",
                 p.unit == "1" ? "" : p.unit, ranged ? range : p.type, p.about,
                 p.source.empty() ? "" : "\n    source: ", p.source);
  }
}

}  // namespace

int parameters_command(CommandLine const& line) {
  OpenStudy const open = open_nothing();
  declare_instruments(built_in_registry(), open);
  print_table(open.book->parameters(), line.markdown);
  return ok;
}

int schedule_command(CommandLine const&) {
  OpenStudy const open = open_nothing();
  MonthPart part = MonthPart::prices;
  for (std::size_t n = 0; n < open.model->schedule.size(); ++n) {
    ScheduledProcess const& process = open.model->schedule[n];
    if (n == 0 || process.part != part) fmt::print("{}{}\n", n == 0 ? "" : "\n", label_of(process.part));
    part = process.part;
    fmt::print("  {:2} {:15} {}\n", n + 1, process.name, process.about);
  }
  return ok;
}

int plugins_command(CommandLine const& line) {
  Registry const registry = built_in_registry();
  auto const list = [](auto const& entries) {
    for (auto const& [name, entry] : entries) fmt::print("{:24} {}\n", name, entry.about);
  };
  if (line.command == "livelihoods") list(registry.livelihoods());
  if (line.command == "observables") list(registry.observables());
  if (line.command != "instruments") return ok;
  OpenStudy const open = open_nothing();
  for (auto const& [type, plugin] : registry.instruments()) {
    fmt::print("{}: {}\n", type, plugin.about);
    ParameterBook scratch;
    plugin.make({type, type, empty_document(type, scratch)}, open.model->context());
    print_table(scratch.parameters(), line.markdown);
    fmt::print("\n");
  }
  return ok;
}

}  // namespace tributer
