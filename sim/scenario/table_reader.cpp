#include "tributer/scenario/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "reader_node.hpp"
#include "suggestion.hpp"

namespace tributer {
namespace {

using Kind = Value::Kind;

std::string named(std::string_view key, std::string const& address) {
  return address.empty() ? fmt::format("'{}'", key) : fmt::format("'{}' in {}", key, address);
}

std::string with_unit(std::string number, std::string_view unit) {
  return unit.empty() || unit == "1" ? number : fmt::format("{} ({})", number, unit);
}

std::string range_text(double min, double max, std::string_view unit) {
  bool const floor = min > -std::numeric_limits<double>::max(), ceiling = max < std::numeric_limits<double>::max();
  if (floor && ceiling) return with_unit(fmt::format("{} to {}", min, max), unit);
  if (floor) return with_unit(fmt::format("at least {}", min), unit);
  return with_unit(ceiling ? fmt::format("at most {}", max) : "any number", unit);
}

std::string show(double value) { return fmt::format("{}", value); }
std::string show(int64_t value) { return fmt::format("{}", value); }
std::string show(bool value) { return value ? "true" : "false"; }
std::string show(std::string const& value) { return value; }
std::string show(Month value) { return to_string(value); }
template <class T>
std::string show(std::vector<T> const& list) {
  std::string out;
  for (T const& item : list) out += (out.empty() ? "[" : ", ") + show(item);
  return out.empty() ? "[]" : out + "]";
}

struct Limits {
  double min = 0, max = 0;
  std::string_view unit;
};

/// Reads one key and reports problems at its position.
class Reading {
 public:
  Reading(TableReader::Node& node, ParameterBook& book, std::string_view key) : node_(node), book_(book), key_(key) {
    place_ = node.place;
    if (node.value == nullptr) return;
    node.value->known.emplace(key, Value::Use::value);
    value_ = node.value->member(key);
    if (value_ == nullptr) return;
    place_ = value_->place;
    if (value_->is_annotated()) open_annotation();
  }

  template <class T, class Convert>
  T read(Parameter parameter, std::optional<T> const& fallback, T stand_in, Convert const& convert) {
    parameter.address = join_address(node_.address, key_);
    parameter.path = join_address(node_.path, key_);
    parameter.file = node_.document->root_address.empty() ? Parameter::File::study : Parameter::File::world;
    parameter.required = !fallback;
    if (fallback) parameter.fallback = show(*fallback);
    T result = fallback ? *fallback : stand_in;
    if (value_ == nullptr) {
      bool const excused = node_.document->lists_defaults || !node_.document->readable;
      if (!fallback && !excused)
        report(fmt::format("{} is missing", named(key_, node_.address)), "write it: it has no default");
    } else if (value_->kind != Kind::broken) {
      parameter.from_default = false;
      if (auto given = convert(*this, *value_)) result = std::move(*given);
    }
    if (value_ != nullptr && range_) std::tie(parameter.min, parameter.max) = *range_;
    parameter.own_source = !source_.empty();
    if (parameter.own_source) parameter.source = source_;
    parameter.value = show(result);
    if (!parameter.from_default) parameter.origin = place_.origin();
    book_.declare(std::move(parameter));
    return result;
  }

  std::optional<double> number(Value const& given, Limits limits) {
    if (given.kind != Kind::real && given.kind != Kind::integer) return refuse_kind(given, "a number");
    double const x = given.kind == Kind::real ? given.real : static_cast<double>(given.integer);
    if (!std::isfinite(x)) return refuse_kind(given, "a finite number");
    return in_range(x, show(x), limits) ? std::optional(x) : std::nullopt;
  }

  std::optional<int64_t> whole(Value const& given, Limits limits) {
    if (given.kind != Kind::integer) return refuse_kind(given, "a whole number");
    bool const fits = in_range(static_cast<double>(given.integer), show(given.integer), limits);
    return fits ? std::optional(given.integer) : std::nullopt;
  }

  std::optional<std::string> word(Value const& given, Words const& words) {
    std::vector<std::string> const& allowed = words.list;
    if (given.kind != Kind::text) return refuse_kind(given, "a text in quotes");
    if (allowed.empty() || std::find(allowed.begin(), allowed.end(), given.text) != allowed.end()) return given.text;
    report_at(given, fmt::format("{} cannot be '{}'", named(key_, node_.address), given.text),
              did_you_mean(given.text, allowed, "words"));
    return std::nullopt;
  }

