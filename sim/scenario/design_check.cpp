// Checks a design once all parameters are declared.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>

#include "csv.hpp"
#include "suggestion.hpp"
#include "tributer/core/text.hpp"
#include "uncertain.hpp"

namespace tributer {
namespace {

/// Words for a kind of value that cannot vary; "" for numbers, words and flags, which can.
std::string_view fixed_kind(Parameter const& p) {
  if (p.type == "text") return "a text";
  if (p.type == "month") return "a month";
  return p.type == "reals" || p.type == "words" ? "a list" : "";
}

class DesignCheck {
 public:
  DesignCheck(StudyInput const& study, ParameterBook& book)
      : study_(study), input_(study.design), book_(book), parameters_(book.parameters()) {
    for (Parameter const& p : parameters_) by_address_.emplace(p.address, &p);
  }

  Design make() {
    Design design{.kind = input_.kind, .points = input_.points, .seed = input_.seed};
    if (input_.kind == DesignKind::file) {
      read_columns(design);
      read_rows(design);
      return design;
    }
    std::vector<std::string> taken;
    for (Varied const& varied : input_.vary) {
      if (std::find(taken.begin(), taken.end(), varied.address) != taken.end())
        varied.table->fail("address", fmt::format("'{}' varies twice", varied.address), "keep one of the entries");
      else if (auto variable = variable_of(varied))
        design.variables.push_back(std::move(*variable));
      taken.push_back(varied.address);
    }
    if (input_.uncertain) {
      for (DesignVariable& variable : uncertain_variables(study_, parameters_, taken)) {
        if (input_.kind == DesignKind::grid) variable.n_levels = 3;
        design.variables.push_back(std::move(variable));
      }
    }
    check_size(design);
    return design;
  }

 private:
  struct Refusal {
    std::string what, remedy;
  };

  /// The arm of the address, if that is an arm of the study which --arm leaves out.
  std::string arm_left_out(std::string const& address) const {
    for (std::string const& arm : input_.arms_left_out)
      if (address.starts_with("arm." + arm + ".")) return arm;
    return {};
  }

  /// The parameter at an address, or why it cannot vary.
  Parameter const* find(std::string const& address, Refusal& why) const {
    auto const at = by_address_.find(address);
    if (is_same_at_all_points(address)) {
      why = {fmt::format("'{}' cannot vary", address),
             "the arms, months, luck, world and results are the same at all points"};
      return nullptr;
    }
    if (std::string const arm = arm_left_out(address); !arm.empty()) {
      why = {fmt::format("'{}' cannot vary: the arm '{}' does not run", address, arm), "leave out --arm"};
      return nullptr;
    }
    if (at == by_address_.end()) {
      std::vector<std::string> known;
      for (Parameter const& p : parameters_)
        if (is_number(p) && !is_same_at_all_points(p.address)) known.push_back(p.address);
      why = {fmt::format("there is no parameter '{}'", printable(address)),
             closest(address, known).empty() ? "`tributer parameters` lists all of them"
                                             : did_you_mean(address, known, "parameters")};
      return nullptr;
    }
    if (std::string_view const kind = fixed_kind(*at->second); !kind.empty()) {
      why = {fmt::format("'{}' cannot vary: it is {}", address, kind),
             "numbers, words and flags can vary; for another change write another study"};
      return nullptr;
    }
    return at->second;
  }

  std::optional<DesignVariable> variable_of(Varied const& varied) const {
    TableReader const& entry = *varied.table;
    if (varied.address.empty()) return std::nullopt;  // reported as missing
    Refusal why;
    Parameter const* const p = find(varied.address, why);
    if (p == nullptr) {
      entry.fail("address", why.what, why.remedy);
      return std::nullopt;
    }
    if (!is_number(*p)) {
      entry.fail("address", fmt::format("'{}' is not a number, so it has no range", varied.address),
                 "list its values in a table, file = \"FILE.csv\"");
      return std::nullopt;
    }
    DesignVariable v{.name = p->address, .addresses = {p->address}, .min = p->min, .max = p->max};
    v.scale = varied.scale;
    v.whole = p->type == "integer";
    v.own_value = p->value;
    bool const good = varied.values.empty() ? set_range(varied, *p, v) : set_levels(varied, *p, v);
    return good ? std::optional(v) : std::nullopt;
  }

  static std::string allowed(Parameter const& p) {
    return fmt::format("allowed for '{}': {} to {}", p.address, p.min, p.max);
  }

  bool is_allowed(TableReader const& entry, std::string_view key, double x, Parameter const& p) const {
    if (x < p.min || x > p.max) {
      entry.fail(key, fmt::format("'{}' of {} is {}, out of range", key, p.address, x), allowed(p));
      return false;
    }
    if (p.type == "integer" && x != std::floor(x)) {
      entry.fail(key, fmt::format("'{}' of {} is {}, which is not a whole number", key, p.address, x),
                 "write a whole number");
      return false;
    }
    return true;
  }

