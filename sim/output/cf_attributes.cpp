#include "cf_attributes.hpp"

#include <algorithm>
#include <numeric>

namespace tributer {

std::string joined(std::vector<std::string> const& words, char blank) {
  std::string text;
  for (std::string word : words) {
    std::replace(word.begin(), word.end(), ' ', blank);
    text += (text.empty() ? "" : " ") + word;
  }
  return text;
}

void describe(Hdf5File& file, std::string const& path, std::string_view long_name, std::string_view unit) {
  file.set_attribute(path, "long_name", long_name);
  if (!unit.empty()) file.set_attribute(path, "units", unit);
}

void set_flags(Hdf5File& file, std::string const& path, std::vector<std::string> const& meanings, int first) {
  std::vector<int32_t> values(meanings.size());
  std::iota(values.begin(), values.end(), first);
  file.set_attribute(path, "flag_values", values);
  file.set_attribute(path, "flag_meanings", joined(meanings, '_'));
}

void make_length(Hdf5File& file, std::string const& path, uint64_t length, DatasetSpec::Growth growth) {
  std::vector<uint64_t> chunk;
  if (growth == DatasetSpec::Growth::growing) chunk = {table_chunk};
  file.create_dataset({path, Hdf5Type::int8, {length}, chunk, growth});
  file.make_dimension(path, Hdf5File::Scale::length_only);
}

Axis const* find_axis(Layout const& layout, std::string const& name) {
  auto const found =
      std::find_if(layout.axes.begin(), layout.axes.end(), [&](Axis const& axis) { return axis.name == name; });
  return found == layout.axes.end() ? nullptr : &*found;
}

}  // namespace tributer
