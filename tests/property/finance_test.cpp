// Tests that the money of operations, traders, lenders and programmes is exact under any instruments.
// Seeds are fixed and sums are exact, so false alarms cannot happen.
#include <catch2/catch.hpp>

#include "money_audit.hpp"

using namespace small;

namespace {

/// Draws numbers within ranges. An end of a range is as likely as a number in between.
class Dice {
 public:
  explicit Dice(unsigned seed) : luck_(seed) {}
  std::size_t below(std::size_t n) { return luck_() % n; }
  bool one_in(std::size_t n) { return below(n) == 0; }
  double between(double low, double high) { return low + (high - low) * (static_cast<double>(luck_()) / 4294967296.0); }
  double ranged(double low, double high) {
    std::size_t const where = below(6);
    return where == 0 ? low : (where == 1 ? high : between(low, high));
  }
  double money(double most) {
    std::size_t const where = below(8);
    return where == 0 ? 0 : (where == 1 ? 0.01 : (where == 2 ? most : std::floor(most * between(0, 1)) / 100));
  }
  std::string of(std::vector<std::string> const& list) { return list[below(list.size())]; }

 private:
  std::mt19937 luck_;
};

std::vector<std::string> const types{"formalisation_subsidy",
                                     "interest_free_loan",
                                     "loan_guarantee",
                                     "working_capital_line",
                                     "equipment_upgrade",
                                     "blended_finance",
                                     "buyer_premium",
                                     "royalty",
                                     "licence_regime",
                                     "trade_disruption",
                                     "return_support",
                                     "monitoring",
                                     "alternative_livelihoods",
                                     "stigma",
                                     "export_tax"};

/// The words that keys of instruments may have as value.
std::map<std::string, std::vector<std::string>> const choices{
    {"mode", {"\"grant\"", "\"lease\""}},
    {"return_mode", {"\"cash\"", "\"loan\""}},
    {"payer", {"\"donor\"", "\"state\""}},
    {"payment", {"\"up_front\"", "\"reimbursed\"", "\"on_results\""}},
    {"targeting", {"\"lottery\"", "\"poorest_first\""}},
    {"kind", {"\"pari_passu\"", "\"first_loss\"", "\"portfolio_cap\""}},
    {"borrowers", {"\"operations\"", "\"traders\"", "\"both\""}},
    {"purposes",
     {"[\"licence\"]", "[\"equipment\", \"licence\"]", "[\"licence\", \"equipment\", \"working_capital\"]"}},
    {"lender", {"\"rural\"", "\"urban\""}},
    {"revolving", {"true", "false"}},
    {"declared_only", {"true", "false"}},
};

/// The keys that a plug-in declares, with those of its second mode if it has one.
std::vector<Parameter> keys_of(std::string const& type, std::string const& with = "") {
  ParameterBook book, own;
  Registry const registry = built_in_registry();
  auto const model = build_model(registry, default_study(book));
  TableReader const table = parse_document(with, "none", own);
  registry.instruments().at(type).make({type, type, table}, model->context());
  return own.parameters();
}

/// Writes one key in `one_in` keys.
std::string random_instrument(Dice& dice, std::string const& type, std::string const& id, std::size_t one_in) {
  std::string const mode = type == "equipment_upgrade" ? dice.of(choices.at("mode"))
                           : type == "return_support"  ? dice.of(choices.at("return_mode"))
                                                       : "";
  std::string text = fmt::format("type = \"{}\"\nid = \"{}\"\nstart = \"{}-{:02}\"\nmonths = {}\n", type, id,
                                 2015 + dice.below(3), 1 + dice.below(12), 1 + dice.below(40));
  if (!mode.empty()) text += "mode = " + mode + "\n";
  bool const of_concessions = !std::set<std::string>{"formalisation_subsidy", "interest_free_loan", "loan_guarantee",
                                                     "working_capital_line",  "equipment_upgrade",  "blended_finance"}
                                   .contains(type);
  if (std::size_t const who = dice.below(6); who < 2 && type != "trade_disruption")
    text += who == 0 && !of_concessions ? "eligible = { sex = \"women\" }\n" : "eligible = { tenure = [\"open\"] }\n";
  for (Parameter const& p : keys_of(type, mode.empty() ? "" : "mode = " + mode + "\n")) {
    std::string const key = p.address;
    bool const required = p.fallback.empty();
    if (key == "start" || key == "months" || key == "mode" || key.starts_with("eligible") || key == "id") continue;
    if (!required && !dice.one_in(one_in)) continue;
    if (key == "purposes" && text.find("borrowers = \"traders\"") != std::string::npos) continue;
    if (auto const words = choices.find(key); words != choices.end())
      text += fmt::format("{} = {}\n", key, dice.of(words->second));
    else if (key.ends_with("_usd") && p.max > 50000)
      text += fmt::format("{} = {}\n", key, dice.money(key.find("cap_usd") == std::string::npos ? 4e5 : 2e4));
    else if (p.type == "integer")
      text += fmt::format("{} = {}\n", key, whole(dice.ranged(p.min, p.max)));
    else if (p.type == "real")
      text += fmt::format("{} = {:.6f}\n", key, dice.ranged(p.min, p.max));
  }
  return text;
}

std::string const two_lenders =
    "[[lender]]\nname = \"rural\"\n[[lender]]\nname = \"urban\"\nyearly_rate = 0.4\n"
    "fixed_cost_usd = 20\nprior_hazard_yearly = 0.05\nwindow_usd_per_year = 0\ndeposit = 0.1\ncapital_usd = 30000\n";

std::vector<Override> random_settings(Dice& dice, std::vector<Parameter> const& declared) {
  std::set<std::string> const tables{"operations", "traders", "licence", "formality", "bank", "credit"};
  std::vector<Override> out = dice.one_in(5) ? std::vector<Override>{} : busy;
  for (Parameter const& p : declared) {
    bool const ranged = p.type == "real" || p.type == "integer";
    if (!ranged || !tables.contains(p.address.substr(0, p.address.find('.'))) || !dice.one_in(5)) continue;
    double const value = dice.ranged(p.min, p.max);
    std::erase_if(out, [&](Override const& o) { return o.address == p.address; });
    out.push_back({p.address, p.type == "integer" ? fmt::format("{}", whole(value)) : fmt::format("{:.6f}", value)});
  }
  return out;
}

std::string random_finance(Dice& dice) {
  std::vector<std::string> list;
  std::size_t const one_in = 2 + 3 * dice.below(3);  // from many changed keys to few
  for (std::string const& type : types)
    for (std::size_t n = 0; n < 2; ++n)
      if (dice.one_in(2) && !(type == "licence_regime" && n > 0))
        list.push_back(random_instrument(dice, type, fmt::format("{}_{}", type, n), one_in));
  if (dice.one_in(2))
    list.push_back(
        fmt::format("type = \"enforcement_operation\"\nstart = \"2016-01\"\nmonths = 12\nlargest = 3\n"
                    "force = {:.3f}\n",
                    dice.between(0, 1)));
  if (dice.one_in(2))
    list.push_back(fmt::format("type = \"gold_price_shock\"\nstart = \"2016-06\"\nmonths = 18\nshare = {:.3f}\n",
                               dice.ranged(-0.9, 2)));
  return arm("acted_on", list);
}

}  // namespace

