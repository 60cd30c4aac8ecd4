#pragma once
// Writes the attributes that every dataset of a results file has by the CF conventions.
#include <string>
#include <string_view>
#include <vector>

#include "tributer/output/results_file.hpp"

namespace tributer {

/// Joins words by spaces. A space within a word is replaced by `blank`.
std::string joined(std::vector<std::string> const& words, char blank);
/// Writes the meaning and the unit ("" = none) of a dataset.
void describe(Hdf5File& file, std::string const& path, std::string_view long_name, std::string_view unit);
/// Writes the meanings of the integers of a dataset, from `first` on.
void set_flags(Hdf5File& file, std::string const& path, std::vector<std::string> const& meanings, int first = 0);
/// Makes a dimension without coordinates.
void make_length(Hdf5File& file, std::string const& path, uint64_t length, DatasetSpec::Growth growth);
/// Returns nullptr if the layout has no such axis.
Axis const* find_axis(Layout const& layout, std::string const& name);

/// Number of rows of a growing table in one chunk of the file.
inline constexpr uint64_t table_chunk = 8192;

}  // namespace tributer
