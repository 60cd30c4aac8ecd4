#pragma once
// A TOML document after `extends` and overrides: a tree of values that know where they came from.
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
  /// `moment` is a date or time, kept as spelled; `broken` was reported already.
  enum class Kind : uint8_t { flag, integer, real, text, moment, list, table, broken };
  /// What a reader asked of a key.
  enum class Use : uint8_t { value, table, tables };

  Kind kind = Kind::table;
  bool flag = false;
  int64_t integer = 0;
  double real = 0;
  std::string text;
  std::vector<Value> items;
  std::map<std::string, Value, std::less<>> members;
  Place place;
  std::map<std::string, Use, std::less<>> known;  ///< keys that some reader declared, of a table
  bool left_unread = false;

  bool is_table() const { return kind == Kind::table; }
  bool is_list_of_tables() const;
  Value* member(std::string_view key);
  /// `{ value = ..., range = [...], source = "..." }`
  bool is_annotated() const { return is_table() && members.contains("value"); }
};

/// "a number", "a text", ... for messages.
std::string_view kind_name(Value::Kind kind);

/// Of study files; 1 so far.
constexpr int64_t newest_format = 1;

class Document {
 public:
  Value root;
  std::string root_address;
  std::vector<InputFile> files;
  bool readable = true;             ///< false after a syntax error: nothing is missing, all is unknown
  bool lists_defaults = false;      ///< an empty document that stands for "whatever there is"
  Entries entries = Entries::none;  ///< of each list of tables that is absent
};

/// Text to tree; nothing after a syntax error, which is reported. The only door to toml11.
std::optional<Value> parse_toml(SourcePointer const& source, ParameterBook& book);

/// Reports nesting (brackets, braces, dotted keys) deeper than 64, which the parser would not
/// survive, and lines longer than 4,096 bytes, since its time grows with the square of their length.
/// True if the text may be parsed.
bool guard_text(SourceText const& source, ParameterBook& book);

/// Names of the entries of the list of tables `key`: `name`, `id`, `concession` or `type`, else the
/// position from 1; a name that was already taken is followed by its position.
std::vector<std::string> entry_names(std::string_view key, Value const& list);
/// Address of an entry; instruments are addressed directly below their arm.
std::string entry_address(std::string const& parent, std::string_view key, std::string const& name);
std::string join_address(std::string const& parent, std::string_view key);

/// Lays `later` over `base`, key by key.
void merge(Value& base, Value later);
/// Writes one `path=value` into the tree; what is wrong with it is reported.
void apply_override(Document& document, Override const& change, ParameterBook& book);

/// The document behind a reader could be read at all.
bool is_readable(TableReader const& reader);
/// What is missing is a problem: the document is readable and does not just list defaults.
bool reports_missing(TableReader const& reader);
/// As the public open_document, reporting a missing file at `asked_for_at`.
TableReader open_document(std::filesystem::path const& file, std::string_view root_address,
                          std::vector<Override> const& overrides, Origin const& asked_for_at, ParameterBook& book);
/// An empty document that holds only overrides.
TableReader document_of_overrides(std::string_view root_address, std::vector<Override> const& overrides,
                                  ParameterBook& book);

}  // namespace tributer