TEST_CASE("Under any instruments money is exact and every rule of finance holds") {
  SerialExecutor const executor;
  std::vector<Parameter> const declared = open_text(head(1, 0)).book->parameters();
  Watch all;
  for (unsigned seed = 1; seed <= 80; ++seed) {
    Dice dice(seed);
    auto settings = random_settings(dice, declared);
    if (seed % 5 == 0)
      settings.insert(settings.end(),
                      {{"world.weight", "3"}, {"world.coarse", "true"}});  // each row stands for three people
    if (seed % 3 == 0) {                                                   // currencies and shocks of countries
      for (char const* key : {"credit.currency_log_sd", "operations.country_log_sd"}) {
        std::erase_if(settings, [&](Override const& o) { return o.address == key; });
        settings.push_back({key, fmt::format("{:.3f}", dice.between(0.05, 1))});
      }
    }
    std::string const start =
        seed % 2 == 1 ? head(60, 6, 1, static_cast<int>(seed)) : plane_head(12, 1200, 60, 6, 1, static_cast<int>(seed));
    std::string const study = start + (seed % 2 == 1 ? two_countries : "") + two_lenders + random_finance(dice);
    std::string said;
    for (auto const& o : settings) said += fmt::format("--set {}={} ", o.address, o.value);
    INFO("seed " << seed << ": " << said << "\n" << study);
    Opened const open = open_text(study, settings);
    Model const& model = *open.model;
    Simulation burn_in(model, 0, executor);
    Watch watch;
    for (int month = 0; month < 6; ++month) REQUIRE(advance(model, burn_in, watch) == "");
    Simulation run = branch(model, burn_in, 0, executor);
    watch.book = {};
    for (int month = 0; month < 60; ++month) {
      INFO("month " << month);
      REQUIRE(advance(model, run, watch) == "");
    }
    for (std::size_t k = 0; k < n_purposes; ++k) all.approved[k] += watch.approved[k];
    all.covered += watch.covered, all.defaults += watch.defaults, all.covered_defaults += watch.covered_defaults;
    all.granted += watch.granted, all.lapsed += watch.lapsed, all.succeeded += watch.succeeded;
    all.crews += watch.crews, all.claims += watch.claims, all.grants += watch.grants, all.withdrawn += watch.withdrawn;
    all.returned += watch.returned, all.private_returned += watch.private_returned;
    all.lost_prefinance += watch.lost_prefinance, all.premium += watch.premium;
    all.revalued += watch.revalued, all.export_taxes += watch.export_taxes;
  }
  // Everything that is tested above did happen:
  for (std::size_t k = 0; k < n_purposes; ++k) CHECK(all.approved[k] > 0);
  CHECK(all.covered > 0);
  CHECK(all.defaults > 0);
  CHECK(all.covered_defaults > 0);
  CHECK(all.claims > 0);
  CHECK(all.granted > 0);
  CHECK(all.lapsed > 0);
  CHECK(all.succeeded > 0);
  CHECK(all.crews > 0);
  CHECK(all.grants > 0);
  CHECK(all.withdrawn > 0);
  CHECK(all.returned > 0);
  CHECK(all.private_returned > 0);
  CHECK(all.lost_prefinance > 0);
  CHECK(all.premium > 0);
  CHECK(all.revalued > 0);
  CHECK(all.export_taxes > 0);
}

