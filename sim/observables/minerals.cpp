// Output by mineral: miners, output and prices; output with a tag, and the part of it that was mined at another
// concession; and output that is sold neither through the legal channel nor with a tag of its own concession. Tags are
// assumed to be spread evenly over declared and undeclared output. Sums over all minerals are given at world prices,
// because grams of different minerals cannot be added.
#include "tributer/model/market.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class MineralsObservable final : public Observable {
 public:
  explicit MineralsObservable(BuildContext const& context) : minerals_(context.geography.minerals) {}
  std::vector<Axis> own_axes() const override { return {{"mineral", minerals_}}; }
  std::vector<Outcome> outcomes() const override {
    auto const lower = Outcome::Better::lower;
    return {{.question = questions::sector,
             .name = "undeclared",
             .label = "Neither declared nor truly tagged",
             .unit = "% of output, by worth",
             .scale = 100,
             .decimals = 2,
             .numerator = {"undeclared_cents"},
             .denominator = {"output_cents"},
             .better = lower},
            {.question = questions::sector,
             .name = "tagged",
             .label = "Carries a tag",
             .unit = "% of output, by worth",
             .form = Form::own_share,
             .scale = 100,
             .decimals = 2,
             .numerator = {"tagged_cents"},
             .denominator = {"output_cents"},
             .given = {"tagged_cents"}},
            {.question = questions::sector,
             .name = "laundered",
             .label = "Of it, mined elsewhere",
             .unit = "% of what is tagged, by worth",
             .form = Form::own_share,
             .scale = 100,
             .decimals = 1,
             .numerator = {"laundered_cents"},
             .denominator = {"tagged_cents"},
             .given = {"tagged_cents"},
             .better = lower}};
  }
  void record(MonthContext const&, World const& world, Areas const&, Frames frames) const override {
    auto const& c = world.concessions;
    for (std::size_t location = 0; location < world.geography->n; ++location) {
      std::size_t const k = world.geography->mineral[location];
      double const traced = c.traced_share[location], output = static_cast<double>(c.output_mg[location]);
      int64_t const laundered = whole(c.laundered_share[location] * output),
                    tagged = whole(traced * output) + laundered, open = c.output_mg[location] - c.declared_mg[location],
                    undeclared = whole((1.0 - traced) * static_cast<double>(open));
      frames[miners_][k] += c.workers[location];
      auto const add = [&](Sold const& sold, int64_t mg) {
        frames[sold.mg][k] += mg;
        frames[sold.cents][0] += whole(static_cast<double>(mg) * 0.1 * world_price(world, location));
      };
      add(output_, c.output_mg[location]);
      add(tagged_, tagged);
      add(laundered_, laundered);
      add(undeclared_, undeclared);
    }
    for (std::size_t k = 0; k < minerals_.size(); ++k) frames[price_][k] = world.price_usd_per_gram[k];
  }

 private:
  /// The variables of output that is sold in one way: by mineral, and in all at world prices.
  struct Sold {
    Counted mg, cents;
  };
  Counted mass(std::string const& name, std::string const& about) { return flow({name, about, {"mineral"}, "mg"}); }
  Counted worth(std::string const& name, std::string const& about) { return flow({name, about, {}, "0.01 USD"}); }
  Counted const miners_ = stock({"mineral_miners", "people mining, by mineral", {"mineral"}});
  Sold const output_{mass("mineral_mg", "output of this month"), worth("output_cents", "output at world prices")};
  Sold const tagged_{mass("tagged_mg", "output with a tag, wherever it was mined"),
                     worth("tagged_cents", "output with a tag, at world prices")};
  Sold const laundered_{mass("laundered_mg", "tagged output that was mined elsewhere than the tag says"),
                        worth("laundered_cents", "tagged output that was mined elsewhere, at world prices")};
  Sold const undeclared_{
      mass("undeclared_mg", "output sold neither as declared nor with its own tag"),
      worth("undeclared_cents", "output sold neither as declared nor with its own tag, at world prices")};
  Measured const price_ = level({"mineral_price", "world price", {"mineral"}, "USD g-1"});
  std::vector<std::string> minerals_;
};

}  // namespace

void add_minerals_observable(Registry& registry) {
  registry.observable<MineralsObservable>("minerals", "output by mineral; tags, laundering, undeclared output");
}

}  // namespace tributer
