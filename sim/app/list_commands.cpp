// Commands that list parameters, the processes of a month, and plug-ins.
#include <fmt/format.h>

#include <set>

#include "commands.hpp"
#include "tributer/core/enumeration.hpp"

namespace tributer {
namespace {

/// Declares the parameters of all instruments, each read from an empty entry.
void declare_instruments(Registry const& registry, Study& open) {
  for (auto const& [type, plugin] : registry.instruments()) {
    ParameterBook scratch;
    TableReader const table = empty_document("arm.ARM." + type, scratch);
    plugin.make({type, type, table}, open.model().context());
    for (Parameter const& p : scratch.parameters()) open.book().declare(p);
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

/// All observables, built as in a study with a programme, so that they declare all their variables.
Observables all_observables(Registry const& registry, Study const& open) {
  BuildContext const context = open.model().context();
  std::vector<std::string> const programmes{"PROGRAMME"};
  BuildContext const with_programme{context.study,       context.world, context.parameters,
                                    context.geography,   context.time,  context.prices,
                                    context.livelihoods, context.axis,  programmes};
  Observables all;
  for (auto const& [name, plugin] : registry.observables()) all.push_back(plugin.make(with_programme));
  return all;
}

std::string total_text(Total const& total) {
  if (total.variable.empty()) return "";
  std::string text = fmt::format("`{}`", total.variable);
  std::string where = total.where;
  for (std::size_t at = 0; (at = where.find('|', at)) != std::string::npos; at += 2) where.insert(at, 1, '\\');
  if (!where.empty()) text += fmt::format(" of `{}`", where);
  if (total.worth == Total::Worth::present) text += ", present value";
  if (total.period) text += fmt::format(", {}", name_of(*total.period));
  return text;
}

/// Prints the tables of variables and outcomes of `docs/formats.md`.
void print_markdown(Observables const& observables) {
  fmt::print("| variable | group | axes | unit | meaning |\n|---|---|---|---|---|\n");
  std::vector<Outcome> outcomes;
  for (auto const& observable : observables) {
    for (Variable const& v : observable->variables()) {
      std::string axes;
      for (std::string const& axis : v.axes) axes += (axes.empty() ? "`" : ", `") + axis + "`";
      fmt::print("| `{}` | `/{}` | {} | {} | {} |\n", v.name, v.group, axes, v.unit, v.long_name);
    }
    for (Outcome& outcome : observable->outcomes()) outcomes.push_back(std::move(outcome));
  }
  fmt::print("\n| outcome | label | unit | form | months | numerator | denominator |\n|---|---|---|---|---|---|---|\n");
  std::set<std::string> families;
  for (Outcome o : in_table_order(std::move(outcomes))) {
    if (auto const slash = o.name.find('/'); slash != std::string::npos) {  // one line for all groups of people
      if (!families.insert(o.name.substr(0, slash)).second) continue;
      o.name.replace(slash, std::string::npos, "/GROUP");
      o.label.replace(o.label.rfind(','), std::string::npos, ", by group");
      o.numerator.where = o.denominator.where = "GROUP";
    }
    fmt::print("| `{}` | {} | {} | `{}` | `{}` | {} | {} |\n", o.name, o.label, o.unit, name_of(o.form),
               name_of(o.period), total_text(o.numerator), total_text(o.denominator));
  }
}

}  // namespace

int parameters_command(CommandLine const& line) {
  Study open = open_empty_study();
  declare_instruments(built_in_registry(), open);
  print_table(open.book().parameters(), line.markdown);
  return ok;
}

int schedule_command(CommandLine const&) {
  Study open = open_empty_study();
  MonthPart part = MonthPart::prices;
  for (std::size_t n = 0; n < open.model().schedule.size(); ++n) {
    ScheduledProcess const& process = open.model().schedule[n];
    if (n == 0 || process.part != part) fmt::print("{}{}\n", n == 0 ? "" : "\n", name_of(process.part));
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
  if (line.command == "observables" && line.markdown) print_markdown(all_observables(registry, open_empty_study()));
  if (line.command == "observables" && !line.markdown) list(registry.observables());
  if (line.command != "instruments") return ok;
  Study open = open_empty_study();
  for (auto const& [type, plugin] : registry.instruments()) {
    fmt::print("{}: {}\n", type, plugin.about);
    ParameterBook scratch;
    plugin.make({type, type, empty_document(type, scratch)}, open.model().context());
    print_table(scratch.parameters(), line.markdown);
    fmt::print("\n");
  }
  return ok;
}

}  // namespace tributer
