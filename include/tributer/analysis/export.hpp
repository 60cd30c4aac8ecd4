#pragma once
// Writes the results of an ensemble in the formats of other tools. docs/formats.md describes what is written.
#include <cstdint>
#include <filesystem>
#include <string>

#include "tributer/analysis/results_reader.hpp"

namespace tributer {

enum class ExportFormat : uint8_t {
  csv,    ///< a folder of tables: points.csv, outcomes.csv and definitions.csv
  ema,    ///< an archive that ema_workbench.load_results opens
  salib,  ///< a folder with problem.json and points.csv, in the order that SALib.analyze.sobol expects
  arviz,  ///< a netCDF file that arviz.from_netcdf opens
};

/// Writes `out`, a file or a folder, with the outcomes whose name or label contains `outcome`; with those that are
/// always shown if it is empty. Throws a UserError if the results do not suit the format, and a FileError if `out`
/// cannot be written; older files are then as they were.
void export_results(ResultsReader const& results, ExportFormat format, std::filesystem::path const& out,
                    std::string const& outcome = "");

}  // namespace tributer
