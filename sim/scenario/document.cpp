#include "document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tributer {

bool Value::is_list_of_tables() const {
  return kind == Kind::list && !items.empty() &&
         std::all_of(items.begin(), items.end(), [](Value const& item) { return item.is_table(); });
}

Value* Value::member(std::string_view key) {
  auto const at = members.find(key);
  return at == members.end() ? nullptr : &at->second;
}

std::string_view kind_name(Value::Kind kind) {
  switch (kind) {
    case Value::Kind::flag:
      return "true or false";
    case Value::Kind::integer:
      return "a whole number";
    case Value::Kind::real:
      return "a number";
    case Value::Kind::text:
      return "a text";
    case Value::Kind::moment:
      return "a date or time";
    case Value::Kind::list:
      return "a list";
    case Value::Kind::table:
      return "a table";
    case Value::Kind::broken:
      return "an unreadable value";
  }
  return "a value";
}

namespace {

std::string name_of(std::string_view key, Value const& entry) {
  static std::vector<std::string_view> const general{"name", "id", "concession", "type"};
  static std::vector<std::string_view> const instrument{"id", "type"};
  for (std::string_view const by : key == "instrument" ? instrument : general) {
    auto const at = entry.members.find(by);
    if (at != entry.members.end() && at->second.kind == Value::Kind::text) return at->second.text;
  }
  return {};
}

/// True for lists of tables whose entries are merged by name. Other lists are replaced.
bool merges_by_name(std::string_view key) { return key == "arm" || key == "instrument"; }

void merge_entries(std::string_view key, Value& base, Value later) {
  for (Value& entry : later.items) {
    std::string const name = name_of(key, entry);
    auto const same = std::find_if(base.items.begin(), base.items.end(), [&](Value const& candidate) {
      return !name.empty() && name_of(key, candidate) == name;
    });
    if (same == base.items.end()) {
      base.items.push_back(std::move(entry));
    } else {
      merge(*same, std::move(entry));
    }
  }
}

}  // namespace

std::vector<std::string> entry_names(std::string_view key, Value const& list) {
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (Value const& entry : list.items) {
    std::string name = name_of(key, entry);
    std::string const position = std::to_string(names.size() + 1);
    if (name.empty()) name = position;
    while (taken.contains(name)) name += "_" + position;
    taken.insert(name);
    names.push_back(std::move(name));
  }
  return names;
}

std::string join_address(std::string const& parent, std::string_view key) {
  return parent.empty() ? std::string(key) : fmt::format("{}.{}", parent, key);
}

std::string entry_address(std::string const& parent, std::string_view key, std::string const& name) {
  return join_address(key == "instrument" ? parent : join_address(parent, key), name);
}

void merge(Value& base, Value later) {
  if (!base.is_table() || !later.is_table()) {
    base = std::move(later);
    return;
  }
  base.place = later.place;
  for (auto& [key, value] : later.members) {
    Value* const old = base.member(key);
    if (old == nullptr) {
      base.members.emplace(key, std::move(value));
    } else if (merges_by_name(key) && old->is_list_of_tables() && value.is_list_of_tables()) {
      merge_entries(key, *old, std::move(value));
    } else {
      merge(*old, std::move(value));
    }
  }
}

}  // namespace tributer