  std::nullopt_t refuse_kind(Value const& given, std::string_view wanted) {
    if (given.kind == Kind::broken) return std::nullopt;
    std::string_view is = kind_name(given.kind);
    if (given.kind == Kind::real && !std::isfinite(given.real)) is = std::isnan(given.real) ? "nan" : "infinite";
    report_at(given, fmt::format("{} must be {}, but it is {}", named(key_, node_.address), wanted, is),
              fmt::format("write {}", wanted));
    return std::nullopt;
  }

  void report(std::string what, std::string remedy) {
    book_.report({place_.origin(), std::move(what), std::move(remedy)});
  }

 private:
  void report_at(Value const& value, std::string what, std::string remedy) {
    book_.report({value.place.origin(), std::move(what), std::move(remedy)});
  }

  bool in_range(double x, std::string const& given, Limits limits) {
    double const min = range_ ? std::max(limits.min, range_->first) : limits.min;
    double const max = range_ ? std::min(limits.max, range_->second) : limits.max;
    if (range_) range_ = {min, max};
    if (x >= min && x <= max) return true;
    report(fmt::format("{} is {}, out of range", named(key_, node_.address), given),
           "allowed: " + range_text(min, max, limits.unit));
    return false;
  }

  /// Reads `{ value, range, source, note }`.
  void open_annotation() {
    Value& table = *value_;
    for (std::string_view const known : {"value", "range", "source", "note"})
      table.known.emplace(known, Value::Use::value);
    if (Value const* const source = table.member("source")) {
      if (source->kind == Kind::text)
        source_ = source->text;
      else
        report_at(*source, fmt::format("the source of {} must be a text", named(key_, node_.address)),
                  "write source = \"...\"");
    }
    if (Value const* const range = table.member("range")) read_range(*range);
    value_ = table.member("value");
    place_ = value_->place;
  }

  void read_range(Value const& range) {
    auto const bound = [](Value const& v) { return v.kind == Kind::integer ? static_cast<double>(v.integer) : v.real; };
    auto const is_number = [](Value const& v) { return v.kind == Kind::integer || v.kind == Kind::real; };
    bool const pair = range.kind == Kind::list && range.items.size() == 2 &&
                      std::all_of(range.items.begin(), range.items.end(), is_number);
    if (pair && bound(range.items[0]) <= bound(range.items[1])) {
      range_ = {bound(range.items[0]), bound(range.items[1])};
    } else {
      report_at(range,
                fmt::format("the range of {} must be two numbers with the lower first", named(key_, node_.address)),
                "write range = [LOW, HIGH]");
    }
  }

