#include "tributer/scenario/study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "document.hpp"
#include "suggestion.hpp"
#include "tributer/core/text.hpp"

namespace tributer {
namespace {

constexpr double most_months = 1200, most_burn_in = 240, most_replicates = 100000;

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

TimeSpan read_time(TableReader const& root) {
  TableReader const table = root.table("time");
  std::size_t const before = root.book().problems().size();
  TimeSpan time;
  time.start = table.month("start", std::nullopt, "first month of results");
  time.months = static_cast<int>(table.integer(
      "months", std::nullopt, {"month", 1, most_months, "assumed: the question of the study", "months of results"}));
  time.burn_in = static_cast<int>(
      table.integer("burn_in", 24,
                    {"month", 0, most_burn_in, "assumed: beliefs and credit settle in two years",
                     "months simulated before the start, without results, at the price of the start"}));
  time.is_known = root.book().problems().size() == before;
  return time;
}

void read_luck(TableReader const& root, StudyInput& study) {
  TableReader const table = root.table("random");
  study.seed = static_cast<uint64_t>(
      table.integer("seed", 1, {"1", 0, 9e18, "assumed: any number", "names the luck of the study"}));
  study.people_seed =
      static_cast<uint64_t>(table.integer("people_seed", static_cast<int64_t>(study.seed),
                                          {"1", 0, 9e18, "assumed: the same as random.seed",
                                           "names the people of the study; the same people can so meet other luck"}));
  study.replicates = static_cast<int>(table.integer(
      "replicates", 1,
      {"1", 1, most_replicates, "assumed: the precision wanted", "runs of each arm, each with its own luck"}));
}

/// The months of the run, burn-in included, out of a series that must cover start to end.
std::vector<double> prices_of_run(TableReader const& table, MonthlySeries const& series, TimeSpan const& time) {
  std::vector<double> prices;
  if (series.values.empty()) return prices;
  Month const last = series.first + (static_cast<int>(series.values.size()) - 1);
  Month const end = time.start + (time.months - 1);
  if (time.start < series.first || end > last) {
    table.fail("series",
               fmt::format("the price series covers {} to {}, the study {} to {}", to_string(series.first),
                           to_string(last), to_string(time.start), to_string(end)),
               "change 'start' or 'months' in [time], or give constant_usd_per_gram");
    return prices;
  }
  auto const at_start = series.values.begin() + (time.start - series.first);
  prices.assign(static_cast<std::size_t>(time.burn_in), *at_start);
  prices.insert(prices.end(), at_start, at_start + time.months);
  return prices;
}

/// The price of a mineral in the table `header`: `series` or `constant_usd_per_gram`, `scale`, and
/// `counted_usd_per_gram`.
MonthlySeries read_price(TableReader const& table, std::string const& header, TimeSpan const& time,
                         std::vector<InputFile>& files) {
  ParameterBook& book = table.book();
  std::size_t const before = book.problems().size();
  table.keep_later("series", "constant_usd_per_gram");
  std::string const name = table.text("series", "", "file with the columns month and usd_per_gram; \"\" = none");
  double const constant =
      table.real("constant_usd_per_gram", 0,
                 {"USD/g", 0, highest_price, "assumed: a price to compare with", "one price for all months; 0 = none"});
  double const scale =
      table.real("scale", 1, {"1", 0.001, 1000, "assumed: no change", "every price of the run is multiplied by this"});
  double const counted =
      table.real("counted_usd_per_gram", 0,
                 {"USD/g", 0, highest_price, "assumed: the price of the first month, before the scale",
                  "price at the time when people were counted; 0 = that of the first month"});
  MonthlySeries price{time.start + -time.burn_in, {}};
  bool const has_series = !name.empty(), has_constant = constant > 0;
  if (book.problems().size() != before || !reports_missing(table)) return price;
  if (has_series == has_constant) {
    table.fail("",
               has_series ? fmt::format("{} has both 'series' and 'constant_usd_per_gram'", header)
                          : fmt::format("{} does not say the price", header),
               "write one of series = \"FILE.csv\" and constant_usd_per_gram = 40 in " + header);
  } else if (has_constant) {
    price.values.assign(static_cast<std::size_t>(time.months + time.burn_in), constant);
  } else {
    auto const file = (table.folder("series") / name).lexically_normal();
    auto const series = read_monthly_series(file, table.origin("series"), book, &files);
    if (time.is_known) price.values = prices_of_run(table, series, time);
  }
  if (!price.values.empty()) price.when_counted = counted > 0 ? counted : price.values.front();
  if (counted > 0 && counted < lowest_price)
    table.fail("counted_usd_per_gram", fmt::format("{:g} USD/g is no price", counted),
               fmt::format("prices lie between {} and {:.0f} USD/g; 0 = the price of the first month", lowest_price,
                           highest_price));
  for (double& value : price.values) value *= scale;
  auto const odd = std::find_if(price.values.begin(), price.values.end(),
                                [](double value) { return value < lowest_price || value > highest_price; });
  if (odd != price.values.end())
    table.fail(has_constant ? "constant_usd_per_gram" : "series",
               fmt::format("{:g} USD/g cannot be kept to the milligram and the hundred-thousandth of a dollar", *odd),
               fmt::format("prices lie between {} and {:.0f} USD/g", lowest_price, highest_price));
  return price;
}

std::vector<InstrumentEntry> read_instruments(TableReader const& arm) {
  std::vector<InstrumentEntry> list;
  std::set<std::string> ids;
  for (TableReader const& table : arm.tables("instrument")) {
    std::string const type = table.text("type", std::nullopt, "which instrument");
    std::string const id = table.text("id", type, "name of this instrument in addresses, budgets and luck");
    bool const named = table.has("id");
    if (id.empty()) {
      table.leave_unread();
    } else if (!is_name(id) || id == "name" || id == "instrument") {
      table.fail(named ? "id" : "type", fmt::format("'{}' cannot be the id of an instrument", id),
                 "use the letters a-z, digits, _ and -");
      table.leave_unread();
    } else if (!ids.insert(id).second) {
      table.fail(named ? "id" : "type", fmt::format("two instruments of {} have the id '{}'", arm.address(), id),
                 named ? "give each its own id" : "the type occurs twice: write an id = \"...\" for each");
      table.leave_unread();
    } else {
      list.push_back({id, type, table});
    }
  }
  return list;
}

std::vector<ArmInput> read_arms(TableReader const& root) {
  std::vector<ArmInput> arms;
  std::set<std::string> names;
  for (TableReader const& table : root.tables("arm")) {
    std::string const name = table.text("name", std::nullopt, "name of the arm");
    auto instruments = read_instruments(table);
    bool good = false;
    if (name.empty() && table.has("name")) {
      table.fail("name", "an arm has an empty name", "use the letters a-z, digits, _ and -");
    } else if (!name.empty() && !is_name(name)) {
      table.fail("name", fmt::format("'{}' cannot be the name of an arm", name),
                 "use the letters a-z, digits, _ and -");
    } else if (!name.empty() && !names.insert(name).second) {
      table.fail("name", fmt::format("two arms have the name '{}'", name), "give each arm its own name");
    } else {
      good = !name.empty();
    }
    if (good)
      arms.push_back({name, std::move(instruments)});
    else
      table.leave_unread();
  }
  if (arms.empty()) arms.push_back({"baseline", {}});
  return arms;
}

UntilNarrow read_until(TableReader const& table, std::vector<std::string> const& arms) {
  UntilNarrow until;
  until.outcome = table.text(
      "outcome", "", "replicates are added until the interval of this outcome is narrow; \"\" = none are added");
  until.arm = table.text("arm", "", "arm whose interval must be narrow; \"\" = every arm that has the outcome");
  if (!until.arm.empty() && std::find(arms.begin(), arms.end(), until.arm) == arms.end())
    table.fail("arm", fmt::format("there is no arm '{}'", until.arm), did_you_mean(until.arm, arms, "arms"));
  until.half_width = table.real("half_width", 0,
                                {"1", 0, 1e12, "assumed: the study's choice",
                                 "half of the width that the 95% interval may have, in the unit of the outcome"});
  until.step = static_cast<int>(table.integer(
      "step", 8, {"1", 1, 10000, "assumed: enough that an interval changes", "replicates that are added at a time"}));
  until.max_replicates = static_cast<int>(
      table.integer("max_replicates", 256,
                    {"1", 2, 100000, "assumed: the study's choice", "no replicates are added beyond this number"}));
  if (!until.outcome.empty() && until.half_width == 0)
    table.fail("outcome", "[compare.until] names an outcome but no half_width",
               "add half_width, in the unit of the outcome");
  return until;
}

void read_comparison(TableReader const& root, StudyInput& study) {
  TableReader const table = root.table("compare");
  std::vector<std::string> names;
  for (auto const& arm : study.arms) names.push_back(arm.name);
  bool const has_baseline = std::find(names.begin(), names.end(), "baseline") != names.end();
  study.baseline =
      table.text("baseline", has_baseline ? "baseline" : names.front(), "arm that the others are compared with");
  if (std::find(names.begin(), names.end(), study.baseline) == names.end()) {
    table.fail("baseline", fmt::format("there is no arm '{}' to compare with", study.baseline),
               did_you_mean(study.baseline, names, "arms"));
    study.baseline = names.front();
  }
  study.discount_rate = table.real("discount_rate", 0.05,
                                   {"1/year", 0, 0.3, "assumed: usual for donors, 3 to 12%",
                                    "a payment of next year counts less than one of now by this share"});
  study.until = read_until(table.table("until"), names);
  TableReader const equal = table.table("equal_cost");
  study.equal_cost.present_usd =
      equal.real("present_usd", 0,
                 {"USD", 0, 1e10, "assumed: the study's choice",
                  "donor's outlay, in present value, to which `tributer equalise` brings the arms; 0 = none"});
  study.equal_cost.vary = equal.words("vary", std::vector<std::string>{}, {},
                                      "address of the quantity that may be changed in each arm: arm.NAME.ID.KEY");
}

/// Keeps the arm that was asked for; the keys of the others count as read.
void keep_arm(std::string const& name, StudyInput& study, ParameterBook& book) {
  std::vector<std::string> names;
  for (auto const& arm : study.arms) names.push_back(arm.name);
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    book.report(
        {{"--arm " + name, 0, {}}, fmt::format("there is no arm '{}'", name), did_you_mean(name, names, "arms")});
    return;
  }
  for (auto const& arm : study.arms) {
    for (auto const& instrument : arm.instruments) {
      if (arm.name != name) instrument.table.leave_unread();
    }
  }
  for (auto const& arm : study.arms)
    if (arm.name != name) study.design.arms_left_out.push_back(arm.name);
  std::erase_if(study.arms, [&](ArmInput const& arm) { return arm.name != name; });
  study.baseline = name;
}

OutputInput read_output(TableReader const& root) {
  TableReader const table = root.table("output");
  OutputInput output;
  output.sensitive = table.flag("sensitive", false, "assumed: areas of few people are not shown",
                                "results by concession instead of by area");
  output.series = table.words("series", std::vector<std::string>{}, {},
                              "variables that are kept by month for every point of a design, such as working_miners");
  output.series_as =
      table.member("series_as", SeriesAs::runs, "assumed: every run is kept",
                   "how the series of points are kept: runs, or quantiles over replicates, which take less space");
  TableReader const panel = table.table("panel");
  output.panel_share =
      panel.real("share", 0, {"1", 0, 1, "assumed: no panel", "share of people who are followed one by one"});
  output.panel_every_months = static_cast<int>(panel.integer(
      "every_months", 12, {"month", 1, most_months, "assumed: yearly", "months between two rows of a person"}));
  return output;
}

/// Whether an override says how a study is run or how large its ensemble is, and not what study it is.
bool is_of_execution(std::string_view address) {
  return address.starts_with("execution.") || address == "random.replicates" || address == "design.points";
}

/// 16 hex digits of FNV-1a (64 bit) over contents and overrides, each preceded by its length.
std::string digest_of(std::vector<InputFile> const& files, std::vector<Override> const& overrides) {
  uint64_t hash = 14695981039346656037u;
  auto const add = [&hash](std::string_view text) {
    for (char const c : fmt::format("{}:", text.size())) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    for (char const c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  };
  for (InputFile const& file : files) add(file.content);
  for (Override const& change : overrides) {
    if (!is_of_execution(change.address)) add(change.address + "=" + change.value);
  }
  return fmt::format("{:016x}", hash);
}

/// All that is in the study file itself, into `study`.
void read_tables(StudyInput& study, std::vector<InputFile>& other_files) {
  TableReader const& root = study.root;
  study.title = root.text("title", "", "what the study asks");
  study.time = read_time(root);
  read_luck(root, study);
  study.prices.push_back(read_price(root.table("gold_price"), "[gold_price]", study.time, other_files));
  for (TableReader const& table : root.tables("mineral"))
    study.prices.push_back(read_price(table, "[[mineral]]", study.time, other_files));
  study.arms = read_arms(root);
  read_comparison(root, study);
  study.output = read_output(root);
}

}  // namespace

StudyInput read_study(std::filesystem::path const& file, StudyOptions const& options, ParameterBook& book) {
  book.read_from(options.files);
  std::vector<Override> overrides = options.overrides;
  if (options.months != 0) overrides.push_back({"time.months", std::to_string(options.months)});
  if (options.replicates != 0) overrides.push_back({"random.replicates", std::to_string(options.replicates)});
  TableReader const root = open_document(file, "", overrides, book);
  StudyInput study{.root = root, .world_toml = empty_document("world", book)};
  if (!is_readable(root)) return study;
  std::vector<InputFile> other_files;
  read_tables(study, other_files);
  if (options.design == StudyOptions::DesignTable::read)
    study.design = read_design(root, study.seed, other_files);
  else
    root.table("design").leave_unread();
  if (!options.only_arm.empty()) keep_arm(options.only_arm, study, book);
  study.world = read_world(root, study.world_toml, overrides);
  study.files = input_files(root);
  study.files.insert(study.files.end(), study.world.files.begin(), study.world.files.end());
  study.files.insert(study.files.end(), other_files.begin(), other_files.end());
  if (!options.only_arm.empty()) overrides.push_back({"arm", options.only_arm});
  if (study.design.exists && !can_grow(study.design.kind))
    overrides.push_back({"the points are", std::to_string(study.design.points)});
  study.digest = digest_of(study.files, overrides);
  return study;
}

StudyInput default_study(ParameterBook& book, Entries entries) {
  StudyInput study{.root = empty_document("", book, entries), .world_toml = empty_document("world", book, entries)};
  std::vector<InputFile> no_files;
  read_tables(study, no_files);
  study.design = read_design(study.root, study.seed, no_files);
  study.world = read_world(study.root, study.world_toml, {});
  return study;
}

void check_series(StudyInput const& study, std::vector<std::string> const& variables, ParameterBook& book) {
  TableReader const table = study.root.table("output");
  auto const is_in = [](std::string const& name, auto const& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  // An instrument that is not valid takes the variables of its group with it, and is the one problem.
  auto const may_follow = [&](std::string const& name) {
    std::string const group = name.substr(0, name.find('/') + 1);
    return book.has_problems() && !group.empty() &&
           std::none_of(variables.begin(), variables.end(), [&](auto const& v) { return v.starts_with(group); });
  };
  std::vector<std::string> seen;
  for (std::string const& name : study.output.series) {
    if (is_in(name, seen))
      table.fail("series", fmt::format("'{}' is in the list twice", printable(name)), "keep one of the two");
    else if (!is_in(name, variables) && !may_follow(name))
      table.fail("series", fmt::format("there is no variable '{}'", printable(name)),
                 closest(name, variables).empty() ? "`tributer observables` lists all of them"
                                                  : did_you_mean(name, variables, "variables"));
    seen.push_back(name);
  }
}

void finish_reading(StudyInput const& study, ParameterBook const& book) {
  study.root.report_unknown_keys();
  study.world_toml.report_unknown_keys();
  book.throw_if_any();
}

}  // namespace tributer
