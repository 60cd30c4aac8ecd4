// ArviZ's InferenceData as netCDF-4. The points are draws of the parameters before anything was observed, so that they
// are the group `prior`, and the outcomes are draws of `prior_predictive`. There is one chain, because points do not
// follow from one another; replicates are an axis of their own, because all points share their luck.
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

#include "point_estimates.hpp"
#include "tributer/analysis/comparison.hpp"
#include "writers.hpp"

namespace tributer {
namespace {

/// Points that are read at a time.
constexpr std::size_t points_at_once = 256;

class InferenceFile {
 public:
  InferenceFile(ResultsReader const& results, NewFile& file, std::string const& outcome)
      : results_(results),
        file_(file),
        n_(results.points() - 1),
        created_(fmt::format("{:%Y-%m-%dT%H:%M:%S+00:00}", fmt::gmtime(std::chrono::system_clock::now()))) {
    file_.set_attribute("/", "title", results.text("title"));
    write_prior();
    write_predictive(outcome);
    file_.close();
  }

 private:
  void begin_group(std::string const& group) {
    file_.create_group(group);
    file_.set_attribute(group, "created_at", created_);
    file_.set_attribute(group, "inference_library", "tributer");
    file_.set_attribute(group, "inference_library_version", results_.text("program_version"));
    numbers(group + "/chain", 1, 0);
    numbers(group + "/draw", n_, 1);  // the number of the point
  }
  void numbers(std::string const& path, std::size_t n, int32_t first) {
    std::vector<int32_t> values(n);
    std::iota(values.begin(), values.end(), first);
    file_.create_dataset({path, Hdf5Type::int32, {n}, {}});
    file_.write(path, {{0}, {n}}, values);
    file_.make_dimension(path, Hdf5File::Scale::coordinate);
  }
  void describe(std::string const& path, std::string const& about, std::string const& unit,
                std::vector<std::string> const& dimensions) {
    file_.set_attribute(path, "long_name", about);
    if (!unit.empty()) file_.set_attribute(path, "units", unit);
    file_.set_dimensions(path, dimensions);
  }

  void write_prior() {
    PointSettings const settings = results_.settings();
    begin_group("/prior");
    file_.set_attribute("/prior", "design", settings.kind);
    auto const parameters = results_.parameters();
    for (std::size_t k = 0; k < settings.addresses.size(); ++k) {
      std::string const& address = settings.addresses[k];
      std::string const path = "/prior/" + address;
      bool const numeric = is_numeric(settings, k);
      file_.create_dataset({path, numeric ? Hdf5Type::real : Hdf5Type::text, {1, n_}, {}});
      std::vector<std::string> texts;
      std::vector<double> values;
      for (std::size_t point = 1; point <= n_; ++point) {
        texts.push_back(settings.values[point][k]);
        values.push_back(number_of_text(texts.back()));
      }
      if (numeric)
        file_.write(path, {{0, 0}, {1, n_}}, values);
      else
        file_.write(path, texts);
      auto const row = std::find_if(parameters.begin(), parameters.end(),
                                    [&](ParameterRow const& p) { return p.address == address; });
      bool const known = row != parameters.end();
      describe(path, known ? row->about : address, known ? row->unit : "", {"/prior/chain", "/prior/draw"});
    }
  }

  void write_predictive(std::string const& outcome) {
    std::string const group = "/prior_predictive/";
    begin_group("/prior_predictive");
    file_.create_dataset({group + "arm", Hdf5Type::text, {results_.arms().size()}, {}});
    file_.write(group + "arm", results_.arms());
    file_.make_dimension(group + "arm", Hdf5File::Scale::coordinate);
    numbers(group + "replicate", results_.replicates(), 0);
    OutcomeTable const table = results_.outcomes();
    auto const chosen = chosen_outcomes(table.outcomes, outcome);
    uint64_t const arms = results_.arms().size(), replicates = results_.replicates(), each = arms * replicates;
    std::vector<std::string> paths;
    for (std::size_t const k : chosen) {
      Outcome const& o = table.outcomes[k];
      std::string name = o.name;
      std::replace(name.begin(), name.end(), '/', '.');  // a slash would be a group
      paths.push_back(group + name);
      file_.create_dataset({paths.back(), Hdf5Type::real, {1, n_, arms, replicates}, {}});
      describe(paths.back(), o.label, o.unit, {group + "chain", group + "draw", group + "arm", group + "replicate"});
    }
    uint64_t const n_outcomes = table.outcomes.size();
    for (uint64_t from = 0; from < n_; from += points_at_once) {
      uint64_t const count = std::min<uint64_t>(points_at_once, n_ - from);
      auto const values =
          results_.file().read_reals("/points/value", {{from + 1, 0, 0, 0}, {count, n_outcomes, arms, replicates}});
      std::vector<double> part(count * each);
      for (std::size_t i = 0; i < chosen.size(); ++i) {
        for (uint64_t point = 0; point < count; ++point)
          std::copy_n(values.begin() + static_cast<std::ptrdiff_t>((point * n_outcomes + chosen[i]) * each), each,
                      part.begin() + static_cast<std::ptrdiff_t>(point * each));
        file_.write(paths[i], {{0, from, 0, 0}, {1, count, arms, replicates}}, part);
      }
    }
  }

  ResultsReader const& results_;
  Hdf5File file_;
  uint64_t n_;
  std::string created_;
};

}  // namespace

void export_arviz(ResultsReader const& results, std::filesystem::path const& file, std::string const& outcome) {
  require_points(results, "ArviZ");
  std::string const kind = results.settings().kind;
  if (kind == "grid" || kind == "saltelli")
    refuse_results(results, fmt::format("the points of a design of the kind {} are no draws of a prior", kind),
                   "write kind = \"random\", \"latin_hypercube\" or \"sobol\" in [design] and run the study");
  chosen_outcomes(results.outcomes().outcomes, outcome);
  NewFile out(file, hdf5_signature);
  InferenceFile(results, out, outcome);
  out.keep();
}

}  // namespace tributer
