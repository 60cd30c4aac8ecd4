// Tests the monthly variables that an ensemble keeps for every point: the same bits however its blocks are run, and
// quantiles that follow from the runs.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "../property/small_study.hpp"
#include "tributer/run.hpp"

using namespace small;

namespace {

std::string const names = "\"working_miners\", \"moves/moves\", \"income_quantile\"";

std::string ensemble(std::string const& output) {
  return plane_head(5, 700, 6, 2, 4) + arm("baseline") +
         arm("force",
             {"type = \"enforcement_operation\"\nstart = \"2015-03\"\nmonths = 3\nlargest = 3\nforce = 0.5\n"}) +
         "[output]\nseries = [" + names + "]\n" + output +
         "[output.panel]\nshare = 0.1\nevery_months = 3\n"
         "[design]\npoints = 3\n[[design.vary]]\naddress = \"choice.move_cost\"\nmin = 1\nmax = 2\n";
}

RunEnd run_into(Study& study, fs::path const& out, RunOptions options = {}) {
  EnsembleFolder folder(study, out);
  return run_ensemble(study, folder, options);
}

Study smaller(std::string const& file) {
  return Study(file, {.overrides = {{"design.points", "1"}}, .only_arm = "", .replicates = 2});
}

/// A smaller study in shards, which is then enlarged.
void grow_runs(std::string const& file, fs::path const& out) {
  Study first = smaller(file);
  for (uint32_t const shard : {3u, 1u, 2u}) {
    fs::path const part = out.parent_path() / fmt::format("shard{}", shard);
    RunOptions options;
    options.threads = shard, options.share.shard = shard, options.share.shards = 3;
    run_into(first, part, options);
    copy_blocks({part}, out);
  }
  RunOptions options;
  options.missing = RunOptions::Missing::left;
  REQUIRE(run_into(first, out, options).results);
  int64_t runs = 0;
  options.missing = RunOptions::Missing::run;
  options.progress = [&](Progress const& p) { return runs = p.runs, true; };
  Study larger(first.copy(), {{"random.replicates", "4"}, {"design.points", "3"}});
  REQUIRE(run_into(larger, out, options).results);
  CHECK(runs == 2 * (4 * 4 - 2 * 2));
}

/// Replicates, which need the runs again, and then points, which do not.
void grow_quantiles(std::string const& file, fs::path const& out) {
  Study first = smaller(file);
  REQUIRE(run_into(first, out).results);
  int64_t runs = 0;
  RunOptions options;
  options.progress = [&](Progress const& p) { return runs = p.runs, true; };
  Study replicates(first.copy(), {{"random.replicates", "4"}});
  {
    EnsembleFolder folder(replicates, out);
    auto const warnings = folder.take_warnings();
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], Catch::Contains("all points except point 0 are run again"));
    REQUIRE(run_ensemble(replicates, folder, options).results);
    CHECK(runs == 2 * (2 + 4));
  }
  Study points(first.copy(), {{"random.replicates", "4"}, {"design.points", "3"}});
  REQUIRE(run_into(points, out, options).results);
  CHECK(runs == 2 * 2 * 4);
}

bool same_reals(fs::path const& a, fs::path const& b, std::string const& path) {
  auto const x = Hdf5File(a).read_reals(path), y = Hdf5File(b).read_reals(path);
  return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                    [](double p, double q) { return p == q || (std::isnan(p) && std::isnan(q)); });
}

/// Quantile by linear interpolation between the sorted values.
double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  double const at = share * static_cast<double>(values.size() - 1);
  std::size_t const k = std::min(static_cast<std::size_t>(at), values.size() - 2);
  double const weight = at - static_cast<double>(k);
  return (1 - weight) * values[k] + weight * values[k + 1];
}

}  // namespace

