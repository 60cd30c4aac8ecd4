// Tests that every declared parameter changes some outcome, and that an instrument of strength 0 changes none.
// Seeds are fixed and numbers are compared bit for bit, so false alarms cannot happen.
#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <mutex>
#include <set>
#include <thread>

#include "parameter_studies.hpp"

using namespace small;

namespace {

/// All parameters that `tributer parameters` lists, and those of entries that exist only if a study writes them.
std::vector<Parameter> declared() {
  ParameterBook book;
  Registry const registry = built_in_registry();
  auto const model = build_model(registry, default_study(book));
  std::vector<Parameter> all = book.parameters();
  std::set<std::string> types;
  for (auto const& [id, keys] : finance) types.insert(keys.substr(8, keys.find('\n') - 9));
  auto const add = [&](std::string const& study, std::string const& address) {
    ParameterBook own;
    Folder const folder;
    write_world(folder);
    folder.write("gold.csv", price_path());
    build_model(registry, read_study(folder.write("study.toml", study), {}, own));
    own.throw_if_any();
    for (Parameter const& p : own.parameters())
      if (p.address.starts_with(address)) all.push_back(p);
  };
  for (auto const& [id, unused] : finance) add(only(id), "arm.acted." + id + ".");
  for (auto const& [type, unused] : registry.instruments())
    if (!types.contains(type)) add(everything, "arm.acted." + type + ".");
  add(only("royalty"), "mineral.");
  for (char const* address : {"world.lsm.c3.jobs", "world.lsm.c3.wage_usd_per_month", "world.tenure.c3"}) {
    Parameter entry;
    entry.address = address;
    all.push_back(entry);
  }
  return all;
}

std::vector<RunRecord> outcome(std::string const& study, std::vector<Override> const& overrides) {
  Folder const folder;
  write_world(folder);
  folder.write("gold.csv", price_path());
  Opened const open = open_file(folder.write("study.toml", study), overrides);
  return run_all(*open.model);
}

bool same_panel(PanelRow const& a, PanelRow const& b) {
  return a.person == b.person && a.month == b.month && a.livelihood == b.livelihood && a.income_cents == b.income_cents;
}

bool same_outcome(std::vector<RunRecord> const& a, std::vector<RunRecord> const& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t r = 0; r < a.size(); ++r) {
    for (std::size_t v = 0; v < a[r].variables.size(); ++v) {
      if (a[r].variables[v].integers != b[r].variables[v].integers) return false;
      if (a[r].variables[v].reals != b[r].variables[v].reals) return false;
    }
    if (!std::equal(a[r].panel.begin(), a[r].panel.end(), b[r].panel.begin(), b[r].panel.end(), same_panel))
      return false;
  }
  return true;
}

bool changes_something(std::string const& address, Show const& show) {
  auto const at = [&](std::string const& value) {
    std::vector<Override> overrides = show.also;
    overrides.push_back({address, value});
    return outcome(show.study, overrides);
  };
  return !same_outcome(at(show.low), at(show.high));
}

/// Keys that only name an entry, and the key for the only rank that may take part.
bool names_things(std::string const& address) {
  return address.ends_with(".id") || address.ends_with(".type") || address.ends_with(".name") ||
         address.ends_with(".eligible.rank");
}

bool is_declared(std::vector<Parameter> const& all, std::string const& address) {
  return std::any_of(all.begin(), all.end(), [&](Parameter const& p) { return p.address == address; });
}

/// The ends of keys that all instruments of finance share, and of keys with words.
std::map<std::string, std::pair<std::string, std::string>> const ends_of_key{
    {"start", {"\"2015-02\"", "\"2015-10\""}},
    {"months", {"3", "20"}},
    {"eligible.tenure", {"[\"open\"]", "[\"lsm\", \"protected\"]"}},
    {"eligible.territory", {"[\"North\"]", "[\"South\"]"}},
    {"eligible.mineral", {"[\"gold\"]", "[\"tin\"]"}},
    {"eligible.country", {"[\"rest\"]", "[\"south\"]"}},
    {"eligible.concession", {"[\"c0\"]", "[\"c1\", \"c6\"]"}},
    {"eligible.largest", {"1", "0"}},
    {"eligible.sex", {"\"men\"", "\"women\""}},
    {"purposes", {"[\"licence\"]", "[\"equipment\", \"working_capital\"]"}},
    {"revolving", {"false", "true"}},
    {"paid_in", {"\"called\"", "\"at_once\""}},
    {"acts_on", {"[\"rate\"]", "[\"cutoff\", \"deposit\"]"}},
    {"concession", {"\"c1\"", "\"c2\""}},
    {"to", {"\"c1\"", "\"c5\""}},
};

