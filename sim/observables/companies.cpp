// Large-scale mines and their neighbours: phases and postures, room for tributers, promises, trust, grievance.
#include <algorithm>

#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class CompaniesObservable final : public Observable {
 public:
  std::vector<Axis> own_axes() const override {
    return {{"phase", labels_of<Phase>()}, {"posture", labels_of<Posture>()}};
  }
  std::vector<Outcome> outcomes() const override {
    return {{.question = questions::help,
             .name = "promises_kept",
             .label = "Promises kept",
             .unit = "% of people promised",
             .form = Form::own_share,
             .scale = 100,
             .decimals = 1,
             .numerator = {"delivered"},
             .denominator = {"promised"},
             .given = {"promised"},
             .better = Outcome::Better::higher,
             .order = 1,
             .headline = {.other = 6}},
            {.question = questions::help,
             .name = "uncompensated_harm",
             .label = "Tributers' claims that nobody pays",
             .unit = "USD a year",
             .scale = 0.01,
             .numerator = {"uncompensated_cents"},
             .denominator = {"years"},
             .given = {"uncompensated_cents"},
             .better = Outcome::Better::lower,
             .order = 2}};
  }
  void record(MonthContext const&, World const& world, Areas const& areas, Frames frames) const override {
    auto const& c = world.concessions;
    std::vector<int64_t> locations(areas.size());
    for (std::size_t p = 0; p < world.geography->n; ++p) {
      std::size_t const area = areas.of[p];
      Company const& company = world.companies[p];
      ++locations[area];
      frames[room_][area] += company.slots;
      frames[promised_][area] += c.promised[p], frames[delivered_][area] += c.delivered[p];
      frames[uncompensated_][area] += world.harm.uncompensated_cents[p];
      frames[trust_][area] += c.trust[p], frames[grievance_][area] += c.grievance[p];
      if (company.phase == Phase::none) continue;
      ++frames[mines_][area * n_phases + static_cast<std::size_t>(company.phase)];
      ++frames[postures_][area * n_postures + static_cast<std::size_t>(company.posture)];
      frames[jobs_][area] += company.jobs;
    }
    for (std::size_t area = 0; area < locations.size(); ++area)
      for (Measured const mean : {trust_, grievance_})
        frames[mean][area] /= static_cast<double>(std::max<int64_t>(1, locations[area]));
  }

 private:
  static constexpr auto not_weighted = Variable::Counts::events;
  Counted const mines_ = stock({"mines", "large-scale mines by phase", {"area", "phase"}, "1", "", not_weighted});
  Counted const postures_ = stock({"mine_postures",
                                   "large-scale mines by posture towards artisanal miners",
                                   {"area", "posture"},
                                   "1",
                                   "",
                                   not_weighted});
  Counted const jobs_ = stock({"mine_jobs", "jobs at large-scale mines", {"area"}});
  Counted const room_ = stock({"tribute_places", "room for tributers", {"area"}});
  Counted const promised_ = stock({"promised", "people promised a job or help that is due this month", {"area"}});
  Counted const delivered_ = stock({"delivered", "of these, people who got it", {"area"}});
  Counted const uncompensated_ = flow(
      {"uncompensated_cents", "claims of tributers that a law no longer makes a company pay", {"area"}, "0.01 USD"});
  Measured const trust_ = level({"trust", "trust in what is announced, 0 to 1, mean over concessions", {"area"}});
  Measured const grievance_ = level({"grievance", "grievance, mean over concessions", {"area"}});
};

}  // namespace

void add_companies_observable(Registry& registry) {
  registry.observable<CompaniesObservable>("companies", "large-scale mines, openings for tributers, promises, trust");
}

}  // namespace tributer
