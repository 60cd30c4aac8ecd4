// The schema is built so that an editor shows an error at the faulty key. Two forms help with this, both tested with
// Taplo. Instruments use `if/then` by type, because `oneOf` only reports that nothing matched. Unknown keys have a
// schema that refuses every value, because `"additionalProperties": false` marks every line of the table.
#include "tributer/scenario/study_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <optional>

#include "document.hpp"
#include "json_text.hpp"
#include "tributer/core/text.hpp"

namespace tributer {
namespace {

constexpr std::string_view instrument_path = "arm[].instrument[]";

Json texts(std::vector<std::string> const& list) {
  Json out = Json::list();
  for (std::string const& text : list) out.add(Json::text(text));
  return out;
}

Json of_type(std::string_view type) { return Json::object().set("type", Json::text(type)); }

Json number_schema(Parameter const& p, std::string_view type) {
  Json out = of_type(type);
  if (p.min > -std::numeric_limits<double>::max()) out.set("minimum", Json::number(p.min));
  if (p.max < std::numeric_limits<double>::max()) out.set("maximum", Json::number(p.max));
  return out;
}

Json word_schema(Words const& words) {
  if (words.list.empty() || !words.fixed) return of_type("string");
  return of_type("string").set("enum", texts(words.list));
}

Json list_schema(Json items) { return of_type("array").set("items", std::move(items)); }

/// The schema of a value without annotation.
Json value_schema(Parameter const& p) {
  if (p.type == "real") return number_schema(p, "number");
  if (p.type == "integer") return number_schema(p, "integer");
  if (p.type == "flag") return of_type("boolean");
  if (p.type == "month") return of_type("string").set("pattern", Json::text(month_pattern));
  if (p.type == "reals") return list_schema(number_schema(p, "number"));
  if (p.type == "words") return list_schema(word_schema(p.words));
  return word_schema(p.words);
}

std::string described(Parameter const& p) {
  std::string out = p.about;
  bool const has_unit = !p.unit.empty() && p.unit != "1";
  if (has_unit) out += fmt::format("\n\nUnit: {}", p.unit);
  if (!p.fallback.empty()) out += fmt::format("\n\nDefault: {}", p.fallback);
  if (!p.source.empty()) out += fmt::format("\n\nSource: {}", p.source);
  return out;
}

std::optional<Json> default_of(Parameter const& p) {
  if (p.required || p.type == "reals" || p.type == "words") return std::nullopt;
  bool const in_quotes = p.type == "word" || p.type == "text" || p.type == "month";
  return in_quotes ? Json::text(p.fallback) : Json::literal(p.fallback);
}

/// A schema that refuses every value. An editor shows its title at the key.
Json unknown_key(std::vector<std::string> const& known) {
  std::string const title = "unknown key; known keys: " + join_words(known, ", ");
  return Json::object().set("not", Json::object().set("title", Json::text(title)));
}

/// A key may have a plain value, or a value with annotation:
///   key = { value = 40, range = [20, 60], source = "...", note = "..." }
Json key_schema(Parameter const& p) {
  Json members = Json::list();
  members.add(Json::object().set("$ref", Json::text("#/definitions/annotation")));
  Json annotated = Json::object().set("allOf", std::move(members));
  annotated.set("properties", Json::object().set("value", value_schema(p)));
  Json out = Json::object().set("description", Json::text(described(p)));
  if (auto const usual = default_of(p)) out.set("default", *usual);
  out.set("if", of_type("object")).set("then", std::move(annotated)).set("else", value_schema(p));
  return out;
}

/// The keys of a table, and the tables and lists of tables in it, in order of declaration.
struct Keys {
  std::vector<std::pair<std::string, Parameter const*>> values;
  std::vector<std::pair<std::string, Keys>> tables;  ///< the name of a list ends in "[]"

  void add(std::string_view path, Parameter const& p) {
    std::size_t const dot = path.find('.');
    if (dot == std::string_view::npos) {
      values.emplace_back(path, &p);
      return;
    }
    std::string const name(path.substr(0, dot));
    auto at = std::find_if(tables.begin(), tables.end(), [&](auto const& table) { return table.first == name; });
    if (at == tables.end()) at = tables.insert(tables.end(), {name, {}});
    at->second.add(path.substr(dot + 1), p);
  }
};

Keys keys_of(std::vector<Parameter> const& parameters) {
  Keys keys;
  for (Parameter const& p : parameters) keys.add(p.path, p);
  return keys;
}

bool is_list(std::string_view name) { return name.ends_with("[]"); }

/// True if a table must be there. The keys that the entries of a list must have do not ask for the list.
bool demands_a_key(Keys const& keys) {
  return std::any_of(keys.values.begin(), keys.values.end(), [](auto const& key) { return key.second->required; }) ||
         std::any_of(keys.tables.begin(), keys.tables.end(),
                     [](auto const& table) { return !is_list(table.first) && demands_a_key(table.second); });
}

std::string bare(std::string_view name) { return std::string(is_list(name) ? name.substr(0, name.size() - 2) : name); }

/// A condition that holds if the key at `path` has this value, plain or with annotation.
Json has_value(std::string_view path, std::string const& value) {
  std::size_t const dot = path.find('.');
  std::string const key(path.substr(0, dot));
  auto const within = [](std::string const& name, Json inner) {
    return of_type("object")
        .set("required", texts({name}))
        .set("properties", Json::object().set(name, std::move(inner)));
  };
  if (dot != std::string_view::npos) return within(key, has_value(path.substr(dot + 1), value));
  Json either = Json::list();
  either.add(Json::object().set("const", Json::literal(value)));
  either.add(within("value", Json::object().set("const", Json::literal(value))));
  return within(key, Json::object().set("anyOf", std::move(either)));
}

/// Writes the schema of a tree of keys, in two parts: the allowed keys, and the required keys.
class Writer {
 public:
  explicit Writer(std::map<std::string, EntryKeys> const& instruments) : instruments_(instruments) {}

