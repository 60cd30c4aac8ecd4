#pragma once
// Reads study and world files and checks the type and range of every value.
//
// One call with key, default, unit, range and source reads a parameter. It parses the value, checks its range, and
// remembers the key, so that unknown keys are found and a similar key is suggested. It also keeps the value for the
// results file and for `tributer parameters`, and defines the address for `--set` and sweeps. The same calls on an
// empty document list all parameters.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tributer/core/check.hpp"
#include "tributer/core/enumeration.hpp"
#include "tributer/core/month.hpp"
#include "tributer/core/results.hpp"

namespace tributer {

/// What a declared number means. `source` is a row of docs/evidence.md ("P-2"), "calibrated" or
/// "assumed: reason".
struct Spec {
  std::string_view unit;
  double min;
  double max;
  std::string_view source;
  std::string_view about;
};

/// The words that a key may have as value; any text if the list is empty.
struct Words {
  Words() = default;
  Words(std::vector<std::string> words) : list(std::move(words)) {}
  Words(std::initializer_list<std::string> words) : list(words) {}
  /// Words that a study defines itself, such as the names of its countries.
  static Words named_in_study(std::vector<std::string> words) {
    Words out(std::move(words));
    out.fixed = false;
    return out;
  }

  std::vector<std::string> list;
  bool fixed = true;  ///< true if the words are the same in every study
};

/// One declared parameter and its value: a row of `tributer parameters` and of /parameters.
struct Parameter {
  std::string address;  ///< "choice.reconsider_per_month", "arm.raids.patrol.force"
  std::string type;     ///< real, integer, flag, word, text, month, reals, words
  std::string unit;
  double min = 0, max = 0;
  std::string fallback;  ///< default, as text ("" = required)
  std::string value;     ///< the value that is used, as text
  std::string source;
  std::string about;
  bool from_default = true;
  bool required = false;    ///< true if there is no default
  bool own_source = false;  ///< true if the study or the world states the source
  Words words{};            ///< the allowed values of a word, or of each word of a list
  enum class File : uint8_t { study, world };
  File file = File::study;  ///< the study or world.toml
  /// The path of the key in that file: "output.panel.share", "arm[].instrument[].type".
  std::string path{};
  Origin origin{};
};

class Document;  // TOML after `extends` and overrides, with the origin of each value

/// Collects the declared parameters, their values and all problems, over all tables of one study.
class ParameterBook {
 public:
  ParameterBook();
  ~ParameterBook();
  ParameterBook(ParameterBook const&) = delete;
  ParameterBook& operator=(ParameterBook const&) = delete;

  /// Adds a problem. The same problem is kept only once.
  void report(Problem problem);
  /// Declares a parameter. If an address is declared again, the first declaration counts; a later one with another
  /// type, unit, range or default is a Bug.
  void declare(Parameter parameter);
  std::vector<Parameter> parameters() const;  ///< in order of declaration
  std::vector<Problem> const& problems() const;
  bool has_problems() const { return !problems().empty(); }
  /// Throws all problems together, file by file and line by line, if any.
  void throw_if_any() const;

  /// From now on, files are read from these copies and not from the disk.
  void read_from(std::vector<InputFile> copies);
  bool reads_copies() const;
  /// The copy of a file; null if there is none.
  InputFile const* copy_of(std::filesystem::path const& file) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A view of one table of a document. It is cheap to copy; the document and book must exist longer than it.
/// Every getter returns the default after it reports a problem, so reading goes on and all problems are found. A key
/// without a default is required: if it is missing, a problem is reported and a value inside the range is returned. A
/// default outside its own range is a Bug.
/// The order of calls is: open or read_study, all readers, report_unknown_keys on each root, throw_if_any.
class TableReader {
 public:
  struct Node;  // a table of the document, with its address
  TableReader(std::shared_ptr<Node> node, ParameterBook& book);