  bool set_range(Varied const& varied, Parameter const& p, DesignVariable& v) const {
    TableReader const& entry = *varied.table;
    if (varied.min && !is_allowed(entry, "min", *varied.min, p)) return false;
    if (varied.max && !is_allowed(entry, "max", *varied.max, p)) return false;
    v.min = varied.min.value_or(p.min);
    v.max = varied.max.value_or(p.max);
    if (input_.kind == DesignKind::grid) v.n_levels = varied.levels;
    std::string_view const at = varied.min ? "min" : "max";
    constexpr double unbounded = std::numeric_limits<double>::max();
    if (v.min <= -unbounded || v.max >= unbounded) {
      entry.fail("", fmt::format("'{}' has no declared range", p.address), "write min and max");
    } else if (v.min >= v.max) {
      entry.fail(at, fmt::format("the range of {} is empty: {} to {}", p.address, v.min, v.max),
                 "write a min that is below max");
    } else if (v.scale == PointScale::log && v.min <= 0) {
      entry.fail("scale", fmt::format("the range of {} begins at {}, which has no logarithm", p.address, v.min),
                 "write a min above 0, or scale = \"linear\"");
    } else {
      return true;
    }
    return false;
  }

  bool set_levels(Varied const& varied, Parameter const& p, DesignVariable& v) const {
    for (double const x : varied.values)
      if (!is_allowed(*varied.table, "values", x, p)) return false;
    std::vector<double> sorted = varied.values;
    std::sort(sorted.begin(), sorted.end());
    auto const twice = std::adjacent_find(sorted.begin(), sorted.end());
    if (twice != sorted.end()) {
      varied.table->fail("values", fmt::format("{} has the value {} twice", p.address, *twice), "list each value once");
      return false;
    }
    v.min = sorted.front();
    v.max = sorted.back();
    v.n_levels = static_cast<int>(sorted.size());
    v.levels = varied.values;
    return true;
  }

  void check_size(Design const& design) const {
    TableReader const& table = *input_.table;
    auto const n = static_cast<double>(design.variables.size());
    double points = design.points;
    if (design.kind == DesignKind::saltelli) points *= n + 2;
    if (design.kind == DesignKind::grid) {
      points = 1;
      for (DesignVariable const& v : design.variables) points *= v.n_levels;
    }
    if (points > most_points)
      table.fail(table.has("points") ? "points" : "kind",
                 fmt::format("the design has {:.0f} points, more than {}", points, most_points),
                 design.kind == DesignKind::grid ? "let fewer parameters vary, or write kind = \"sobol\""
                                                 : "ask for fewer points");
    std::size_t const dimensions = design.variables.size() * (design.kind == DesignKind::saltelli ? 2 : 1);
    bool const is_sequence = design.kind == DesignKind::sobol || design.kind == DesignKind::saltelli;
    if (is_sequence && dimensions > most_sobol_dimensions)
      table.fail("kind",
                 fmt::format("a Sobol sequence has at most {} dimensions, not {}", most_sobol_dimensions, dimensions),
                 "let fewer parameters vary, or write kind = \"latin_hypercube\"");
  }

  void read_columns(Design& design) {
    if (!input_.file) return;
    auto const& header = input_.addresses;
    for (std::size_t column = 0; column < header.size(); ++column) {
      if (header[column].empty()) continue;  // numbers of rows, for example
      Refusal why;
      Parameter const* const p = find(header[column], why);
      if (p == nullptr) {
        input_.file->fail(1, why.what, why.remedy);
        continue;
      }
      columns_.push_back(column);
      design.variables.push_back({.name = p->address, .addresses = {p->address}, .min = p->min, .max = p->max});
      design.variables.back().whole = p->type == "integer";
      design.variables.back().own_value = p->value;
    }
  }

  void read_rows(Design& design) const {
    if (!input_.file || input_.file->has_problems()) return;
    CsvTable& table = *input_.file;
    for (auto const& row : table.rows()) {
      auto& values = design.rows.emplace_back();
      for (std::size_t const column : columns_)
        values.push_back(cell(table, row, column, *by_address_.at(table.header()[column])));
    }
    design.points = static_cast<int>(design.rows.size());
    if (design.rows.size() > static_cast<std::size_t>(most_points))
      table.fail(1, fmt::format("the table has {} points, more than {}", design.rows.size(), most_points),
                 "split it into several studies");
  }

  /// The value of a cell as a command line would set it; empty after a problem.
  static std::string cell(CsvTable& table, CsvTable::Row const& row, std::size_t column, Parameter const& p) {
    if (is_number(p)) {
      auto const x = table.real(row, column, p.min, p.max, CsvTable::Blank::refused);
      if (!x) return {};
      if (p.type == "real") return fmt::format("{}", *x);
      if (*x == std::floor(*x)) return fmt::format("{:.0f}", *x);
      table.fail(row.line, fmt::format("'{}' is {}, which is not a whole number", p.address, *x),
                 "write a whole number");
      return {};
    }
    std::string word(table.text(row, column, CsvTable::Blank::refused));
    if (p.type == "flag") word = lower_case(word);  // spreadsheets write TRUE
    std::vector<std::string> const known = p.type == "flag" ? std::vector<std::string>{"true", "false"} : p.words.list;
    if (!word.empty() && !known.empty() && std::find(known.begin(), known.end(), word) == known.end()) {
      table.fail(row.line, fmt::format("'{}' cannot be '{:.40}'", p.address, word), did_you_mean(word, known, "words"));
      return {};
    }
    return word;
  }

  StudyInput const& study_;
  DesignInput const& input_;
  ParameterBook& book_;
  std::vector<Parameter> const parameters_;
  std::map<std::string, Parameter const*> by_address_;
  std::vector<std::size_t> columns_;  ///< of a file: columns with a name
};

}  // namespace

Design make_design(StudyInput const& study, ParameterBook& book) {
  if (!study.design.exists) return {};
  return DesignCheck(study, book).make();
}

}  // namespace tributer
