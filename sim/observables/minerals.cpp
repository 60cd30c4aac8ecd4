// What is dug, by mineral: miners, output, prices; what schemes count as tagged, what of it was dug elsewhere, and
// what goes out undeclared whatever they count.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class MineralsObservable final : public Observable {
 public:
  explicit MineralsObservable(std::vector<std::string> minerals) : minerals_(std::move(minerals)) {}
  std::vector<Axis> own_axes() const override { return {{"mineral", minerals_}}; }
  std::vector<Variable> variables() const override {
    auto const mass = [](std::string name, std::string what) {
      return Variable{name, what, "mg", {"mineral"}, Variable::Kind::integer, "time: sum", ""};
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
            mass("undeclared_mg", "neither declared by a licensed pit nor tagged where it was dug"),
            {"mineral_price", "world price", "USD g-1", {"mineral"}, Variable::Kind::real, "time: point", ""}};
  }
  void record(MonthContext const&, World const& world, Areas const&, std::span<Frame> frames) const override {
    auto const& c = world.concessions;
    for (std::size_t place = 0; place < world.geography->n; ++place) {
      std::size_t const k = world.geography->mineral[place];
      double const traced = c.traced_share[place], output = static_cast<double>(c.output_mg[place]);
      int64_t const laundered = whole(c.laundered_share[place] * output);
      frames[0].integers[k] += c.workers[place];
      frames[1].integers[k] += c.output_mg[place];
      frames[2].integers[k] += whole(traced * output) + laundered;
      frames[3].integers[k] += laundered;
      frames[4].integers[k] += whole((1.0 - traced) * static_cast<double>(c.output_mg[place] - c.declared_mg[place]));
    }
    for (std::size_t k = 0; k < minerals_.size(); ++k) frames[5].reals[k] = world.price_usd_per_gram[k];
  }

 private:
  std::vector<std::string> minerals_;
};

}  // namespace

void add_minerals(Registry& registry) {
  registry.observables["minerals"] = {
      "what is dug, by mineral; tags, laundering, undeclared output",
      [](Tables const&, LivelihoodAxis const&, Geography const& g, std::vector<std::string> const&) {
        return std::make_unique<MineralsObservable const>(g.minerals);
      }};
}

}  // namespace tributer
