// Tests that sums of money stay exact at the largest values that a study may declare, and that prices and reserves stay
// within their bounds. A sum that overflows, or that is below zero although it cannot be, is a Bug that stops the run.
// Seeds are fixed, so false alarms cannot happen.
#include <catch2/catch.hpp>
#include <limits>

#include "parameter_studies.hpp"
#include "tributer/core/money.hpp"
#include "tributer/run/possible.hpp"

using namespace small;

namespace {

/// Runs a study to its end; what is wrong with its money, or nothing.
std::string fault_of(std::string const& study, std::vector<Override> const& overrides) {
  Folder const folder;
  write_world(folder);
  folder.write("gold.csv", price_path());
  Opened const open = open_file(folder.write("study.toml", study), overrides);
  try {
    for (RunRecord const& record : run_all(*open.model))
      if (record.ledger_residual_cents != 0) return "the books do not close";
  } catch (Bug const& bug) {
    return bug.what();
  }
  return "";
}

/// The sums of dollars of an instrument, each at its largest value.
std::vector<Override> largest_sums(std::string const& study, std::string const& address) {
  Folder const folder;
  write_world(folder);
  folder.write("gold.csv", price_path());
  Opened const open = open_file(folder.write("study.toml", study));
  std::vector<Override> out;
  for (Parameter const& p : open.book->parameters())
    if (p.address.starts_with(address) && p.unit.starts_with("USD") && p.type == "real")
      out.push_back({p.address, fmt::format("{}", p.max)});
  return out;
}

std::vector<int64_t> recorded(Model const& model, std::string const& variable, RunRecord const& record) {
  Layout const layout = make_layout(model);
  for (std::size_t v = 0; v < layout.variables.size(); ++v)
    if (path_of(layout.variables[v]) == variable) return record.variables[v].integers;
  throw Bug("there is no variable " + variable);
}

}  // namespace

TEST_CASE("The books close with every sum of an instrument at its largest value", "[bounds]") {
  for (auto const& [id, unused] : finance) {
    std::string const study = only(id);
    auto const sums = largest_sums(study, "arm.acted." + id + ".");
    INFO(id);
    CHECK(fault_of(study, sums) == "");
    for (Override const& sum : sums) {
      INFO(sum.address << " = " << sum.value);
      CHECK(fault_of(study, {sum}) == "");
    }
  }
}

TEST_CASE("Instruments take a price no further than its bounds", "[bounds]") {
  for (auto const& [price, share] : {std::pair(1000.0, 5.0), {0.001, -0.9}}) {
    std::string const shock = fmt::format("type = \"gold_price_shock\"\nstart = \"2015-02\"\nshare = {}\nid = ", share);
    Opened const open =
        open_text(plane_head(5, 600, 4, 1, 1) + arm("shock", {shock + "\"one\"\n", shock + "\"two\"\n"}),
                  {{"gold_price.constant_usd_per_gram", fmt::format("{}", price)}});
    SerialExecutor const serial;
    Simulation run = branch(*open.model, settled(*open.model, serial), 0, serial);
    for (int month = 0; month < 4; ++month) {
      run.step();
      CHECK(run.world().price_usd_per_gram[0] == price);
    }
  }
}

TEST_CASE("No more gold is mined than was in the ground or was discovered", "[bounds]") {
  Opened const open = open_text(plane_head(3, 60, 420, 1, 1) + arm("baseline"));
  std::vector<int64_t> const left = recorded(*open.model, "reserve_mg", run_all(*open.model).front());
  int64_t const least = *std::min_element(left.begin(), left.end());
  CHECK(least >= 0);
  CHECK(least < *std::max_element(left.begin(), left.end()) / 100);  // a reserve ran out
}

TEST_CASE("Ground is not offered where nobody can come from", "[bounds]") {
  std::string const moved = plane_head(1, 500, 4, 1, 1) +
                            arm("moved", {"type = \"relocation\"\nstart = \"2015-02\"\nto = \"0\"\nplots = 100\n"
                                          "budget_usd = 1000\n"});
  CHECK_THROWS_WITH(open_text(moved), Catch::Contains("no eligible concession is connected with it"));
}

TEST_CASE("A sum that cannot be counted, or that cannot be below zero, stops the run", "[bounds]") {
  double const nothing = std::numeric_limits<double>::quiet_NaN();
  for (double const amount : {nothing, 1e19, -1e19}) CHECK_THROWS_AS(whole(amount), Bug);
  CHECK(proportion(60'000'000'000, 3'000'000'000, 6'000'000'000) == 30'000'000'000);
  Opened const open = open_text(plane_head(5, 600, 4, 1, 1) + arm("baseline"));
  SerialExecutor const serial;
  World world = settled(*open.model, serial).world();
  CHECK_NOTHROW(require_possible(world));
  world.concessions.reserve_mg[2] = -1;
  CHECK_THROWS_WITH(require_possible(world), Catch::Contains("reserve_mg of row 2 is -1"));
}