  TableReader::Node& node_;
  ParameterBook& book_;
  std::string_view key_;
  Value* value_ = nullptr;
  Place place_;
  std::optional<std::pair<double, double>> range_;
  std::string source_;
};

/// The source "assumed" needs a reason.
void check_source(std::string_view source) {
  check(source != "assumed", "a parameter is declared as \"assumed\" without a reason: write \"assumed: why\"");
}

Parameter described(std::string type, Spec const& spec) {
  check_source(spec.source);
  return {.address = {},
          .type = std::move(type),
          .unit = std::string(spec.unit),
          .min = spec.min,
          .max = spec.max,
          .fallback = {},
          .value = {},
          .source = std::string(spec.source),
          .about = std::string(spec.about),
          .origin = {}};
}

Parameter described(std::string type, std::string_view source, std::string_view about, Words words = {}) {
  Parameter out = described(std::move(type), Spec{"", 0, 0, source, about});
  out.words = std::move(words);
  return out;
}

/// A value inside the range, which is used if a required value is missing.
double inside(Spec const& spec) { return std::min(std::max(spec.min, 0.0), spec.max); }

void check_declared(Spec const& spec, std::string_view key) {
  check(!spec.source.empty(), fmt::format("the parameter '{}' is declared without a source", key));
}

void check_default(double fallback, Spec const& spec, std::string_view key) {
  check(fallback >= spec.min && fallback <= spec.max, fmt::format("the default of '{}' is out of its own range", key));
}

}  // namespace

TableReader::TableReader(std::shared_ptr<Node> node, ParameterBook& book) : node_(std::move(node)), book_(&book) {}

double TableReader::real(std::string_view key, std::optional<double> fallback, Spec const& spec) const {
  check_declared(spec, key);
  if (fallback) check_default(*fallback, spec, key);
  return Reading(*node_, *book_, key)
      .read(described("real", spec), fallback, inside(spec), [&](Reading& at, Value const& given) {
        return at.number(given, {spec.min, spec.max, spec.unit});
      });
}

int64_t TableReader::integer(std::string_view key, std::optional<int64_t> fallback, Spec const& spec) const {
  check_declared(spec, key);
  if (fallback) check_default(static_cast<double>(*fallback), spec, key);
  return Reading(*node_, *book_, key)
      .read(described("integer", spec), fallback, static_cast<int64_t>(inside(spec)),
            [&](Reading& at, Value const& given) {
              return at.whole(given, {spec.min, spec.max, spec.unit});
            });
}

bool TableReader::flag(std::string_view key, std::optional<bool> fallback, std::string_view source,
                       std::string_view about) const {
  return Reading(*node_, *book_, key)
      .read(described("flag", source, about), fallback, false,
            [](Reading& at, Value const& given) -> std::optional<bool> {
              if (given.kind == Kind::flag) return given.flag;
              return at.refuse_kind(given, "true or false");
            });
}

std::string TableReader::word(std::string_view key, std::optional<std::string> fallback, Words const& allowed,
                              std::string_view source, std::string_view about) const {
  std::string const stand_in = allowed.list.empty() ? std::string() : allowed.list.front();
  return Reading(*node_, *book_, key)
      .read(described("word", source, about, allowed), fallback, stand_in,
            [&](Reading& at, Value const& given) { return at.word(given, allowed); });
}

std::string TableReader::text(std::string_view key, std::optional<std::string> fallback, std::string_view about) const {
  return Reading(*node_, *book_, key)
      .read(described("text", "", about), fallback, std::string(),
            [](Reading& at, Value const& given) { return at.word(given, {}); });
}

Month TableReader::month(std::string_view key, std::optional<Month> fallback, std::string_view about) const {
  return Reading(*node_, *book_, key)
      .read(described("month", "", about), fallback, Month::of(2000, 1),
            [&](Reading& at, Value const& given) -> std::optional<Month> {
              if (given.kind != Kind::text) return at.refuse_kind(given, "a month in quotes, such as \"2015-01\"");
              std::optional<Month> const month = parse_month(given.text);
              if (!month) {
                at.report(fmt::format("{} is '{}', which is not a month", named(key, node_->address), given.text),
                          "write a year from 1900 to 2199 and a month from 01 to 12, such as \"2015-01\"");
              }
              return month;
            });
}

std::vector<double> TableReader::reals(std::string_view key, std::optional<std::vector<double>> fallback,
                                       Spec const& each) const {
  check_declared(each, key);
  for (double const one : fallback.value_or(std::vector<double>{})) check_default(one, each, key);
  return Reading(*node_, *book_, key)
      .read(described("reals", each), fallback, std::vector<double>{},
            [&](Reading& at, Value const& given) -> std::optional<std::vector<double>> {
              if (given.kind != Kind::list) return at.refuse_kind(given, "a list of numbers");
              std::vector<double> list;
              for (Value const& item : given.items) {
                if (auto const x = at.number(item, {each.min, each.max, each.unit})) list.push_back(*x);
              }
              return list.size() == given.items.size() ? std::optional(list) : std::nullopt;
            });
}

std::vector<std::string> TableReader::words(std::string_view key, std::optional<std::vector<std::string>> fallback,
                                            Words const& allowed, std::string_view about) const {
  return Reading(*node_, *book_, key)
      .read(described("words", "", about, allowed), fallback, std::vector<std::string>{},
            [&](Reading& at, Value const& given) -> std::optional<std::vector<std::string>> {
              if (given.kind != Kind::list) return at.refuse_kind(given, "a list of texts, such as [\"a\", \"b\"]");
              std::vector<std::string> list;
              for (Value const& item : given.items) {
                if (auto one = at.word(item, allowed)) list.push_back(std::move(*one));
              }
              return list.size() == given.items.size() ? std::optional(list) : std::nullopt;
            });
}

}  // namespace tributer
