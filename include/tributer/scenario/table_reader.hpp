#pragma once
// Typed, checked, declared-once reading of study and world files.
//
// One call with key, default, unit, range and source does everything: it parses, checks the range,
// remembers that the key exists (so that unknown keys are found, with a suggestion), keeps the
// resolved value for the results file and for `tributer parameters`, and gives the address used by
// `--set` and sweeps. The same calls on an empty document list what exists.
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

/// What a declared number means. `source` is a row of docs/evidence.md ("P-2"), "calibrated", or
/// "assumed: reason".
struct Spec {
  std::string_view unit;
  double min;
  double max;
  std::string_view source;
  std::string_view about;
};

/// The words that a key may hold; any text if there are none.
struct Words {
  Words() = default;
  Words(std::vector<std::string> words) : list(std::move(words)) {}
  Words(std::initializer_list<std::string> words) : list(words) {}
  /// Words that each study defines for itself, such as the names of its countries.
  static Words named_in_study(std::vector<std::string> words) {
    Words out(std::move(words));
    out.fixed = false;
    return out;
  }

  std::vector<std::string> list;
  bool fixed = true;  ///< the same in every study
};

/// One declared parameter as read: the row of `tributer parameters` and of /parameters.
struct Parameter {
  std::string address;  ///< "choice.reconsider_per_month", "arm.raids.patrol.force"
  std::string type;     ///< real, integer, flag, word, text, month, reals, words
  std::string unit;
  double min = 0, max = 0;
  std::string fallback;  ///< default as text ("" = required)
  std::string value;     ///< resolved, as text
  std::string source;
  std::string about;
  bool from_default = true;
  bool required = false;  ///< there is no default
  Words words{};          ///< that a word, or each of a list of words, is taken from
  enum class File : uint8_t { study, world };
  File file = File::study;  ///< the study, or world.toml
  /// Where the key stands in that file: "output.panel.share", "arm[].instrument[].type".
  std::string path{};
  Origin origin{};
};

class Document;  // merged TOML: extends, overrides, origins

/// Collects what was declared, what was read and what was wrong, over all tables of one study.
class ParameterBook {
 public:
  ParameterBook();
  ~ParameterBook();
  ParameterBook(ParameterBook const&) = delete;
  ParameterBook& operator=(ParameterBook const&) = delete;

  /// The same problem is kept once.
  void report(Problem problem);
  /// Declares a parameter (the first declaration of an address wins; a later one with another type,
  /// unit, range or default is a Bug).
  void declare(Parameter parameter);
  std::vector<Parameter> parameters() const;  ///< in order of declaration
  std::vector<Problem> const& problems() const;
  bool has_problems() const { return !problems().empty(); }
  /// Throws all problems together, file by file and line by line, if any.
  void throw_if_any() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A view of one table of a document. Cheap to copy; the document and book must outlive it.
/// Every getter returns the default after reporting a problem, so that reading goes on and all
/// problems are found. A key without a default is required: where it is missing, a problem is
/// reported and a value inside the range is returned. A default outside its own range is a Bug.
/// Order of calls: open or read_study, all readers, report_unknown_keys on each root, throw_if_any.
class TableReader {
 public:
  struct Node;  // opaque: a table of the document with its address
  TableReader(std::shared_ptr<Node> node, ParameterBook& book);

  double real(std::string_view key, std::optional<double> fallback, Spec const& spec) const;
  int64_t integer(std::string_view key, std::optional<int64_t> fallback, Spec const& spec) const;
  bool flag(std::string_view key, std::optional<bool> fallback, std::string_view source, std::string_view about) const;
  /// One of `allowed`.
  std::string word(std::string_view key, std::optional<std::string> fallback, Words const& allowed,
                   std::string_view source, std::string_view about) const;
  /// A member of an enumeration, by its label: one of `allowed`, or any if none is given.
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
  /// Each one of `allowed` (any text if `allowed` is empty).
  std::vector<std::string> words(std::string_view key, std::optional<std::vector<std::string>> fallback,
                                 Words const& allowed, std::string_view about) const;

  bool has(std::string_view key) const;
  /// The subtable `key` (an empty one if absent); address "<this>.<key>".
  TableReader table(std::string_view key) const;
  /// The array of tables `key`, each addressed "<this>.<key>.<name>", name = its `name`, `id`,
  /// `concession` or `type`, else its position from 1. Entries of `instrument` are addressed
  /// "<this>.<id>" (default id: the type). Absent = empty.
  std::vector<TableReader> tables(std::string_view key) const;
  /// The keys that are written in this table, in order of the alphabet.
  std::vector<std::string> keys() const;
  /// This table is left unread on purpose (its type is unknown and reported, its arm does not run):
  /// its keys are not reported as unknown.
  void leave_unread() const;

  /// Reports a problem at `key` (or at the table itself if `key` is empty or absent).
  void fail(std::string_view key, std::string what, std::string remedy) const;
  Origin origin(std::string_view key = {}) const;
  std::string const& address() const;
  /// Folder of the file that holds `key`: relative paths are relative to it.
  std::filesystem::path folder(std::string_view key) const;
  ParameterBook& book() const { return *book_; }
  Node const& node() const { return *node_; }

  /// After all readers are done: reports every key of this table and of those in it that nobody
  /// declared, with a suggestion. A table that nobody opened is reported once, as a whole.
  void report_unknown_keys() const;

 private:
  std::shared_ptr<Node> node_;
  ParameterBook* book_;
};

/// `path=value` from the command line.
struct Override {
  std::string address;
  std::string value;  ///< TOML syntax of a value; a bare word is taken as text
};

/// Opens a study or world file. Problems go to `book`: not a regular UTF-8 file of at most 4 MiB,
/// lines over 4,096 bytes, nesting over 64, numbers that do not fit, `format` (required of a study)
/// other than 1, circles of `extends`, overrides of what does not exist. An unreadable document gives
/// an empty table, in which nothing is reported as missing.
/// `root_address` is "" for a study, "world" for world.toml. Overrides `world.*` except `world.path`
/// and `world.synthetic` are written into world.toml, all others into the study.
/// A value may be annotated:
///   key = { value = 40, range = [20, 60], source = "...", note = "..." }
/// The range narrows the declared one, the source replaces it; an override changes only the value.
TableReader open_document(std::filesystem::path const& file, std::string_view root_address,
                          std::vector<Override> const& overrides, ParameterBook& book);
/// How many entries each list of tables of an empty document has: none, or one without keys, so that the keys of
/// entries are declared too.
enum class Entries { none, one };
/// An empty document: every getter returns its default. For listing parameters and for tests.
TableReader empty_document(std::string_view root_address, ParameterBook& book, Entries entries = Entries::none);
/// A document from text (tests).
TableReader parse_document(std::string_view text, std::string_view file_name, ParameterBook& book,
                           std::vector<Override> const& overrides = {});

/// The files a document was read from (study, what it extends), for the results file.
std::vector<InputFile> input_files(TableReader const& root);

}  // namespace tributer
