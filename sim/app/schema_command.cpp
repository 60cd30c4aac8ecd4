// `schema`: makes the schema of a study from the parameters that studies and instruments declare.
#include <fmt/format.h>

#include <algorithm>

#include "commands.hpp"
#include "tributer/scenario/study_schema.hpp"

namespace tributer {
namespace {

/// Lines of TOML with the keys that are fixed while the other keys are listed.
using Fixed = std::vector<std::string>;

class InstrumentReader {
 public:
  InstrumentReader(Registry::InstrumentPlugin const& plugin, Study const& open) : plugin_(plugin), open_(open) {}

  /// All keys of an instrument. A key is a deciding key if other keys depend on its value.
  EntryKeys read(Fixed const& fixed) const {
    EntryKeys out{declared(fixed), {}, {}};
    for (Parameter const& p : out.keys) {
      std::vector<std::string> const values = values_of(p);
      bool const decides = !is_fixed(p, fixed) && std::any_of(values.begin(), values.end(), [&](auto const& value) {
        return !same_keys(declared(with(fixed, p, value)), out.keys);
      });
      if (!decides) continue;
      out.decided_by = p.path;
      for (auto const& value : values) out.by_value.emplace(value, read(with(fixed, p, value)));
      break;
    }
    return out;
  }

 private:
  static Fixed with(Fixed fixed, Parameter const& p, std::string const& value) {
    fixed.push_back(p.path + " = " + value);
    return fixed;
  }
  static bool is_fixed(Parameter const& p, Fixed const& fixed) {
    return std::any_of(fixed.begin(), fixed.end(),
                       [&](std::string const& line) { return line.starts_with(p.path + " = "); });
  }
  /// The possible values, as in TOML, of a key that may be a deciding key.
  static std::vector<std::string> values_of(Parameter const& p) {
    if (p.type == "flag") return {"false", "true"};
    std::vector<std::string> out;
    if (p.type == "word" && p.words.fixed)
      for (auto const& word : p.words.list) out.push_back("\"" + word + "\"");
    return out;
  }
  static bool same_keys(std::vector<Parameter> const& a, std::vector<Parameter> const& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](Parameter const& x, Parameter const& y) {
      return x.path == y.path && x.min == y.min && x.max == y.max && x.fallback == y.fallback;
    });
  }
  std::vector<Parameter> declared(Fixed const& fixed) const {
    std::string text;
    for (auto const& line : fixed) text += line + "\n";
    ParameterBook book;  // missing keys are reported here and ignored
    plugin_.make({"NAME", "TYPE", parse_document(text, "", book)}, open_.model().context());
    return book.parameters();
  }

  Registry::InstrumentPlugin const& plugin_;
  Study const& open_;
};

}  // namespace

int schema_command(CommandLine const&) {
  Study open = open_empty_study(Entries::one);
  std::map<std::string, EntryKeys> instruments;
  Registry const registry = built_in_registry();
  for (auto const& [type, plugin] : registry.instruments())
    instruments.emplace(type, InstrumentReader(plugin, open).read({}));
  fmt::print("{}", study_schema(open.book().parameters(), instruments));
  return ok;
}

}  // namespace tributer
