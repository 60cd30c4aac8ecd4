#pragma once
// One world advanced month by month. Two simulations never share mutable state.
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

/// Everything that is the same for all replicates and arms: the study as read, the lists of plug-ins,
/// the month, and the ground.
struct Model {
  StudyInput study;
  std::shared_ptr<Geography const> geography;
  std::shared_ptr<Parameters const> parameters;
  Livelihoods livelihoods;
  LivelihoodAxis axis;
  Observables observables;
  Schedule schedule;
  std::vector<Instruments> instruments;                 ///< by arm
  std::vector<std::string> programmes;                  ///< ids of those that handle money, in order
  std::vector<std::vector<ProgrammeId>> programme_ids;  ///< by arm and instrument: its books; none: `no_programme`
  std::vector<uint8_t> ring;                            ///< by location: Ring
  Areas areas;                                          ///< once prepared
  Ground ground;                                        ///< empty until prepared

  /// What plug-ins are built from; the model must outlive it.
  BuildContext context() const {
    return {study.root,   study.world_toml, *parameters, *geography, study.time,
            study.prices, livelihoods,      axis,        programmes};
  }
};

/// Builds the model of a study. Processes and plug-ins read their parameters here, so that every
/// parameter is declared after it; problems are in the study's book. Next: finish_reading, `prepare`.
std::unique_ptr<Model> build_model(Registry const& registry, StudyInput study);
/// Inverts the ground and draws the areas of the output.
void prepare(Model& model, Executor const& executor);

/// Adds what an arm's instruments ask of a month.
void add_terms(Model const& model, std::size_t arm, MonthContext const& month, World const& world, Terms& terms);

/// One replicate. The burn-in runs without instruments; arms branch from it by copying the world.
class Simulation {
 public:
  Simulation(Model const& model, uint32_t replicate, Executor const& executor);
  /// Branches from a world, for arm `arm` (instruments of no arm: -1).
  Simulation(Model const& model, Luck luck, World world, uint32_t ordinal, int arm, Executor const& executor);

  /// Advances one month. Returns what the ledger is off by (always 0).
  Cents step();
  void set_arm(int arm);

  World const& world() const { return world_; }
  World& world() { return world_; }
  /// Context of the month last stepped, for observers; `terms` must outlive it.
  MonthContext context(Terms const& terms) const;
  uint32_t months_done() const { return ordinal_; }
  Luck const& luck() const { return luck_; }
  std::vector<double> const& seconds_per_process() const { return seconds_; }
  /// Processes to leave out, by name (tests freeze shared pools this way).
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
