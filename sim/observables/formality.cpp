// Licences and the pits that hold them: who applies and is licensed, what pits work with and live on, how
// much gold is formal and declared, and the mercury it takes. A place's gold is shared among its pits by
// what their technology yields; where no pit works it is dug by hand. Other minerals take no mercury.
#include <array>

#include "tributer/model/operation.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Formality final : public Observable {
 public:
  explicit Formality(BuildContext const& context) : operations_(context.parameters.operations) {}
  std::vector<Axis> own_axes() const override {
    return {{"licence", label_list<Licence>()},
            {"technology", label_list<Technology>()},
            {"funding", label_list<Funding>()}};
  }
  std::vector<Variable> variables() const override {
    using Axes = std::vector<std::string>;
    auto const flow = [](std::string name, std::string what, Axes axes = {}, std::string unit = "1") {
      return Variable{name, what, unit, axes, Variable::Kind::integer, "time: sum", ""};
    };
    auto const stock = [](std::string name, std::string what, Axes axes = {}) {
      return Variable{name, what, "1", axes, Variable::Kind::integer, "time: point", ""};
    };
    return {flow("licence_applications", "applications for a licence"),
            flow("licences_granted", "licences granted"),
            flow("licences_refused", "applications refused"),
            flow("licences_renewed", "licences renewed"),
            flow("licences_lapsed", "licences that ended"),
            flow("upgrades", "operations that bought better equipment"),
            flow("operations_founded", "operations founded"),
            flow("operations_closed", "operations closed"),
            stock("operations", "operations by licence", {"area", "licence"}),
            stock("operations_by_technology", "operations by technology", {"technology"}),
            flow("idle_operations", "operations that could not pay for the month's work", {"area"}),
            flow("operations_funding", "operations by what paid for the month's work", {"funding"}),
            stock("tied_operations", "operations bound to the trader who financed them"),
            flow("formal_gold_mg", "gold of licensed operations", {"area"}, "mg"),
            flow("declared_gold_mg", "gold sold through the declared channel", {"area"}, "mg"),
            flow("mercury_mg", "mercury lost", {"area"}, "mg")};
  }
  void record(MonthContext const&, World const& world, Areas const& areas, std::span<Frame> frames) const override {
    FormalityTallies const& t = world.formality;
    std::array const tallies{t.applications, t.granted,  t.refused, t.renewed,
                             t.lapsed,       t.upgrades, t.founded, t.closed};
    for (std::size_t v = 0; v < tallies.size(); ++v) frames[v].integers[0] = tallies[v];
    for (Operation const& operation : world.operations) {
      if (!operation.open) continue;
      std::size_t const area = areas.of[operation.location];
      ++frames[8].integers[area * count_of<Licence> + static_cast<std::size_t>(operation.licence)];
      ++frames[9].integers[static_cast<std::size_t>(operation.technology)];
      frames[10].integers[area] += operation.funding == Funding::idle;
      ++frames[11].integers[static_cast<std::size_t>(operation.funding)];
      frames[12].integers[0] += operation.trader != no_row;
    }
    gold_by_area(world, areas, world.concessions.formal_mg, frames[13].integers);
    gold_by_area(world, areas, world.concessions.declared_mg, frames[14].integers);
    gold_by_area(world, areas, mercury(world), frames[15].integers);
  }

 private:
  /// By place, in milligrams.
  std::vector<int64_t> mercury(World const& world) const {
    std::vector<std::array<double, n_technologies>> yields(world.geography->n);
    for (Operation const& operation : world.operations) {
      std::size_t const technology = static_cast<std::size_t>(operation.technology);
      if (operation.open && operation.funding != Funding::idle && operation.location < yields.size())
        yields[operation.location][technology] += operations_.output[technology];
    }
    std::vector<int64_t> lost;
    for (std::size_t location = 0; location < yields.size(); ++location) {
      double gold = 0, weighed = 0;
      for (std::size_t technology = 0; technology < n_technologies; ++technology) {
        gold += yields[location][technology];
        weighed += yields[location][technology] * operations_.mercury_per_gold[technology];
      }
      double const ratio = gold > 0 ? weighed / gold : operations_.mercury_per_gold[0];
      lost.push_back(whole(ratio * static_cast<double>(world.concessions.output_mg[location])));
    }
    return lost;
  }
  OperationParameters const& operations_;
};

}  // namespace

void add_formality_observable(Registry& registry) {
  registry.observable<Formality>("formality", "licences, operations, formal and declared gold, mercury");
}

}  // namespace tributer
