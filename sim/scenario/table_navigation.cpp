// Finds tables and lists of tables in a document, and reports unknown keys.
#include <fmt/format.h>

#include <algorithm>

#include "reader_node.hpp"
#include "suggestion.hpp"

namespace tributer {
namespace {

constexpr std::size_t most_unknown_keys = 100;

/// Finds the keys of a table, and of the tables in it, that no reader declared.
class UnknownKeys {
 public:
  explicit UnknownKeys(ParameterBook& book) : book_(book), parameters_(book.parameters()) {}

  void search(Value const& table, std::string const& address) {
    if (table.left_unread) return;
    for (auto const& [key, value] : table.members) {
      auto const use = table.known.find(key);
      if (use == table.known.end()) {
        report(table, key, value, address);
      } else if (use->second == Value::Use::tables && value.is_list_of_tables()) {
        std::vector<std::string> const names = entry_names(key, value);
        for (std::size_t i = 0; i < names.size(); ++i) search(value.items[i], entry_address(address, key, names[i]));
      } else if (value.is_table() && (use->second == Value::Use::table || value.is_annotated())) {
        search(value, join_address(address, key));
      }
    }
  }

 private:
  void report(Value const& table, std::string const& key, Value const& value, std::string const& address) {
    if (++found_ > most_unknown_keys) return;
    bool const holds_tables = value.is_table() || value.is_list_of_tables();
    std::vector<std::string> known;
    for (auto const& [word, use] : table.known) known.push_back(word);
    std::string remedy = did_you_mean(key, known, "keys");
    if (closest(key, known).empty()) {
      if (std::string const elsewhere = address_elsewhere(key); !elsewhere.empty())
        remedy = fmt::format("did you mean '{}'?", elsewhere);
    }
    book_.report({value.place.origin(),
                  fmt::format("unknown {} '{}' in {}", holds_tables ? "table" : "key", key,
                              address.empty() ? "the study" : address),
                  std::move(remedy)});
  }

  /// Address of a parameter with this key in another table.
  std::string address_elsewhere(std::string const& key) const {
    auto const at = std::find_if(parameters_.begin(), parameters_.end(),
                                 [&](Parameter const& p) { return p.address.ends_with("." + key); });
    return at == parameters_.end() ? std::string() : at->address;
  }

  ParameterBook& book_;
  std::vector<Parameter> parameters_;
  std::size_t found_ = 0;
};

}  // namespace

TableReader root_reader(std::shared_ptr<Document> document, ParameterBook& book) {
  auto node = std::make_shared<TableReader::Node>();
  node->value = &document->root;
  node->address = document->root_address;
  node->place = document->root.place;
  if (!node->place.source && !document->files.empty()) {
    InputFile const& first = document->files.front();
    node->place.source = std::make_shared<SourceText const>(first.path, first.content, SourceText::Kind::file);
  }
  node->place.line = 0;
  node->document = std::move(document);
  return {std::move(node), book};
}

bool TableReader::has(std::string_view key) const {
  return node_->value != nullptr && node_->value->member(key) != nullptr;
}

TableReader TableReader::table(std::string_view key) const {
  auto child = std::make_shared<Node>(*node_);
  child->address = join_address(node_->address, key);
  child->path = join_address(node_->path, key);
  child->value = nullptr;
  if (node_->value == nullptr) return {std::move(child), *book_};
  node_->value->known.emplace(key, Value::Use::table);
  Value* const found = node_->value->member(key);
  if (found == nullptr) return {std::move(child), *book_};
  child->place = found->place;
  if (found->is_table()) {
    child->value = found;
  } else if (found->kind != Value::Kind::broken) {
    fail(key, fmt::format("'{}' must be a table, but it is {}", child->address, kind_name(found->kind)),
         fmt::format("write [{}] and its keys below", child->address));
  }
  return {std::move(child), *book_};
}

std::vector<TableReader> TableReader::tables(std::string_view key) const {
  std::vector<TableReader> list;
  auto const add = [&](Value* value, std::string const& name) {
    auto child = std::make_shared<Node>(*node_);
    child->value = value;
    child->address = entry_address(node_->address, key, name);
    child->path = join_address(node_->path, key) + "[]";
    if (value != nullptr) child->place = value->place;
    list.emplace_back(std::move(child), *book_);
  };
  if (node_->document->entries == Entries::one) add(nullptr, "NAME");
  if (node_->value == nullptr) return list;
  node_->value->known.emplace(key, Value::Use::tables);
  Value* const found = node_->value->member(key);
  if (found == nullptr || (found->kind == Value::Kind::list && found->items.empty())) return list;
  if (!found->is_list_of_tables()) {
    found->left_unread = true;
    fail(key,
         fmt::format("'{}' must be a list of tables, but it is {}", join_address(node_->address, key),
                     kind_name(found->kind)),
         fmt::format("write [[{}]] with two brackets", key));
    return list;
  }
  std::vector<std::string> const names = entry_names(key, *found);
  for (std::size_t i = 0; i < names.size(); ++i) add(&found->items[i], names[i]);
  return list;
}

std::vector<std::string> TableReader::keys() const {
  std::vector<std::string> list;
  if (node_->value == nullptr) return list;
  for (auto const& [key, value] : node_->value->members) list.push_back(key);
  return list;
}

void TableReader::keep_later(std::string_view one, std::string_view other) const {
  if (!has(one) || !has(other)) return;
  auto const& files = node_->document->files;
  // The command line comes after all files, and a file after those that it extends.
  auto const age = [&](std::string_view key) -> std::size_t {
    Place const& place = node_->value->member(key)->place;
    auto const file = std::find_if(files.begin(), files.end(), [&](InputFile const& candidate) {
      return place.source && candidate.path == place.source->name();
    });
    return file == files.end() ? 0 : 1 + static_cast<std::size_t>(file - files.begin());
  };
  if (age(one) != age(other)) node_->value->members.erase(std::string(age(one) > age(other) ? one : other));
}

void TableReader::leave_unread() const {
  if (node_->value != nullptr) node_->value->left_unread = true;
}

void TableReader::fail(std::string_view key, std::string what, std::string remedy) const {
  book_->report({origin(key), std::move(what), std::move(remedy)});
}

Origin TableReader::origin(std::string_view key) const {
  Value const* const found = node_->value != nullptr && !key.empty() ? node_->value->member(key) : nullptr;
  return found != nullptr ? found->place.origin() : node_->place.origin();
}

std::string const& TableReader::address() const { return node_->address; }

std::filesystem::path TableReader::folder(std::string_view key) const {
  Value const* const found = node_->value != nullptr ? node_->value->member(key) : nullptr;
  Place const& place = found != nullptr ? found->place : node_->place;
  return place.source ? place.source->folder() : std::filesystem::path();
}

void TableReader::report_unknown_keys() const {
  if (node_->value != nullptr && node_->document->readable) UnknownKeys(*book_).search(*node_->value, node_->address);
}

std::vector<InputFile> input_files(TableReader const& root) { return root.node().document->files; }

bool is_readable(TableReader const& reader) { return reader.node().document->readable; }

bool reports_missing(TableReader const& reader) {
  return is_readable(reader) && !reader.node().document->lists_defaults;
}

}  // namespace tributer
