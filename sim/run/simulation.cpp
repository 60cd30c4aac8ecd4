#include "tributer/run/simulation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>

#include "areas.hpp"
#include "tributer/core/seconds.hpp"
#include "tributer/model/decision.hpp"
#include "tributer/run/possible.hpp"
#include "tributer/run/study_runner.hpp"
#include "tributer/run/world_weight.hpp"

namespace tributer {
namespace {

Geography make_geography(WorldInput const& world) {
  Geography g;
  g.n = world.concessions.size();
  g.weight = world.weight;
  g.countries = world.countries, g.minerals = world.minerals;
  for (std::string const& country : g.countries) g.country_key.push_back(hash_of(country));
  for (auto const& c : world.concessions) {
    g.id.push_back(c.id), g.key.push_back(hash_of(c.id)), g.name.push_back(c.name), g.territory.push_back(c.territory);
    g.lon.push_back(c.lon), g.lat.push_back(c.lat);
    g.n_sites.push_back(c.n_sites), g.counted_miners.push_back(c.miners), g.peak_miners.push_back(c.peak_miners);
    g.armed_share.push_back(std::isnan(c.armed_share) ? 0 : c.armed_share);
    g.hours_to_market.push_back(c.hours_to_market);
    g.tenure.push_back(static_cast<uint8_t>(c.tenure)), g.country.push_back(c.country);
    g.mineral.push_back(c.mineral);
  }
  g.mineral.push_back(Geography::gold);  // outside, where there is no mining
  g.key.push_back(hash_of(""));          // outside: no concession is without an id
  g.lsm_jobs.assign(g.n, 0), g.lsm_wage_usd.assign(g.n, 0);
  for (auto const& lsm : world.lsm)
    g.lsm_jobs[lsm.concession] = lsm.jobs / world.weight, g.lsm_wage_usd[lsm.concession] = lsm.wage_usd_per_month;
  std::vector<std::vector<std::pair<uint16_t, double>>> near(g.n);
  for (auto const& connection : world.connections) {
    near[connection.from].emplace_back(static_cast<uint16_t>(connection.to), connection.travel_hours);
    near[connection.to].emplace_back(static_cast<uint16_t>(connection.from), connection.travel_hours);
  }
  g.first_edge.push_back(0);
  for (auto& neighbours : near) {
    check(neighbours.size() <= most_connections, "a concession has more connections than a person weighs");
    std::sort(neighbours.begin(), neighbours.end());
    for (auto const& [to, hours] : neighbours) g.edge_to.push_back(to), g.edge_hours.push_back(hours);
    g.first_edge.push_back(static_cast<uint32_t>(g.edge_to.size()));
  }
  find_parts(g);
  return g;
}

/// Prices at which people were counted, by mineral.
std::vector<double> prices_when_counted(StudyInput const& study) {
  std::vector<double> prices;
  for (MonthlySeries const& series : study.prices) prices.push_back(series.when_counted);
  return prices;
}

/// The ring of each location: what instruments of any arm act on, its neighbours, and the rest.
std::vector<uint8_t> make_rings(Geography const& g, std::vector<Instruments> const& arms) {
  std::vector<uint8_t> ring(g.locations(), static_cast<uint8_t>(Ring::far));
  ring[g.outside()] = static_cast<uint8_t>(Ring::outside);
  for (auto const& arm : arms)
    for (auto const& instrument : arm)
      for (std::size_t const c : instrument->targets()) ring[c] = static_cast<uint8_t>(Ring::cleared);
  for (std::size_t c = 0; c < g.n; ++c) {
    if (ring[c] != static_cast<uint8_t>(Ring::cleared)) continue;
    for (uint32_t e = g.first_edge[c]; e < g.first_edge[c + 1]; ++e)
      if (ring[g.edge_to[e]] == static_cast<uint8_t>(Ring::far))
        ring[g.edge_to[e]] = static_cast<uint8_t>(Ring::connected);
  }
  return ring;
}

/// Reports instruments of one arm that set the same thing at one concession in the same months.
void report_overlaps(ArmInput const& arm, Instruments const& instruments, Geography const& g) {
  for (std::size_t a = 0; a < instruments.size(); ++a)
    for (std::size_t b = a + 1; b < instruments.size(); ++b) {
      auto const first = instruments[a]->claims(), second = instruments[b]->claims();
      bool const together = first.window.first < second.window.end && second.window.first < first.window.end;
      if (first.what.empty() || first.what != second.what || !together) continue;
      for (std::size_t const c : second.concessions) {
        bool const both = std::find(first.concessions.begin(), first.concessions.end(), c) != first.concessions.end();
        if (!both || c >= g.n) continue;  // c >= n: the world could not be read
        arm.instruments[b].table.fail("",
                                      fmt::format("'{}' and '{}' set the {} of {} in the same months",
                                                  arm.instruments[a].id, arm.instruments[b].id, first.what, g.id[c]),
                                      "give them other months or other concessions");
        break;
      }
    }
}

/// Reports instruments of one arm that act on a large-scale mine where there is none.
void report_missing_mines(ArmInput const& arm, Instruments const& instruments, Geography const& g) {
  std::vector<bool> mine(g.n);
  for (std::size_t c = 0; c < g.n; ++c) mine[c] = g.lsm_jobs[c] > 0;
  for (auto const& instrument : instruments)
    for (std::size_t const c : instrument->brings_mine())
      if (c < g.n) mine[c] = true;
  for (std::size_t k = 0; k < instruments.size(); ++k) {
    auto const needed = instruments[k]->needs_mine();
    if (needed.empty() || std::any_of(needed.begin(), needed.end(), [&](std::size_t c) { return mine[c]; })) continue;
    arm.instruments[k].table.fail(
        "", fmt::format("'{}' acts on large-scale mines, but none of its concessions has one", arm.instruments[k].id),
        "add an `lsm_mine` to the arm, give the world a mine (`[[lsm]]` in its world.toml), or choose other "
        "concessions");
  }
}

Instruments make_instruments(Registry const& registry, ArmInput const& arm, BuildContext const& context) {
  Instruments out;
  for (auto const& entry : arm.instruments) {
    auto const found = registry.instruments().find(entry.type);
    if (found == registry.instruments().end()) {
      std::string known;
      for (auto const& [name, unused] : registry.instruments()) known += (known.empty() ? "" : ", ") + name;
      entry.table.fail("type", "there is no instrument '" + entry.type + "'", "use one of " + known);
      entry.table.leave_unread();
      continue;
    }
    out.push_back(found->second.make(entry, context));
  }
  if (out.size() == arm.instruments.size()) {
    report_overlaps(arm, out, context.geography);
    report_missing_mines(arm, out, context.geography);
  }
  return out;
}

/// Reports the outcome of [compare.until] if there is none of that name.
void require_outcome_of_until(Model const& model, Layout const& layout) {
  std::string const& name = model.study.until.outcome;
  bool const known = std::any_of(layout.outcomes.begin(), layout.outcomes.end(),
                                 [&](Outcome const& outcome) { return outcome.name == name; });
  if (!name.empty() && !known)
    model.study.root.table("compare").table("until").fail(
        "outcome", fmt::format("there is no outcome '{}'", name),
        "use the name of an outcome; `tributer compare RESULTS.h5 --csv` lists them");
}

/// Ids of the instruments of any arm that handle money.
std::vector<std::string> programmes_of(Model const& model) {
  std::set<std::string> ids;
  for (std::size_t a = 0; a < model.instruments.size(); ++a)
    for (std::size_t k = 0; k < model.instruments[a].size(); ++k)
      if (model.instruments[a][k]->handles_money()) ids.insert(model.study.arms[a].instruments[k].id);
  return {ids.begin(), ids.end()};
}

/// By instrument of an arm: its position among those that handle money, in the order of their ids.
std::vector<ProgrammeId> programme_ids_of(ArmInput const& arm, Instruments const& instruments) {
  std::vector<ProgrammeId> out(instruments.size(), no_programme);
  std::map<std::string, std::size_t> by_id;
  for (std::size_t k = 0; k < instruments.size(); ++k)
    if (instruments[k]->handles_money()) by_id.emplace(arm.instruments[k].id, k);
  if (by_id.size() >= no_programme) {
    arm.instruments.back().table.fail(
        "",
        fmt::format("an arm has {} instruments that handle money, at most {} can be simulated", by_id.size(),
                    no_programme - 1),
        "spread them over several arms");
    return out;
  }
  ProgrammeId next = 0;
  for (auto const& [id, k] : by_id) out[k] = next++;
  return out;
}

/// Books for every instrument of an arm that handles money.
std::vector<Programme> open_programmes(Model const& model, int arm) {
  std::vector<Programme> out;
  if (arm < 0) return out;
  std::size_t const a = static_cast<std::size_t>(arm);
  for (std::size_t k = 0; k < model.programme_ids[a].size(); ++k) {
    ProgrammeId const id = model.programme_ids[a][k];
    if (id == no_programme) continue;
    if (out.size() <= id) out.resize(id + 1u);
    out[id].label = model.study.arms[a].instruments[k].id;
  }
  return out;
}

}  // namespace

std::unique_ptr<Model> build_model(Registry const& registry, StudyInput study) {
  auto model = std::unique_ptr<Model>(new Model{std::move(study), {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}});
  model->geography = std::make_shared<Geography const>(make_geography(model->study.world));
  model->parameters = std::make_shared<Parameters const>(read_parameters(model->study.root, model->study.world_toml));
  for (auto const& [name, plugin] : registry.livelihoods()) model->livelihoods.push_back(plugin.make(model->context()));
  model->axis = axis_of(model->livelihoods);
  model->schedule = make_schedule(registry, model->context());
  for (auto const& arm : model->study.arms)
    model->instruments.push_back(make_instruments(registry, arm, model->context()));
  for (std::size_t a = 0; a < model->instruments.size(); ++a)
    model->programme_ids.push_back(programme_ids_of(model->study.arms[a], model->instruments[a]));
  model->programmes = programmes_of(*model);
  for (auto const& [name, plugin] : registry.observables()) {
    model->observables.push_back(plugin.make(model->context()));
    model->observable_names.push_back(name);
  }
  model->ring = make_rings(*model->geography, model->instruments);
  require_weight(*model);
  require_outcome_of_until(*model, make_layout(*model));  // throws a Bug now if an outcome cannot be computed
  return model;
}

void prepare(Model& model, Executor const& executor) {
  model.ground = invert_ground(ground_question(model.context(), prices_when_counted(model.study)), 0, executor);
  model.areas = make_areas(*model.geography, model.ring, model.ground.people, model.study.output.sensitive);
}

void prepare_like(Model& model, Model const& prepared, Executor const& executor) {
  GroundQuestion const question = ground_question(model.context(), prices_when_counted(model.study));
  bool const same = question == ground_question(prepared.context(), prices_when_counted(prepared.study));
  model.ground = same ? prepared.ground : invert_ground(question, 0, executor);
  model.areas = prepared.areas;
}

Simulation::Simulation(Model const& model, uint32_t replicate, Executor const& executor)
    : model_(&model),
      executor_(&executor),
      luck_(model.study.seed, model.study.people_seed, replicate),
      arm_(-1),
      world_(build_population(model.context(), model.geography, model.ground, prices_when_counted(model.study), luck_,
                              executor)),
      seconds_(model.schedule.size()) {}

void add_terms(Model const& model, std::size_t arm, MonthContext const& month, World const& world, Terms& terms) {
  for (std::size_t k = 0; k < model.instruments[arm].size(); ++k) {
    terms.book_in(model.programme_ids[arm][k]);
    model.instruments[arm][k]->contribute(month, world, terms);
    model.instruments[arm][k]->add_running_costs(month, world, terms);
  }
}

Simulation::Simulation(Model const& model, Luck luck, World world, uint32_t ordinal, int arm, Executor const& executor)
    : model_(&model),
      executor_(&executor),
      luck_(luck),
      arm_(arm),
      ordinal_(ordinal),
      world_(std::move(world)),
      seconds_(model.schedule.size()) {
  set_arm(arm);
}

void Simulation::set_arm(int arm) {
  arm_ = arm;
  world_.programmes = open_programmes(*model_, arm);
}

MonthContext Simulation::context(Terms const& terms) const {
  int const since_start = static_cast<int>(ordinal_) - 1 - model_->study.time.burn_in;
  return {model_->study.time.start + since_start, since_start, ordinal_ - 1, luck_, *executor_, terms};
}

Cents Simulation::step() {
  ++ordinal_;
  Terms terms;
  MonthContext const month = context(terms);
  if (arm_ >= 0) add_terms(*model_, static_cast<std::size_t>(arm_), month, world_, terms);
  for (std::size_t p = 0; p < model_->schedule.size(); ++p) {
    if (std::find(frozen.begin(), frozen.end(), model_->schedule[p].name) != frozen.end()) continue;
    auto const from = std::chrono::steady_clock::now();
    model_->schedule[p].process->step(month, world_);
    seconds_[p] += seconds_since(from);
  }
  if (month.burning_in())
    world_.median_need_ratio = median_need_ratios(model_->parameters->choice, model_->parameters->need, world_);
  require_possible(world_);
  return world_.ledger.close();
}

}  // namespace tributer
