// Reads [design].
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "csv.hpp"
#include "document.hpp"
#include "tributer/scenario/design.hpp"

namespace tributer {
namespace {

constexpr std::string_view choice_of_study = "assumed: the study's choice";
constexpr double any_number = std::numeric_limits<double>::max();
constexpr double most_levels = 1000;

/// True if a cell of a header could be an address, such as choice.move_cost.
bool looks_like_address(std::string const& cell) {
  return cell.find('.') != std::string::npos && std::all_of(cell.begin(), cell.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
                  c == '.';
         });
}

/// False for a file that is something else than a table of points. An empty one is refused where it is read.
bool has_an_address(SourcePointer const& source) {
  ParameterBook unread;
  CsvTable const table(source, unread);
  auto const& header = table.header();
  return header.empty() || std::any_of(header.begin(), header.end(), looks_like_address);
}

std::optional<double> bound(TableReader const& table, std::string_view key, std::string_view about) {
  double const value = table.real(key, 0, {"", -any_number, any_number, choice_of_study, about});
  return table.has(key) ? std::optional(value) : std::nullopt;
}

Varied read_varied(TableReader const& table) {
  Varied out;
  out.table = table;
  out.address = table.text("address", std::nullopt, "the parameter that varies, such as choice.move_cost");
  out.min = bound(table, "min", "lowest value; that of the declared range if it is not written");
  out.max = bound(table, "max", "highest value; that of the declared range if it is not written");
  out.scale = table.member("scale", PointScale::linear, choice_of_study,
                           "whether equal parts of the range are equal differences or equal ratios");
  out.levels = static_cast<int>(
      table.integer("levels", 3, {"1", 1, most_levels, choice_of_study, "values of a grid, at equal steps"}));
  out.values =
      table.reals("values", std::vector<double>{},
                  {"", -any_number, any_number, choice_of_study, "values of a grid, instead of min, max and levels"});
  return out;
}

void read_file(TableReader const& table, std::string const& name, DesignInput& design, std::vector<InputFile>& files) {
  constexpr std::uintmax_t largest_table = 64u << 20;
  auto const file = (table.folder("file") / name).lexically_normal();
  SourcePointer const source = read_source(file, largest_table, table.origin("file"), table.book());
  if (!source) return;
  if (!has_an_address(source)) {
    // What another file contains may be nobody's business, so it is not shown.
    table.book().report({{source->name(), 0, {}},
                         "it is no table of points: no column has the address of a parameter as its name",
                         "write addresses such as choice.move_cost into the first line, and one point into each line "
                         "below it"});
    return;
  }
  files.push_back({source->name(), source->content()});
  design.file = std::make_shared<CsvTable>(source, table.book());
  design.addresses = design.file->header();
  for (auto const& row : design.file->rows()) design.rows.push_back(row.fields);
  if (design.rows.empty() && !design.file->has_problems())
    design.file->fail(1, "the table has no points", "write one line for each point");
}

/// Keys that do not go together.
void refuse_contradictions(TableReader const& table, DesignInput const& design) {
  bool const grid = design.kind == DesignKind::grid, file = design.kind == DesignKind::file;
  if (file && table.has("kind"))
    table.fail("kind", "[design] has both 'kind' and 'file'", "leave one out: the points of a file are not drawn");
  if (file && design.uncertain)
    table.fail("uncertain", "[design] has both 'uncertain' and 'file'",
               "leave one out: only the columns of the file vary");
  if (file && !design.vary.empty())
    table.fail("vary", "[design] has both [[design.vary]] and 'file'",
               "leave one out: only the columns of the file vary");
  if ((grid || file) && table.has("points"))
    table.fail("points", fmt::format("the number of points is not free in {}", grid ? "a grid" : "a file"),
               grid ? "leave it out: a grid has every combination of its levels"
                    : "leave it out: each line of the file is a point");
  for (Varied const& varied : design.vary) {
    TableReader const& entry = *varied.table;
    for (std::string_view const key : {"levels", "values"})
      if (!grid && entry.has(key))
        entry.fail(key, fmt::format("'{}' belongs to a grid, but the design is {}", key, name_of(design.kind)),
                   "leave it out, or write kind = \"grid\" in [design]");
    for (std::string_view const key : {"min", "max", "levels", "scale"})
      if (grid && entry.has("values") && entry.has(key))
        entry.fail(key, fmt::format("{} has both 'values' and '{}'", varied.address, key), "leave one of them out");
  }
}

}  // namespace

DesignInput read_design(TableReader const& root, uint64_t seed_of_study, std::vector<InputFile>& files) {
  TableReader const table = root.table("design");
  DesignInput design;
  design.exists = root.has("design");
  design.table = table;
  table.keep_later("file", "kind");
  design.kind = table.member(
      "kind", DesignKind::sobol, choice_of_study, "how the points of an ensemble are chosen",
      {DesignKind::grid, DesignKind::random, DesignKind::latin_hypercube, DesignKind::sobol, DesignKind::saltelli});
  design.points = static_cast<int>(table.integer(
      "points", 64,
      {"1", 1, most_points, choice_of_study, "points that are drawn, beside the study as it is written"}));
  design.uncertain =
      table.flag("uncertain", false, choice_of_study, "every parameter that is assumed varies within its range");
  design.seed = static_cast<uint64_t>(
      table.integer("seed", static_cast<int64_t>(seed_of_study),
                    {"1", 0, 9e18, "assumed: the same as random.seed", "names the luck by which points are drawn"}));
  std::string const name =
      table.text("file", "", "table with a column for each address and a line for each point; \"\" = none");
  for (TableReader const& entry : table.tables("vary")) design.vary.push_back(read_varied(entry));
  if (!design.exists) return design;
  if (!name.empty()) design.kind = DesignKind::file;
  refuse_contradictions(table, design);
  if (!name.empty())
    read_file(table, name, design, files);
  else if (design.vary.empty() && !design.uncertain)
    table.fail("", "the design varies nothing",
               "write uncertain = true, an entry [[design.vary]] or file = \"FILE.csv\" in [design], or add "
               "--uncertain");
  return design;
}

}  // namespace tributer
