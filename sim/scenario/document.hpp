#pragma once
// A TOML document after `extends` and overrides: a tree of values, each with its origin.
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source_text.hpp"
#include "tributer/scenario/table_reader.hpp"

namespace tributer {

struct Value {
  /// `moment` is a date or time, kept as it was written. The problem of a `broken` value is reported already.
  enum class Kind : uint8_t { flag, integer, real, text, moment, list, table, broken };
  /// What a reader expects at a key.
  enum class Use : uint8_t { value, table, tables };

  Kind kind = Kind::table;
  bool flag = false;
  int64_t integer = 0;
  double real = 0;
  std::string text;
  std::vector<Value> items;
  std::map<std::string, Value, std::less<>> members;
  Place place;
  std::map<std::string, Use, std::less<>> known;  ///< keys of a table that some reader declared
  bool left_unread = false;

  bool is_table() const { return kind == Kind::table; }
  bool is_list_of_tables() const;
  Value* member(std::string_view key);
  /// `{ value = ..., range = [...], source = "..." }`
  bool is_annotated() const { return is_table() && members.contains("value"); }
};

/// The kind of a value for messages: "a number", "a text" and so on.
std::string_view kind_name(Value::Kind kind);

/// The newest format of study files.
constexpr int64_t newest_format = 1;

class Document {
 public:
  Value root;
  std::string root_address;
  std::vector<InputFile> files;
  bool readable = true;             ///< false after a syntax error: missing keys are then not reported
  bool lists_defaults = false;      ///< true for an empty document that is used to list parameters
  Entries entries = Entries::none;  ///< entries of each list of tables that is absent
};

/// Parses a text. Returns nothing after a syntax error, which is reported. No other function uses toml11.
std::optional<Value> parse_toml(SourcePointer const& source, ParameterBook& book);

/// Reports nesting (brackets, braces, dotted keys) deeper than 64, which could crash the parser, and lines longer than
/// 4,096 bytes, because the parser's time grows with the square of their length. True if the text may be parsed.
bool guard_text(SourceText const& source, ParameterBook& book);

/// Names of the entries of the list of tables `key`: `name`, `id`, `concession` or `type`, or the position from 1. If
/// two entries have the same name, the position is added to the second.
std::vector<std::string> entry_names(std::string_view key, Value const& list);
/// Address of an entry. The address of an instrument is directly below that of its arm.
std::string entry_address(std::string const& parent, std::string_view key, std::string const& name);
std::string join_address(std::string const& parent, std::string_view key);

/// Merges `later` into `base` key by key. Values of `later` replace those of `base`.
void merge(Value& base, Value later);
/// Writes one `path=value` into the tree, or reports a problem.
void apply_override(Document& document, Override const& change, ParameterBook& book);

/// True if missing keys are problems: the document is readable and is not used to list parameters only.
bool reports_missing(TableReader const& reader);
/// Like the public open_document, but a missing file is reported at `asked_for_at`.
TableReader open_document(std::filesystem::path const& file, std::string_view root_address,
                          std::vector<Override> const& overrides, Origin const& asked_for_at, ParameterBook& book);
/// A document that contains only overrides.
TableReader document_of_overrides(std::string_view root_address, std::vector<Override> const& overrides,
                                  ParameterBook& book);

}  // namespace tributer
