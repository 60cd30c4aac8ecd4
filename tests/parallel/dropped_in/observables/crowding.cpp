// An observable for a test, with a row in the table: the number of miners who share the ground of a concession.
#include <algorithm>

#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Crowding final : public Observable {
 public:
  std::vector<Outcome> outcomes() const override {
    return {{.question = questions::sector,
             .name = "most_crowded",
             .label = "Miners at the most crowded concession",
             .unit = "people, mean month",
             .numerator = {"most_crowded"},
             .denominator = {"months"}}};
  }
  void record(MonthContext const&, World const& world, Areas const&, Frames frames) const override {
    auto const& workers = world.concessions.workers;
    frames[most_][0] = *std::max_element(workers.begin(), workers.end());
  }

 private:
  Counted const most_ = stock({"most_crowded", "miners at the concession with most of them", {}});
};

}  // namespace

void add_crowding_observable(Registry& registry) {
  registry.observable<Crowding>("crowding", "crowding of concessions");
}

}  // namespace tributer
