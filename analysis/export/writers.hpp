#pragma once
// The writers of export_results, one for each format.
#include <filesystem>
#include <string>

#include "tributer/analysis/results_reader.hpp"

namespace tributer {

void export_csv(ResultsReader const& results, std::filesystem::path const& folder, std::string const& outcome);
void export_ema(ResultsReader const& results, std::filesystem::path const& file, std::string const& outcome);
void export_salib(ResultsReader const& results, std::filesystem::path const& folder, std::string const& outcome);
void export_arviz(ResultsReader const& results, std::filesystem::path const& file, std::string const& outcome);

}  // namespace tributer
