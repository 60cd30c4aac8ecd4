#include "tributer/analysis/export.hpp"

#include "writers.hpp"

namespace tributer {

void export_results(ResultsReader const& results, ExportFormat format, std::filesystem::path const& out,
                    std::string const& outcome) {
  switch (format) {
    case ExportFormat::csv:
      return export_csv(results, out, outcome);
    case ExportFormat::ema:
      return export_ema(results, out, outcome);
    case ExportFormat::salib:
      return export_salib(results, out, outcome);
    case ExportFormat::arviz:
      return export_arviz(results, out, outcome);
  }
}

}  // namespace tributer
