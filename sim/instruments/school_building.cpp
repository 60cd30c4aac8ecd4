// Schools are built with a number of seats at each concession. The seats are ready after some months and are then paid
// for until the window ends. Seats fill only with children whose households want to send them and can (see
// processes/schooling).
#include "tributer/model/credit.hpp"
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class SchoolBuilding final : public ProgrammeInstrument {
 public:
  SchoolBuilding(InstrumentEntry const& entry, BuildContext const& context)
      : ProgrammeInstrument(entry, context, read_eligible_concessions(entry.table, context.geography)) {
    TableReader const& t = entry.table;
    std::string_view const choice = "assumed: the study's choice";
    seats_ = t.integer("seats", std::nullopt, {"1", 0, 1e6, choice, "seats built at each concession"});
    build_months_ = static_cast<int>(t.integer(
        "build_months", 12, {"month", 1, 120, "assumed: one dry season", "months until the seats are ready"}));
    double const n = static_cast<double>(seats_) * static_cast<double>(eligible_.concessions().size());
    building_ = cents_from_usd(
        n / build_months_ *
        t.real("usd_per_seat", 300,
               {"USD", 0, 1e4, "assumed: a classroom costs about 12,000 USD", "cost of building a seat"}));
    running_ = cents_from_usd(
        n / 12.0 *
        t.real("usd_per_seat_and_year", 40,
               {"USD/year", 0, 1e4, "assumed: one teacher for 40 children", "cost of teachers and upkeep for a seat"}));
    outlay_.label = label_;
    outlay_.payer = payer_ = t.member("payer", Payer::donor, choice, "who pays", {Payer::donor, Payer::state});
    outlay_.budget_cents =
        building_ * build_months_ + running_ * std::max(0, window_.end - window_.first - build_months_);
  }
  void contribute(MonthContext const& month, World const& world, Terms& terms) const override {
    if (!window_.holds(month.since_start) || seats_ == 0) return;
    bool const ready = month.since_start >= window_.first + build_months_;
    Outlay outlay = outlay_;
    outlay.cents = (ready ? running_ : building_) / world.geography->weight;
    terms.add(std::move(outlay));
    if (!ready) return;
    for (std::size_t const c : eligible_.concessions()) terms.add(SchoolSeats{static_cast<double>(seats_)}, c);
  }

 private:
  int64_t seats_ = 0;
  int build_months_ = 1;
  Cents building_ = 0, running_ = 0;  ///< cost a month
  Outlay outlay_;
};

}  // namespace

void add_school_building_instrument(Registry& registry) {
  registry.instrument<SchoolBuilding>("school_building", "schools that are built and run",
                                      {"seats = 20\nbuild_months = 3\n"});
}

}  // namespace tributer
