// Farming: what a field and odd farm work earn a month (P-13), with rain and season, less what a large-scale mine has
// taken of the land (V8). Nobody farms `outside` here.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Farm final : public Livelihood {
 public:
  explicit Farm(BuildContext const& context) {
    TableReader const t = context.world.table("income");
    usd_ = t.real("farm_usd_per_month", 45,
                  {"USD/month", 20, 80, "assumed: P-13 gives a range only", "farm income of an adult"});
    amplitude_ = t.real(
        "farm_season_amplitude", 0.1,
        {"1", 0, 0.6, "assumed: farm work peaks with the rains (V22)", "log amplitude of farm income over the year"});
  }
  LivelihoodTraits traits() const override { return {.label = "farm"}; }
  double posted_usd(World const& world, std::size_t location) const override {
    if (location >= world.geography->n) return -1;
    double const land = 1.0 - world.companies[location].land_taken;
    return usd_ * world.price_level * math::exp(world.concessions.log_rain[location]) * land;
  }
  /// A triangle wave that peaks in August.
  double season(Month month) const override {
    int const from_peak = (month.month_of_year() + 4) % 12;  // 0 in August
    double const wave = 1.0 - (from_peak <= 6 ? from_peak : 12 - from_peak) / 3.0;
    return math::exp(amplitude_ * wave);
  }

 private:
  double usd_, amplitude_;
};

}  // namespace

void add_farm_livelihood(Registry& registry) { registry.livelihood<Farm>("farm", "own fields and farm labour"); }

}  // namespace tributer