Show show_of(Parameter const& p) {
  auto const found = shows.find(p.address);
  Show show = found == shows.end() ? Show{} : found->second;
  std::string const acted = "arm.acted.", group = p.address.substr(0, p.address.find('.'));
  if (p.address.starts_with(acted)) {
    std::string const rest = p.address.substr(acted.size()), id = rest.substr(0, rest.find('.')),
                      key = rest.substr(id.size() + 1);
    if (finance.contains(id)) {
      if (show.study == everything) show.study = only(id);
      if (auto const ends = ends_of_key.find(key); ends != ends_of_key.end() && show.low.empty())
        show.low = ends->second.first, show.high = ends->second.second;
    }
  } else if (std::set<std::string>{"operations", "traders", "licence", "formality", "bank", "credit"}.contains(group)) {
    if (show.study == everything) show.study = supported;
  } else if (group == "lsm" || group == "trust") {
    if (show.study == everything) show.study = mined;
  }
  auto const end = [&](double x) {
    return p.type == "integer" ? fmt::format("{}", whole(x)) : fmt::format("{:.12g}", x);
  };
  if (show.low.empty()) show.low = end(p.min), show.high = end(p.max);
  return show;
}

}  // namespace

TEST_CASE("Every declared parameter changes some outcome between the ends of its range") {
  std::vector<Parameter> const all = declared();
  REQUIRE(all.size() > 100);
  for (auto const& [address, unused] : shows) REQUIRE(is_declared(all, address));
  for (auto const& [address, unused] : exempt) REQUIRE(is_declared(all, address));
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::set<std::string> dead, broken;
  auto const work = [&] {
    for (std::size_t i = next++; i < all.size(); i = next++) {
      Parameter const& p = all[i];
      if (exempt.contains(p.address) || p.address.starts_with("execution.") || names_things(p.address)) continue;
      std::string trouble;
      bool alive = true;
      try {
        alive = changes_something(p.address, show_of(p));
      } catch (std::exception const& e) {
        trouble = e.what();
      }
      std::scoped_lock const lock(mutex);
      if (!alive) dead.insert(p.address);
      if (!trouble.empty()) broken.insert(p.address + ": " + trouble);
    }
  };
  {
    std::vector<std::jthread> threads;
    for (unsigned t = 0; t < std::max(2u, std::thread::hardware_concurrency()); ++t) threads.emplace_back(work);
  }
  std::string report;
  for (auto const& address : dead) report += "\n  changes nothing: " + address;
  for (auto const& line : broken) report += "\n  does not run at an end of its range: " + line;
  fmt::print(stderr, "{}{}", report,
             report.empty() ? "" : "\n");  // printed directly, because Catch would break addresses
  CHECK(dead.empty());
  CHECK(broken.empty());
}

TEST_CASE("A parameter that stays the same changes nothing") {
  CHECK_FALSE(changes_something("choice.move_cost", {everything, {}, "1", "1"}));
  CHECK(changes_something("choice.move_cost", {everything, {}, "1", "1.5"}));
}

TEST_CASE("An instrument of strength 0 changes no bit") {
  std::string const studies =
      head(12, 6) + arm("baseline") +
      arm("no_days", {"type = \"enforcement_operation\"\nstart = \"2015-02\"\nmonths = 9\ndays_per_month = 0\nlargest "
                      "= 2\nforce = 1\n"}) +
      arm("no_ground", {"type = \"enforcement_operation\"\nstart = \"2015-02\"\nmonths = 9\nintensity = 0\nlargest = "
                        "2\nforce = 1\n"}) +
      arm("no_shift", {"type = \"gold_price_shock\"\nstart = \"2015-02\"\nmonths = 9\nshare = 0\n"}) +
      arm("some",
          {"type = \"enforcement_operation\"\nstart = \"2015-02\"\nmonths = 9\ndays_per_month = 1\nlargest = 2\n"});
  Opened const open = open_text(studies);
  auto const records = run_all(*open.model);
  for (std::size_t a = 1; a < 4; ++a) {
    INFO(open.model->study.arms[a].name);
    CHECK(same_outcome({records[0]}, {records[a]}));
  }
  CHECK_FALSE(same_outcome({records[0]}, {records[4]}));
}
