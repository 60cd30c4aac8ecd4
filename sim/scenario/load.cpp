// Reads files into documents: checks the format, follows `extends`, and applies overrides.
#include <fmt/format.h>

#include <algorithm>

#include "document.hpp"
#include "reader_node.hpp"

namespace tributer {
namespace {

constexpr std::uintmax_t largest_study = 4u << 20;
constexpr std::size_t longest_chain = 16;

enum class FormatLine { required, optional };

/// Takes `format` out of the tree and checks it.
void take_format(Value& root, SourcePointer const& source, FormatLine rule, ParameterBook& book) {
  auto const at = root.members.find("format");
  if (at == root.members.end()) {
    if (rule == FormatLine::required) {
      book.report({source->origin(1), "the key 'format' is missing", "write `format = 1` as the first line"});
    }
    return;
  }
  Value const format = std::move(at->second);
  root.members.erase(at);
  bool const whole = format.kind == Value::Kind::integer;
  if (whole && format.integer == newest_format) return;
  if (whole && format.integer > newest_format) {
    book.report({format.place.origin(),
                 fmt::format("the file has format {}, but this program reads format {}", format.integer, newest_format),
                 "use a newer version of tributer"});
  } else if (format.kind != Value::Kind::broken) {
    book.report({format.place.origin(), "'format' must be 1", "write `format = 1`"});
  }
}

/// Reads a file and all files that it extends. Their values are merged, so that the extending file counts.
class ChainLoader {
 public:
  ChainLoader(Document& document, ParameterBook& book) : document_(document), book_(book) {}

  std::optional<Value> load(std::filesystem::path const& file, Origin const& asked_for_at, FormatLine rule) {
    std::error_code error;
    auto const identity = std::filesystem::weakly_canonical(file, error);
    if (std::find(chain_.begin(), chain_.end(), identity) != chain_.end()) {
      return refuse(asked_for_at, fmt::format("'{}' extends itself", file.string()),
                    "remove one `extends` from the circle");
    }
    if (chain_.size() >= longest_chain) {
      return refuse(asked_for_at, fmt::format("more than {} files extend one another in a chain", longest_chain),
                    "merge some of them");
    }
    SourcePointer const source = read_source(file, largest_study, asked_for_at, book_);
    if (!source) return std::nullopt;
    chain_.push_back(identity);
    document_.files.push_back({source->name(), source->content()});
    return extend(source, rule);
  }

  std::optional<Value> extend(SourcePointer const& source, FormatLine rule) {
    std::optional<Value> own = parse_toml(source, book_);
    if (!own) return std::nullopt;
    take_format(*own, source, rule, book_);
    auto const at = own->members.find("extends");
    if (at == own->members.end()) return own;
    Value const base_name = std::move(at->second);
    own->members.erase(at);
    if (base_name.kind != Value::Kind::text) {
      return refuse(base_name.place.origin(), "'extends' must be the name of a file, as text",
                    "write extends = \"base.toml\"");
    }
    auto const base_file = (source->folder() / base_name.text).lexically_normal();
    std::optional<Value> base = load(base_file, base_name.place.origin(), FormatLine::optional);
    if (!base) return std::nullopt;
    merge(*base, std::move(*own));
    return base;
  }

 private:
  std::nullopt_t refuse(Origin where, std::string what, std::string remedy) {
    book_.report({std::move(where), std::move(what), std::move(remedy)});
    return std::nullopt;
  }

  Document& document_;
  ParameterBook& book_;
  std::vector<std::filesystem::path> chain_;
};

/// True if the override belongs to this document. The keys of [world] of a study are in the study; all other addresses
/// below `world` are in world.toml.
bool belongs_to(std::string_view root_address, std::string_view address) {
  bool in_study = !address.starts_with("world.");
  for (std::string_view const key : {"world.path", "world.weight", "world.coarse", "world.synthetic"})
    in_study = in_study || address == key || (address.starts_with(key) && address[key.size()] == '.');
  return in_study == root_address.empty();
}

TableReader finish(std::shared_ptr<Document> document, std::optional<Value> root,
                   std::vector<Override> const& overrides, ParameterBook& book) {
  document->readable = root.has_value();
  if (root) document->root = std::move(*root);
  for (Override const& change : overrides) {
    if (document->readable && belongs_to(document->root_address, change.address))
      apply_override(*document, change, book);
  }
  return root_reader(std::move(document), book);
}

std::shared_ptr<Document> new_document(std::string_view root_address) {
  auto document = std::make_shared<Document>();
  document->root_address = root_address;
  return document;
}

}  // namespace

TableReader open_document(std::filesystem::path const& file, std::string_view root_address,
                          std::vector<Override> const& overrides, Origin const& asked_for_at, ParameterBook& book) {
  auto document = new_document(root_address);
  FormatLine const rule = root_address.empty() ? FormatLine::required : FormatLine::optional;
  auto root = ChainLoader(*document, book).load(file, asked_for_at, rule);
  return finish(std::move(document), std::move(root), overrides, book);
}

TableReader open_document(std::filesystem::path const& file, std::string_view root_address,
                          std::vector<Override> const& overrides, ParameterBook& book) {
  return open_document(file, root_address, overrides, Origin{}, book);
}

TableReader empty_document(std::string_view root_address, ParameterBook& book, Entries entries) {
  auto document = new_document(root_address);
  document->lists_defaults = true;
  document->entries = entries;
  return finish(std::move(document), Value{}, {}, book);
}

TableReader document_of_overrides(std::string_view root_address, std::vector<Override> const& overrides,
                                  ParameterBook& book) {
  return finish(new_document(root_address), Value{}, overrides, book);
}

TableReader parse_document(std::string_view text, std::string_view file_name, ParameterBook& book,
                           std::vector<Override> const& overrides) {
  auto document = new_document("");
  auto const source =
      std::make_shared<SourceText const>(std::string(file_name), std::string(text), SourceText::Kind::file);
  document->files.push_back({source->name(), source->content()});
  auto root = ChainLoader(*document, book).extend(source, FormatLine::optional);
  return finish(std::move(document), std::move(root), overrides, book);
}

}  // namespace tributer