  double real(std::string_view key, std::optional<double> fallback, Spec const& spec) const;
  int64_t integer(std::string_view key, std::optional<int64_t> fallback, Spec const& spec) const;
  bool flag(std::string_view key, std::optional<bool> fallback, std::string_view source, std::string_view about) const;
  /// Reads one of the words `allowed`.
  std::string word(std::string_view key, std::optional<std::string> fallback, Words const& allowed,
                   std::string_view source, std::string_view about) const;
  /// Reads a member of an enumeration by its label: one of `allowed`, or any member if that is empty.
  template <class E>
  E member(std::string_view key, E fallback, std::string_view source, std::string_view about,
           std::vector<E> const& allowed = {}) const {
    std::vector<std::string> words;
    for (E const one : allowed) words.emplace_back(name_of(one));
    std::string const chosen =
        word(key, std::string(name_of(fallback)), words.empty() ? labels_of<E>() : words, source, about);
    return static_cast<E>(std::find(names_of<E>.begin(), names_of<E>.end(), chosen) - names_of<E>.begin());
  }
  std::string text(std::string_view key, std::optional<std::string> fallback, std::string_view about) const;
  Month month(std::string_view key, std::optional<Month> fallback, std::string_view about) const;
  std::vector<double> reals(std::string_view key, std::optional<std::vector<double>> fallback, Spec const& each) const;
  /// Reads a list of words, each one of `allowed` (any text if `allowed` is empty).
  std::vector<std::string> words(std::string_view key, std::optional<std::vector<std::string>> fallback,
                                 Words const& allowed, std::string_view about) const;

  bool has(std::string_view key) const;
  /// The subtable `key`, or an empty table if it is absent. Its address is "<this>.<key>".
  TableReader table(std::string_view key) const;
  /// The array of tables `key`, which is empty if it is absent. Each table has the address "<this>.<key>.<name>", where
  /// the name is its `name`, `id`, `concession` or `type`, or its position from 1. Entries of `instrument` have the
  /// address "<this>.<id>" (the default id is the type).
  std::vector<TableReader> tables(std::string_view key) const;
  /// The keys that are written in this table, in alphabetical order.
  std::vector<std::string> keys() const;
  /// For two keys of which a table has one: drops the one that was inherited if a file that extends another, or the
  /// command line, writes the other. Both stay if the same file, or the command line, writes both.
  void keep_later(std::string_view one, std::string_view other) const;
  /// Marks this table as unread on purpose, because its type is unknown and reported or because its arm does not run.
  /// Its keys are then not reported as unknown.
  void leave_unread() const;

  /// Reports a problem at `key` (or at the table itself if `key` is empty or absent).
  void fail(std::string_view key, std::string what, std::string remedy) const;
  Origin origin(std::string_view key = {}) const;
  std::string const& address() const;
  /// Folder of the file that contains `key`. Relative paths start from it.
  std::filesystem::path folder(std::string_view key) const;
  ParameterBook& book() const { return *book_; }
  Node const& node() const { return *node_; }

  /// Reports every key of this table, and of the tables in it, that no reader declared, with a suggestion. It is called
  /// after all readers. A table that no reader opened is reported once, as a whole.
  void report_unknown_keys() const;

 private:
  std::shared_ptr<Node> node_;
  ParameterBook* book_;
};

/// `path=value` from the command line.
struct Override {
  std::string address;
  std::string value;  ///< a value in TOML syntax; a word without quotes is read as text
};

/// Opens a study or world file. Problems go to `book`: a file that is not regular, not UTF-8 or larger than 4 MiB,
/// lines over 4,096 bytes, nesting over 64 levels, numbers that are too large, a `format` other than 1 (a study must
/// have one), circles of `extends`, and overrides of keys that do not exist. A document that cannot be read gives an
/// empty table, in which nothing is reported as missing. `root_address` is "" for a study, "world" for world.toml.
/// Overrides `world.*` except `world.path` and `world.synthetic` are written into world.toml, all others into the
/// study. A value may be annotated:
///   key = { value = 40, range = [20, 60], source = "...", note = "..." }
/// The range narrows the declared range, and the source replaces the declared source. An override changes only the
/// value.
TableReader open_document(std::filesystem::path const& file, std::string_view root_address,
                          std::vector<Override> const& overrides, ParameterBook& book);
/// True if the document of a reader could be read. Otherwise that is the one problem, and nothing is missing.
bool is_readable(TableReader const& reader);
/// Number of entries in each list of tables of an empty document: none, or one without keys, so that the keys of
/// entries are also declared.
enum class Entries { none, one };
/// An empty document, in which every getter returns its default. It is used to list parameters and in tests.
TableReader empty_document(std::string_view root_address, ParameterBook& book, Entries entries = Entries::none);
/// A document from a text, for tests.
TableReader parse_document(std::string_view text, std::string_view file_name, ParameterBook& book,
                           std::vector<Override> const& overrides = {});

/// The files that a document was read from (the study and the files it extends), for the results file.
std::vector<InputFile> input_files(TableReader const& root);

}  // namespace tributer
