#pragma once
// What every dataset of a results file says about itself, in the words of CF.
#include <string>
#include <string_view>
#include <vector>

#include "tributer/output/results_file.hpp"

namespace tributer {

/// Words with spaces inside them joined by `blank`, separated by spaces.
std::string joined(std::vector<std::string> const& words, char blank);
/// Meaning and unit ("" = none).
void describe(Hdf5File& file, std::string const& path, std::string_view long_name, std::string_view unit);
/// What the integers of a dataset stand for, counted from `first`.
void set_flags(Hdf5File& file, std::string const& path, std::vector<std::string> const& meanings, int first = 0);
/// A dimension without coordinates.
void make_length(Hdf5File& file, std::string const& path, uint64_t length, DatasetSpec::Growth growth);
/// Null if the layout has no such axis.
Axis const* find_axis(Layout const& layout, std::string const& name);

/// Rows of a growing table gathered in one chunk of the file.
inline constexpr uint64_t table_chunk = 8192;

}  // namespace tributer