TEST_CASE("Planted faults in the money are found") {
  SerialExecutor const executor;
  std::string const study =
      head(24, 6) +
      arm("all",
          {"type = \"formalisation_subsidy\"\nstart = \"2015-01\"\nbudget_usd = 50_000\npayment = \"on_results\"\n",
           "type = \"loan_guarantee\"\nstart = \"2015-01\"\nlender = \"bank\"\ncapital_usd = 50_000\n",
           "type = \"interest_free_loan\"\nstart = \"2015-01\"\ncapital_usd = 20_000\n"});
  Opened const open = open_text(study, busy);
  Simulation run = branch(*open.model, settled(*open.model, executor), 0, executor);
  Watch watch;
  while (run.world().promises.empty() || run.world().loans.empty() || run.world().formality.granted == 0) {
    REQUIRE(advance(*open.model, run, watch) == "");
    REQUIRE(run.months_done() < 30);
  }
  auto const seen = [&](auto const& spoil) {
    World world = run.world();
    Watch copy = watch;
    copy.left.clear();
    spoil(world);
    return fault(open.model->axis, world, 0, run.months_done() - 1, copy) != "";
  };
  auto const open_operation = [](World& w) -> Operation& {
    return *std::find_if(w.operations.begin(), w.operations.end(),
                         [](Operation const& operation) { return operation.open != 0; });
  };
  auto const open_loan = [](World& w) -> Loan& {
    return *std::find_if(w.loans.begin(), w.loans.end(), [](Loan const& loan) { return loan.open != 0; });
  };
  CHECK_FALSE(seen([](World&) {}));
  CHECK(seen([&](World& w) { ++open_operation(w).cash_cents; }));
  CHECK(seen([](World& w) { ++w.traders[0].cash_cents; }));
  CHECK(seen([](World& w) { --w.lenders[0].cash_cents; }));
  CHECK(seen([](World& w) { ++w.lenders[0].outstanding_cents; }));
  CHECK(seen([](World& w) { ++w.programmes[0].cash_cents; }));
  CHECK(seen([](World& w) { ++w.programmes[0].promised_cents; }));
  CHECK(seen([](World& w) { w.programmes[0].budget_cents = w.programmes[0].granted_cents; }));
  CHECK(seen([](World& w) { ++w.programmes[2].exposure_cents; }));
  CHECK(seen([&](World& w) { ++open_loan(w).repaid_cents; }));
  CHECK(seen([&](World& w) { ++open_loan(w).revalued_cents; }));
  CHECK(seen([&](World& w) { open_loan(w).open = 0; }));
  CHECK(seen([&](World& w) { w.miners.operation[open_operation(w).owner] = 0; }));
  CHECK(seen([&](World& w) { w.miners.location[open_operation(w).owner] = 9; }));
  CHECK(seen([&](World& w) { w.free_operations.push_back(0); }));
  CHECK(seen([&](World& w) { ++w.traders[0].prefinance_cents; }));
  CHECK(seen([&](World& w) {
    for (std::size_t i = 0; i < 400; ++i)
      w.miners.livelihood[i] = static_cast<uint8_t>(open.model->axis.find("formal_mining"));
  }));
}
