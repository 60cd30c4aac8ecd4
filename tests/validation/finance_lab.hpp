#pragma once
// Measurements of operations, licences and money in studies that are run in memory.
#include <unistd.h>

#include <cmath>
#include <fstream>
#include <map>

#include "../lab.hpp"
#include "tributer/core/holders.hpp"
#include "tributer/model/market.hpp"
#include "tributer/run/licence_holders.hpp"

namespace lab {

/// The keys of an instrument, each on its own line.
inline std::string instrument_text(std::string const& type, std::string const& keys) {
  return "[[arm.instrument]]\ntype = \"" + type + "\"\n" + keys + "\n";
}
inline std::string arm_text(std::string const& name, std::string const& instruments) {
  return "[[arm]]\nname = \"" + name + "\"\n" + instruments;
}

/// The study of finance in scenarios/, with further arms and other parameters. Parameters of operations, licences and
/// credit do not change the ground, so it is inverted only once.
inline Opened open_finance(std::string const& arms, std::vector<std::string> const& set = {}) {
  auto const file =
      (std::filesystem::temp_directory_path() / ("tributer-finance-" + std::to_string(::getpid()) + ".toml")).string();
  std::ofstream(file) << "format = 1\nextends = \"" << TRIBUTER_SOURCE_DIR
                      << "/scenarios/subsidy_loan_guarantee.toml\"\n"
                      << arms;
  static Ground ground;
  bool const known = !ground.grade_mg.empty();
  auto out = open(file, set, !known);
  std::filesystem::remove(file);
  if (!known) ground = out.model->ground;
  out.model->ground = ground;
  return out;
}

struct FinanceMonth {
  double operations = 0, licensed = 0, formal_people = 0;
  double operation_takings_usd = 0, tied = 0;
  double loans_open = 0, loans_lost = 0;  ///< for licences and equipment
  double covered = 0, covered_open = 0, covered_lost = 0;
  double applied = 0, approved = 0;       ///< for licences and equipment
  double serving = 0;                     ///< lenders with a window for miners
  double paid_usd = 0, returned_usd = 0;  ///< by donors, to them
  double in_use = 0;                      ///< exposure of guarantees over leverage x capital
  double site_price = 0;                  ///< over the world price, mean over gold
  double formal_mg = 0, declared_mg = 0;
};

inline FinanceMonth measure(Model const& model, World const& world) {
  FinanceMonth out;
  for (Operation const& operation : world.operations) {
    if (!operation.open) continue;
    ++out.operations;
    out.licensed += operation.licence == Licence::licensed;
    out.tied += operation.trader != no_row;
    out.operation_takings_usd += 0.01 * static_cast<double>(operation.take_cents);
  }
  std::size_t const formal = model.axis.find("formal_mining");
  for (std::size_t i = 0; i < world.miners.size(); ++i) out.formal_people += world.miners.livelihood[i] == formal;
  for (Loan const& loan : world.loans) {
    if (!loan.open) continue;
    out.loans_open += loan.purpose == Purpose::licence || loan.purpose == Purpose::equipment;
    out.covered_open += loan.guaranteed();
  }
  for (Purpose const p : {Purpose::licence, Purpose::equipment}) {
    std::size_t const k = static_cast<std::size_t>(p);
    out.loans_lost += static_cast<double>(world.credit.defaults[k]);
    out.applied += static_cast<double>(world.credit.applications[k]);
    out.approved += static_cast<double>(world.credit.approved[k]);
  }
  for (Lender const& lender : world.lenders) out.serving += lender.serves;
  out.covered = static_cast<double>(world.credit.covered_loans);
  out.covered_lost = static_cast<double>(world.credit.covered_defaults);
  Book const& book = world.ledger.month;
  out.paid_usd = 0.01 * static_cast<double>(book.of(paid_by(Account::donor)));
  out.returned_usd = 0.01 * static_cast<double>(book.of(received_by(Account::donor)));
  for (Programme const& p : world.programmes)
    if (p.leverage > 0 && p.committed_cents > 0)
      out.in_use = std::max(
          out.in_use, static_cast<double>(p.exposure_cents) / (p.leverage * static_cast<double>(p.committed_cents)));
  double gold = 0;
  auto const& c = world.concessions;
  for (std::size_t location = 0; location < world.geography->n; ++location) {
    double const g = static_cast<double>(c.output_mg[location]);
    gold += g;
    out.site_price += g * c.site_price_usd[location] / world_price(world, location);
    out.formal_mg += static_cast<double>(c.formal_mg[location]);
    out.declared_mg += static_cast<double>(c.declared_mg[location]);
  }
  if (gold > 0) out.site_price /= gold;
  return out;
}

struct FinanceRun {
  std::vector<FinanceMonth> months;
  std::vector<HolderRow> holders;
  std::vector<Programme> programmes;  ///< at the end

  double sum(double FinanceMonth::*what, int first = 0, int last = -1) const {
    double out = 0;
    for (int m = first; m < (last < 0 ? static_cast<int>(months.size()) : last); ++m)
      out += months[static_cast<std::size_t>(m)].*what;
    return out;
  }
  double most(double FinanceMonth::*what) const {
    double out = 0;
    for (FinanceMonth const& m : months) out = std::max(out, m.*what);
    return out;
  }
  /// Present value of a monthly series at the start, at 5% a year.
  double present(double FinanceMonth::*what) const {
    double out = 0;
    for (std::size_t m = 0; m < months.size(); ++m)
      out += months[m].*what * std::pow(1.05, -static_cast<double>(m) / 12);
    return out;
  }
  double licensed_share() const { return months.back().licensed / months.back().operations; }
};

/// Arms of one study; each replicate has one burn-in that serves all arms, and each run is made once.
class FinanceStudy {
 public:
  FinanceStudy(std::string const& arms, std::vector<std::string> const& set) : study_(open_finance(arms, set)) {}
  Model const& model() const { return *study_.model; }
  Simulation const& start(uint32_t replicate) {
    auto const at = starts_.find(replicate);
    return at != starts_.end() ? at->second
                               : starts_.emplace(replicate, burned_in(model(), replicate, executor_)).first->second;
  }
  Simulation branch(std::string const& name, uint32_t replicate) {
    return lab::branch(model(), start(replicate), name);
  }
  FinanceRun const& run(std::string const& name, uint32_t replicate = 0, int months = 120) {
    FinanceRun& out = runs_[{name, replicate}];
    if (static_cast<int>(out.months.size()) >= months) return out;
    out = {};
    Simulation simulation = branch(name, replicate);
    LicenceHolders holders(model().programmes);
    for (int m = 0; m < months; ++m) {
      simulation.step();
      out.months.push_back(measure(model(), simulation.world()));
      holders.record(m, simulation.months_done() - 1, simulation.world());
    }
    out.holders = holders.take();
    out.programmes = simulation.world().programmes;
    return out;
  }

 private:
  Opened study_;
  SerialExecutor executor_;
  std::map<uint32_t, Simulation> starts_;
  std::map<std::pair<std::string, uint32_t>, FinanceRun> runs_;
};

}  // namespace lab
