// Farming: the monthly income from a field and from farm labour (P-13). It changes with rain and season, and falls if a
// large-scale mine has taken land (V8). There is no farming at the location `outside`.
#include "tributer/core/units.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Farm final : public Livelihood {
 public:
  explicit Farm(BuildContext const& context) {
    TableReader const t = context.world.table("income");
    usd_ =
        t.real("farm_usd_per_month", 45, {"USD/month", 20, 80, "assumed: 20 to 60 (P-13)", "farm income of an adult"});
    amplitude_ = t.real(
        "farm_season_amplitude", 0.1,
        {"1", 0, 0.6, "assumed: farm work peaks with the rains (V22)", "log amplitude of farm income over the year"});
    peak_ = static_cast<int>(t.integer(
        "farm_peak_month", 8,
        {"month", 1, 12, "assumed: the harvest of the main season", "month of the year in which farms earn most"}));
  }
  LivelihoodTraits traits() const override { return {.label = "farm"}; }
  double posted_usd(World const& world, std::size_t location) const override {
    if (location >= world.geography->n) return -1;
    double const land = 1.0 - world.companies[location].land_taken;
    return usd_ * world.price_level * math::exp(world.concessions.log_rain[location]) * land;
  }
  /// A triangle wave: 1 in the peak month, -1 half a year later.
  double season(Month month) const override {
    int const after = (month.month_of_year() + months_per_year - peak_) % months_per_year,
              half_year = months_per_year / 2;
    double const from_peak = after <= half_year ? after : months_per_year - after;
    return math::exp(amplitude_ * (1.0 - 2.0 * from_peak / half_year));
  }

 private:
  double usd_, amplitude_;
  int peak_;
};

}  // namespace

void add_farm_livelihood(Registry& registry) { registry.livelihood<Farm>("farm", "own fields and farm labour"); }

}  // namespace tributer