  /// The schema of the study: its tables, and the keys `format` and `extends`.
  Json study(Keys const& keys) const {
    Json const format = Json::object()
                            .set("description", Json::text("version of the format of this file"))
                            .set("const", Json::number(static_cast<double>(newest_format)));
    Json const extends = of_type("string").set(
        "description", Json::text("file that this study changes: tables are merged key by key, arms by name, "
                                  "instruments by id; required keys may be in that file"));
    Json head = Json::object().set("format", format).set("extends", extends);
    Json out = table(keys, "", std::move(head), {"format", "extends"});
    out.set("required", texts({"format"}));
    out.set("if", Json::object().set("required", texts({"extends"})));
    return std::move(out).set("else", demanded(keys, ""));
  }

 private:
  using Part = Json (Writer::*)(Keys const&, std::string const&) const;

  Json allowed(Keys const& keys, std::string const& path) const { return table(keys, path, Json::object(), {}); }

  Json table(Keys const& keys, std::string const& path, Json properties, std::vector<std::string> known) const {
    for (auto const& [key, p] : keys.values) {
      properties.set(key, key_schema(*p));
      known.push_back(key);
    }
    for (auto const& [name, inner] : keys.tables) {
      std::string const inner_path = join_address(path, name);
      Json table = inner_path == instrument_path ? allowed_instrument(inner) : allowed(inner, inner_path);
      properties.set(bare(name), is_list(name) ? list_schema(std::move(table)) : std::move(table));
      known.push_back(bare(name));
    }
    Json out = of_type("object").set("properties", std::move(properties));
    return std::move(out).set("additionalProperties", unknown_key(known));
  }

  /// The required keys. Empty if nothing is required.
  Json demanded(Keys const& keys, std::string const& path) const {
    Json properties = Json::object(), required = Json::list();
    for (auto const& [key, p] : keys.values)
      if (p->required) required.add(Json::text(key));
    for (auto const& [name, inner] : keys.tables) {
      std::string const inner_path = join_address(path, name);
      Json table = inner_path == instrument_path ? demanded_instrument(inner) : demanded(inner, inner_path);
      if (table.is_empty()) continue;
      if (!is_list(name) && demands_a_key(inner)) required.add(Json::text(name));
      properties.set(bare(name), is_list(name) ? Json::object().set("items", std::move(table)) : std::move(table));
    }
    Json out = Json::object();
    if (!required.is_empty()) out.set("required", std::move(required));
    if (!properties.is_empty()) out.set("properties", std::move(properties));
    return out;
  }

  Json allowed_instrument(Keys const& shared) const {
    Json properties = Json::object();
    for (auto const& [key, p] : shared.values) {
      if (key != "type") continue;
      Parameter type = *p;
      type.type = "word";
      for (auto const& [name, own] : instruments_) type.words.list.push_back(name);
      properties.set(key, key_schema(type));
    }
    return of_type("object").set("properties", std::move(properties)).set("allOf", by_type(shared, &Writer::allowed));
  }

  Json demanded_instrument(Keys const& shared) const {
    return demanded(shared, "").set("allOf", by_type(shared, &Writer::demanded));
  }

  Json by_type(Keys const& shared, Part part) const {
    Json out = Json::list();
    for (auto const& [type, own] : instruments_) {
      Json when = has_value("type", "\"" + type + "\"");
      out.add(Json::object().set("if", std::move(when)).set("then", entry(shared, own, part)));
    }
    return out;
  }

  Json entry(Keys const& shared, EntryKeys const& own, Part part) const {
    Keys keys = shared;
    for (Parameter const& p : own.keys) keys.add(p.path, p);
    Json out = (this->*part)(keys, "");
    for (auto const& [value, others] : own.by_value) {
      Json when = has_value(own.decided_by, value);
      Json then = entry(shared, others, part);
      out = Json::object().set("if", std::move(when)).set("then", std::move(then)).set("else", std::move(out));
    }
    return out;
  }

  std::map<std::string, EntryKeys> const& instruments_;
};

/// The keys of an annotation.
Json annotation_schema() {
  Json range = list_schema(of_type("number")).set("minItems", Json::number(2)).set("maxItems", Json::number(2));
  range.set("description", Json::text("lowest and highest plausible value, within the declared range"));
  Json const source = of_type("string").set("description", Json::text("where the value comes from"));
  Json const note = Json::object().set("description", Json::text("any remark on the value"));
  Json properties = Json::object().set("value", Json::object()).set("range", std::move(range));
  properties.set("source", source).set("note", note);
  Json out = Json::object().set("required", texts({"value"})).set("properties", std::move(properties));
  return std::move(out).set("additionalProperties", unknown_key({"value", "range", "source", "note"}));
}

}  // namespace

std::string study_schema(std::vector<Parameter> const& parameters,
                         std::map<std::string, EntryKeys> const& instruments) {
  std::vector<Parameter> own;
  std::copy_if(parameters.begin(), parameters.end(), std::back_inserter(own),
               [](Parameter const& p) { return p.file == Parameter::File::study; });
  Json out = Writer(instruments).study(keys_of(own));
  out.set("$schema", Json::text("http://json-schema.org/draft-07/schema#"));
  out.set("title", Json::text(fmt::format("a study of tributer, format {}", newest_format)));
  out.set("definitions", Json::object().set("annotation", annotation_schema()));
  return out.write();
}

}  // namespace tributer
