// New ground is found at a concession, with its own grade and size, and is worked out after some months. People hear of
// it at once and think that it is richer than it is. Later they learn what it really pays (V17).
// Leaves out: who found the ground, and claims to it.
#include "tributer/model/aid.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class Discovery final : public Instrument {
 public:
  Discovery(InstrumentEntry const& entry, BuildContext const& context)
      : label_(entry.id), window_(read_window(entry.table, context.time, 36)) {
    TableReader const& t = entry.table;
    std::string_view const choice = "assumed: the study's choice";
    concession_ = read_concession(t, "concession", context.geography, "id of the concession where new ground is found");
    richness_ = t.real("richness", 2, {"1", 0, 20, choice, "grade of the new ground over that of the concession"});
    size_ = t.real("size", 1, {"1", 0, 20, choice, "capacity of the new ground over that of the concession"});
    rumour_ = t.real(
        "rumour", 1.5,
        {"1", 0, 5, "assumed: a rush overshoots (V17)", "grade that people expect at first, over the true grade"});
  }
  void contribute(MonthContext const& month, World const& world, Terms& terms) const override {
    if (!window_.holds(month.since_start) || size_ == 0) return;
    auto const& c = world.concessions;
    double const grade = richness_ * c.grade_mg[concession_];
    terms.add(NewGround{label_, size_ * c.capacity[concession_], grade, rumour_ * grade, c.amenity[concession_],
                        month.since_start == window_.first},
              concession_);
  }
  std::vector<std::size_t> targets() const override { return {concession_}; }

 private:
  std::string label_;
  Window window_;
  std::size_t concession_ = 0;
  double richness_ = 0, size_ = 0, rumour_ = 0;
};

}  // namespace

void add_discovery_instrument(Registry& registry) {
  registry.instrument<Discovery>("discovery", "new ground found at a concession, and rumours about it",
                                 {"concession = \"c1\"\n"});
}

}  // namespace tributer
