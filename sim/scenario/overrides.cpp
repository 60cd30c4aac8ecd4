#include <fmt/format.h>

#include <algorithm>

#include "document.hpp"
#include "suggestion.hpp"
#include "tributer/core/text.hpp"

namespace tributer {
namespace {

/// Letters of any script, digits and some signs: a text that is written without quotes.
bool is_bare_word(std::string_view text) {
  return !text.empty() && find_not_utf8(text) == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](char c) {
           bool const beyond_ascii = static_cast<unsigned char>(c) >= 0x80;
           return beyond_ascii || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  std::string_view("_-./ ").find(c) != std::string_view::npos;
         });
}

/// Reads the value as TOML. A word without quotes that is not TOML is read as text.
std::optional<Value> parse_value(Override const& change, SourcePointer const& source, ParameterBook& book) {
  auto const refuse = [&](std::string what) {
    book.report(
        {source->origin(0), std::move(what), "write PATH=VALUE with one TOML value, such as 0.5, true or [\"a\"]"});
    return std::nullopt;
  };
  if (change.value.find_first_of("\n\r#") != std::string::npos) return refuse("the value contains a line break or '#'");
  auto const line = std::make_shared<SourceText const>(source->name(), "value = " + change.value + "\n",
                                                       SourceText::Kind::command_line);
  ParameterBook syntax;
  std::optional<Value> parsed = parse_toml(line, syntax);
  if (parsed && syntax.has_problems()) {
    for (Problem const& problem : syntax.problems()) book.report(problem);
    return std::nullopt;
  }
  if (parsed && parsed->members.size() == 1 && parsed->member("value") != nullptr)
    return std::move(*parsed->member("value"));
  if (!is_bare_word(change.value)) return refuse(fmt::format("'{}' is not a value", change.value));
  Value word;
  word.kind = Value::Kind::text;
  word.text = change.value;
  word.place = {line, 0};
  return word;
}

/// Follows an address through the tree and makes the tables that are missing.
class AddressWriter {
 public:
  AddressWriter(Document& document, Override const& change, SourcePointer source, ParameterBook& book)
      : document_(document), change_(change), source_(std::move(source)), book_(book) {}

  void write(Value value) {
    std::vector<std::string> const parts = split(change_.address, '.');
    std::size_t const skip = document_.root_address.empty() ? 0 : 1;
    if (parts.size() <= skip || std::find(parts.begin(), parts.end(), "") != parts.end()) {
      return refuse(fmt::format("'{}' is not an address", change_.address), "write TABLE.KEY=VALUE");
    }
    Value* table = &document_.root;
    for (std::size_t i = skip; i + 1 < parts.size() && table != nullptr; ++i) table = descend(*table, parts, i);
    if (table != nullptr) assign(*table, parts.back(), std::move(value));
  }

 private:
  void refuse(std::string what, std::string remedy) {
    book_.report({source_->origin(0), std::move(what), std::move(remedy)});
  }

  /// The table at part `i` of the address. If that is a list, the entry with the name in part `i + 1`.
  Value* descend(Value& from, std::vector<std::string> const& parts, std::size_t& i) {
    std::string const& key = parts[i];
    Value* const next = from.member(key);
    bool const in_arm = document_.root_address.empty() && i == 2 && parts[0] == "arm";
    if (next == nullptr && in_arm) return entry(from, "instrument", key, parts[1]);
    if (next == nullptr && key == "arm" && document_.root_address.empty())
      return entry(from, "arm", parts[++i], "the study");
    if (next == nullptr) {
      Value made;
      made.place = {source_, 0};
      return &from.members.emplace(key, std::move(made)).first->second;
    }
    if (next->is_list_of_tables() && i + 2 < parts.size()) return entry(from, key, parts[++i], "the study");
    if (next->is_table() && !next->is_annotated()) return next;
    refuse(fmt::format("'{}' in {} is {}, not a table", key, change_.address, kind_name(next->kind)),
           "check the address");
    return nullptr;
  }

  Value* entry(Value& holder, std::string const& key, std::string const& name, std::string const& where) {
    Value* const list = holder.member(key);
    std::vector<std::string> const names = list != nullptr ? entry_names(key, *list) : std::vector<std::string>{};
    auto const at = std::find(names.begin(), names.end(), name);
    if (at != names.end()) return &list->items[static_cast<std::size_t>(at - names.begin())];
    refuse(fmt::format("there is no {} '{}' in {}", key, name, key == "instrument" ? "arm '" + where + "'" : where),
           did_you_mean(name, names, key + "s"));
    return nullptr;
  }

  void assign(Value& table, std::string const& key, Value value) {
    Value* old = table.member(key);
    if (old == nullptr) {
      table.members.emplace(key, std::move(value));
      return;
    }
    if (old->is_annotated() && !value.is_table()) old = old->member("value");
    if ((old->is_table() || old->is_list_of_tables()) && !value.is_table()) {
      return refuse(fmt::format("'{}' is a table, not a value", change_.address), "add the name of a key in it");
    }
    *old = std::move(value);
  }

  Document& document_;
  Override const& change_;
  SourcePointer source_;
  ParameterBook& book_;
};

}  // namespace

void apply_override(Document& document, Override const& change, ParameterBook& book) {
  auto const source = std::make_shared<SourceText const>(fmt::format("--set {}={}", change.address, change.value), "",
                                                         SourceText::Kind::command_line);
  if (auto value = parse_value(change, source, book))
    AddressWriter(document, change, source, book).write(std::move(*value));
}

}  // namespace tributer
