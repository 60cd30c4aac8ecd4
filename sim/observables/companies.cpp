// Large-scale mines and their neighbours: phases and postures, places for tributers, promises, trust, grievance.
#include <algorithm>

#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class CompaniesObservable final : public Observable {
 public:
  std::vector<Axis> own_axes() const override {
    return {{"phase", label_list<Phase>()}, {"posture", label_list<Posture>()}};
  }
  std::vector<Variable> variables() const override {
    auto const events = Variable::Counts::events;
    auto const count = [](std::string name, std::string what, std::string axis, Variable::Counts counts) {
      std::vector<std::string> axes{"area"};
      if (!axis.empty()) axes.push_back(axis);
      return Variable{name, what, "1", axes, Variable::Kind::integer, "time: point", "", counts};
    };
    auto const mean = [](std::string name, std::string what) {
      return Variable{name, what, "1", {"area"}, Variable::Kind::real, "time: point", ""};
    };
    auto const people = Variable::Counts::people;
    return {count("mines", "large-scale mines by phase", "phase", events),
            count("mine_postures", "large-scale mines by posture towards diggers", "posture", events),
            count("mine_jobs", "jobs at large-scale mines", "", people),
            count("tribute_places", "places offered to tributers", "", people),
            count("promised", "people promised a job or help that is due this month", "", people),
            count("delivered", "of these, people who got it", "", people),
            mean("trust", "mean trust in what is announced, 0 to 1"),
            mean("grievance", "mean grievance")};
  }
  void record(MonthContext const&, World const& world, Areas const& areas, std::span<Frame> frames) const override {
    auto const& c = world.concessions;
    std::vector<int64_t> locations(areas.size());
    for (std::size_t p = 0; p < world.geography->n; ++p) {
      std::size_t const area = areas.of[p];
      Company const& company = world.companies[p];
      ++locations[area];
      frames[3].integers[area] += company.slots;
      frames[4].integers[area] += c.promised[p], frames[5].integers[area] += c.delivered[p];
      frames[6].reals[area] += c.trust[p], frames[7].reals[area] += c.grievance[p];
      if (company.phase == Phase::none) continue;
      ++frames[0].integers[area * n_phases + static_cast<std::size_t>(company.phase)];
      ++frames[1].integers[area * n_postures + static_cast<std::size_t>(company.posture)];
      frames[2].integers[area] += company.jobs;
    }
    for (std::size_t area = 0; area < locations.size(); ++area)
      for (std::size_t v : {6u, 7u})
        frames[v].reals[area] /= static_cast<double>(std::max<int64_t>(1, locations[area]));
  }
};

}  // namespace

void add_companies_observable(Registry& registry) {
  registry.observable<CompaniesObservable>("companies", "large-scale mines, tribute places, promises, trust");
}

}  // namespace tributer
