// What is dug, by mineral: miners, output, prices; what schemes count as tagged, what of it was dug next door, and what
// is sold neither through the declared channel nor with a tag of its own place, whatever they count. Tags fall evenly
// on declared and undeclared output. Also at world prices over all minerals, whose grams cannot be summed.
#include <array>

#include "tributer/model/market.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class MineralsObservable final : public Observable {
 public:
  explicit MineralsObservable(BuildContext const& context) : minerals_(context.geography.minerals) {}
  std::vector<Axis> own_axes() const override { return {{"mineral", minerals_}}; }
  std::vector<Variable> variables() const override {
    auto const mass = [](std::string name, std::string what) {
      return Variable{name, what, "mg", {"mineral"}, Variable::Kind::integer, "time: sum", ""};
    };
    auto const worth = [](std::string name, std::string what) {
      return Variable{name, what, "0.01 USD", {}, Variable::Kind::integer, "time: sum", ""};
    };
    return {{"mineral_miners",
             "people mining, by what they dig",
             "1",
             {"mineral"},
             Variable::Kind::integer,
             "time: point",
             ""},
            mass("mineral_mg", "recovered this month"),
            mass("tagged_mg", "sold with a tag, wherever it was dug"),
            mass("laundered_mg", "of this, dug elsewhere than the tag says"),
            mass("undeclared_mg", "sold neither as declared nor with a tag of where it was dug"),
            {"mineral_price", "world price", "USD g-1", {"mineral"}, Variable::Kind::real, "time: point", ""},
            worth("output_cents", "output at world prices"),
            worth("tagged_cents", "output with a tag, at world prices"),
            worth("laundered_cents", "of this, dug elsewhere than the tag says"),
            worth("undeclared_cents", "output sold neither as declared nor with its own tag, at world prices")};
  }
  void record(MonthContext const&, World const& world, Areas const&, std::span<Frame> frames) const override {
    auto const& c = world.concessions;
    for (std::size_t location = 0; location < world.geography->n; ++location) {
      std::size_t const k = world.geography->mineral[location];
      double const traced = c.traced_share[location], output = static_cast<double>(c.output_mg[location]);
      int64_t const laundered = whole(c.laundered_share[location] * output),
                    tagged = whole(traced * output) + laundered, open = c.output_mg[location] - c.declared_mg[location],
                    undeclared = whole((1.0 - traced) * static_cast<double>(open));
      frames[0].integers[k] += c.workers[location];
      std::array const masses{c.output_mg[location], tagged, laundered, undeclared};
      for (std::size_t v = 0; v < masses.size(); ++v) {
        frames[1 + v].integers[k] += masses[v];
        frames[6 + v].integers[0] += whole(static_cast<double>(masses[v]) * 0.1 * world_price(world, location));
      }
    }
    for (std::size_t k = 0; k < minerals_.size(); ++k) frames[5].reals[k] = world.price_usd_per_gram[k];
  }

 private:
  std::vector<std::string> minerals_;
};

}  // namespace

void add_minerals_observable(Registry& registry) {
  registry.observable<MineralsObservable>("minerals", "what is dug, by mineral; tags, laundering, undeclared output");
}

}  // namespace tributer
