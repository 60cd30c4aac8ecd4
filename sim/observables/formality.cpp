// Licences and operations: applications and licences, the technology and funding of operations, formal and declared
// gold, and mercury. To compute mercury, the gold of a concession is divided among its operations in proportion to the
// yield of their technology; if no operation works, all is mined by hand. Other minerals need no mercury.
#include <array>

#include "tributer/model/operation.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Formality final : public Observable {
 public:
  explicit Formality(BuildContext const& context) : operations_(context.parameters.operations) {}
  std::vector<Axis> own_axes() const override {
    return {
        {"licence", labels_of<Licence>()}, {"technology", labels_of<Technology>()}, {"funding", labels_of<Funding>()}};
  }
  std::vector<Outcome> outcomes() const override {
    using enum Outcome::Better;
    std::string const licensed = "licence=" + std::string(name_of(Licence::licensed));
    std::vector<Outcome> list{
        supported_anyway("dead_weight", "Dead weight: licensed anyway", "% of supported, at programme end",
                         Period::programme_end, 3),
        supported_anyway("dead_weight_end", "Dead weight, in the long run", "% of supported, at end of run",
                         Period::end, 0),
        {.question = questions::finance,
         .name = "supported_months_added",
         .label = "More licensed months, supported",
         .unit = "operation-months, by person",
         .numerator = {"licences/supported_months"},
         .arms = Outcome::Arms::with_programme,
         .better = higher},
        share("formal_operations", "Licensed operations", "% of operations", {"operations", licensed}, {"operations"},
              higher),
        share("formal_gold", "Gold of licensed operations", "% of gold", {"formal_gold_mg"}, {"gold_mg"}, higher),
        share("declared_gold", "Gold sold as declared", "% of gold", {"declared_gold_mg"}, {"gold_mg"}, higher),
        yearly("licences_granted", "Licences granted", "a year", 1, "licences_granted", higher),
        yearly("licences_lapsed", "Licences that lapsed", "a year", 1, "licences_lapsed", lower),
        share("idle_operations", "Idle for want of cash", "% of operations", {"idle_operations"}, {"operations"},
              lower),
        share("tied_operations", "Tied to a trader", "% of operations", {"tied_operations"}, {"operations"}, neither),
        yearly("mercury", "Mercury lost", "kg a year", 1e-6, "mercury_mg", lower)};
    add_each_group(list, supported("licence_supported", "With a supported licence"));
    add_each_group(list, supported("equipment_supported", "With supported equipment"));
    return list;
  }
  void record(MonthContext const&, World const& world, Areas const& areas, Frames frames) const override {
    FormalityTallies const& t = world.formality;
    frames[applications_][0] = t.applications;
    frames[granted_][0] = t.granted;
    frames[refused_][0] = t.refused;
    frames[renewed_][0] = t.renewed;
    frames[lapsed_][0] = t.lapsed;
    frames[upgrades_][0] = t.upgrades;
    frames[founded_][0] = t.founded;
    frames[closed_][0] = t.closed;
    for (Operation const& operation : world.operations) {
      if (!operation.open) continue;
      std::size_t const area = areas.of[operation.location];
      ++frames[operations_by_licence_][area * n_of<Licence> + static_cast<std::size_t>(operation.licence)];
      ++frames[by_technology_][static_cast<std::size_t>(operation.technology)];
      frames[idle_][area] += operation.funding == Funding::idle;
      ++frames[by_funding_][static_cast<std::size_t>(operation.funding)];
      frames[tied_][0] += operation.trader != no_row;
      if (operation.owner == no_row) continue;
      std::size_t const group = group_of(world.miners, operation.owner);
      frames[licence_supported_][group] += operation.licence == Licence::licensed && operation.programme != 0;
      frames[equipment_supported_][group] += operation.technology == Technology::mercury_free;
    }
    gold_by_area(world, areas, world.concessions.formal_mg, frames[formal_gold_]);
    gold_by_area(world, areas, world.concessions.declared_mg, frames[declared_gold_]);
    gold_by_area(world, areas, mercury(world), frames[mercury_]);
  }

 private:
  /// People who have what a programme helped to pay.
  static Outcome supported(std::string const& name, std::string const& label) {
    return {.question = questions::help,
            .name = name,
            .label = label,
            .unit = "per 1,000 people",
            .scale = 1000,
            .decimals = 2,
            .numerator = {"who/" + name},
            .denominator = {"who/people"},
            .arms = Outcome::Arms::with_programme};
  }
  /// The share of people with a supported licence who hold a licence in the baseline too.
  static Outcome supported_anyway(std::string const& name, std::string const& label, std::string const& unit,
                                  Period period, int rank) {
    return {.question = questions::finance,
            .name = name,
            .label = label,
            .unit = unit,
            .form = Form::baseline_share,
            .period = period,
            .scale = 100,
            .decimals = 1,
            .numerator = {"licences/supported_licensed"},
            .denominator = {"licences/supported"},
            .arms = Outcome::Arms::with_programme,
            .better = Outcome::Better::lower,
            .headline = {.programme = rank}};
  }
  static Outcome share(std::string const& name, std::string const& label, std::string const& unit, Total numerator,
                       Total denominator, Outcome::Better better) {
    return {.question = questions::formality,
            .name = name,
            .label = label,
            .unit = unit,
            .scale = 100,
            .decimals = 2,
            .numerator = std::move(numerator),
            .denominator = std::move(denominator),
            .better = better};
  }
  static Outcome yearly(std::string const& name, std::string const& label, std::string const& unit, double scale,
                        std::string const& variable, Outcome::Better better) {
    return {.question = questions::formality,
            .name = name,
            .label = label,
            .unit = unit,
            .scale = scale,
            .decimals = 1,
            .numerator = {variable},
            .denominator = {"years"},
            .better = better};
  }
  /// Mercury lost, by location, in milligrams.
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
  Counted const applications_ = flow({"licence_applications", "applications for a licence"});
  Counted const granted_ = flow({"licences_granted", "licences granted"});
  Counted const refused_ = flow({"licences_refused", "applications refused"});
  Counted const renewed_ = flow({"licences_renewed", "licences renewed"});
  Counted const lapsed_ = flow({"licences_lapsed", "licences that lapsed"});
  Counted const upgrades_ = flow({"upgrades", "operations that bought better equipment"});
  Counted const founded_ = flow({"operations_founded", "operations founded"});
  Counted const closed_ = flow({"operations_closed", "operations closed"});
  Counted const operations_by_licence_ = stock({"operations", "operations by licence", {"area", "licence"}});
  Counted const by_technology_ = stock({"operations_by_technology", "operations by technology", {"technology"}});
  Counted const idle_ = flow({"idle_operations", "operations that could not pay for the month's work", {"area"}});
  Counted const by_funding_ =
      flow({"operations_funding", "operations by the money that paid for the month's work", {"funding"}});
  Counted const tied_ = stock({"tied_operations", "operations tied to the trader who pre-financed them"});
  Counted const licence_supported_ =
      stock_by_group("licence_supported", "people who hold a licence that a programme helped to pay");
  Counted const equipment_supported_ = stock_by_group(
      "equipment_supported", "people whose operation has mercury-free equipment, which programmes alone pay for");
  Counted const formal_gold_ = flow({"formal_gold_mg", "gold of licensed operations", {"area"}, "mg"});
  Counted const declared_gold_ = flow({"declared_gold_mg", "gold sold through the legal channel", {"area"}, "mg"});
  Counted const mercury_ = flow({"mercury_mg", "mercury lost", {"area"}, "mg"});
  OperationParameters operations_;
};

}  // namespace

void add_formality_observable(Registry& registry) {
  registry.observable<Formality>("formality", "licences, operations, formal and declared gold, mercury");
}

}  // namespace tributer