TEST_CASE("Series of points have the same bits by shards and additions, and their quantiles follow from the runs") {
  Folder const folder;
  std::string const file = folder.write("runs.toml", ensemble("")).string(),
                    other = folder.write("quantiles.toml", ensemble("series_as = \"quantiles\"\n")).string();
  fs::path const calm = folder.path() / "calm", grown = folder.path() / "grown", summed = folder.path() / "quantiles";
  Study study(file);
  REQUIRE(run_into(study, calm).results);
  grow_runs(file, grown);
  grow_quantiles(other, summed);
  for (std::string const name :
       {"numerator", "given", "series/working_miners", "series/moves/moves", "series/income_quantile"}) {
    INFO(name);
    CHECK(same_reals(calm / "results.h5", grown / "results.h5", "/points/" + name));
    if (!name.starts_with("series")) CHECK(same_reals(calm / "results.h5", summed / "results.h5", "/points/" + name));
  }
  Hdf5File const runs(calm / "results.h5"), quantiles(summed / "results.h5");
  std::vector<double> const shares = quantiles.read_reals("/points/series/replicate_quantile");
  REQUIRE(shares == std::vector<double>{0.05, 0.25, 0.5, 0.75, 0.95});
  for (std::string const name : {"working_miners", "moves/moves", "income_quantile"}) {
    INFO(name);
    std::string const path = "/points/series/" + name;
    auto const all = runs.read_reals(path), found = quantiles.read_reals(path);
    auto const shape = runs.describe(path).shape;
    REQUIRE(std::vector<uint64_t>(shape.begin(), shape.begin() + 4) == std::vector<uint64_t>{4, 2, 4, 6});
    std::size_t const replicates = shape[2], rest = all.size() / (shape[0] * shape[1] * replicates);
    REQUIRE(found.size() == all.size() / replicates * shares.size());
    std::size_t wrong = 0, differing = 0;
    for (std::size_t outer = 0; outer < shape[0] * shape[1]; ++outer)
      for (std::size_t i = 0; i < rest; ++i) {
        std::vector<double> values;
        for (std::size_t r = 0; r < replicates; ++r) {
          values.push_back(all[(outer * replicates + r) * rest + i]);
          differing += values.back() != all[r * rest + i];
        }
        for (std::size_t q = 0; q < shares.size(); ++q) {
          double const wanted = quantile(values, shares[q]), value = found[(outer * shares.size() + q) * rest + i];
          wrong += !(std::abs(value - wanted) <= 1e-12 * std::max(1.0, std::abs(wanted)));
        }
      }
    CHECK(wrong == 0);
    CHECK(differing > 0);  // points and arms differ
    // Point 0 is the root.
    bool const integers = runs.describe("/" + name).type == Hdf5Type::int64;
    auto const whole = integers ? runs.read_integers("/" + name) : std::vector<int64_t>{};
    auto const own = integers ? std::vector<double>(whole.begin(), whole.end()) : runs.read_reals("/" + name);
    CHECK(own.size() == all.size() / shape[0]);
    CHECK(std::equal(own.begin(), own.end(), all.begin()));
  }
}

TEST_CASE("A name that is no variable cannot have a series") {
  Folder const folder;
  auto const refusal = [&](std::string const& list) -> std::string {
    std::string const text = plane_head(5, 700, 6, 2, 1) + "[output]\nseries = [" + list + "]\n" + "[design]\n" +
                             "points = 1\n[[design.vary]]\naddress = \"choice.move_cost\"\n";
    try {
      Study const study(folder.write("study.toml", text));
    } catch (UserError const& e) {
      return e.what();
    }
    return "";
  };
  CHECK(refusal("\"working_miners\"") == "");
  CHECK_THAT(refusal("\"workin_miners\""), Catch::Contains("study.toml:15") &&
                                               Catch::Contains("there is no variable 'workin_miners'") &&
                                               Catch::Contains("did you mean 'working_miners'?"));
  CHECK_THAT(refusal("\"zzzzzzzz\""), Catch::Contains("`tributer observables` lists all of them"));
  CHECK_THAT(refusal("\"working_miners\", \"working_miners\""),
             Catch::Contains("'working_miners' is in the list twice"));
}
