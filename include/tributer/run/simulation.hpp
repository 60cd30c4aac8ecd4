#pragma once
// Advances one world month by month. Two simulations share no state that changes.
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tributer/model/choice_value.hpp"
#include "tributer/model/initialisers.hpp"
#include "tributer/model/person.hpp"
#include "tributer/model/registry.hpp"
#include "tributer/scenario/study.hpp"

namespace tributer {

/// What is the same for all replicates and arms: the study as it was read, the plug-ins, the order of processes in a
/// month, and the ground.
struct Model {
  StudyInput study;
  std::shared_ptr<Geography const> geography;
  std::shared_ptr<Parameters const> parameters;
  Livelihoods livelihoods;
  LivelihoodAxis axis;
  Observables observables;
  std::vector<std::string> observable_names;  ///< by observable
  Schedule schedule;
  std::vector<Instruments> instruments;                 ///< by arm
  std::vector<std::string> programmes;                  ///< ids of the instruments that handle money, sorted
  std::vector<std::vector<ProgrammeId>> programme_ids;  ///< by arm and instrument: its programme, or `no_programme`
  std::vector<uint8_t> ring;                            ///< by location: Ring
  Areas areas;                                          ///< empty until prepared
  Ground ground;                                        ///< empty until prepared

  /// The context from which plug-ins are built. The model must exist longer than it.
  BuildContext context() const {
    return {study.root,   study.world_toml, *parameters, *geography, study.time,
            study.prices, livelihoods,      axis,        programmes};
  }
};

/// Builds the model of a study. All plug-ins read their parameters here, so every parameter is declared afterwards.
/// Problems are collected in the study's book. finish_reading and `prepare` come next.
std::unique_ptr<Model> build_model(Registry const& registry, StudyInput study);
/// Inverts the ground and defines the areas of the results.
void prepare(Model& model, Executor const& executor);

/// Prepares another point of the study of `prepared`: with its areas, so that results have the same cells, and with its
/// ground if nothing that the ground follows from differs.
void prepare_like(Model& model, Model const& prepared, Executor const& executor);

/// Adds the terms of an arm's instruments for a month.
void add_terms(Model const& model, std::size_t arm, MonthContext const& month, World const& world, Terms& terms);

/// One replicate. The burn-in runs without instruments. Arms then start from copies of its world.
class Simulation {
 public:
  Simulation(Model const& model, uint32_t replicate, Executor const& executor);
  /// Continues from a world with the instruments of `arm` (-1: no instruments).
  Simulation(Model const& model, Luck luck, World world, uint32_t ordinal, int arm, Executor const& executor);

  /// Advances one month. Returns the residual of the ledger, which must be 0.
  Cents step();
  void set_arm(int arm);

  World const& world() const { return world_; }
  World& world() { return world_; }
  /// Context of the last month, for observables. `terms` must exist longer than it.
  MonthContext context(Terms const& terms) const;
  uint32_t months_done() const { return ordinal_; }
  Luck const& luck() const { return luck_; }
  std::vector<double> const& seconds_per_process() const { return seconds_; }
  /// Names of processes that are skipped. Tests use it to keep parts of the state fixed.
  std::vector<std::string> frozen;

 private:
  Model const* model_;
  Executor const* executor_;
  Luck luck_;
  int arm_;
  uint32_t ordinal_ = 0;  ///< months done
  World world_;
  std::vector<double> seconds_;
};

}  // namespace tributer
