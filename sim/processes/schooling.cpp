// Which children go to school, decided at the start of each of three terms a year, child by child:
//   logit attendance = base(sex) - pull(sex) ln(pay of digging here / reference) - [poor] strain.
// Children's earning chance at the site substitutes for school, boys' more (V13, V13b); poverty acts
// less. Children of those who dig, when out of school, count as working (P-66).
#include <array>

#include "processes.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/person.hpp"

namespace tributer {
namespace {

class Schooling final : public Process {
 public:
  Schooling(Tables const& tables, LivelihoodAxis const& axis)
      : need_(read_need(tables.world)),
        mining_(axis.find("informal_mining")),
        n_k_(axis.size()),
        reference_usd_(read_ground(tables.study).net_pay_usd) {
    TableReader const t = tables.study.table("school");
    base_ = t.real("attendance_base", 0.65,
                   {"1", 0.1, 0.95, "assumed: rural attendance",
                    "attendance of children of households that are not poor, at usual pay"});
    pull_boys_ =
        t.real("pull_boys", 0.2,
               {"1", 0, 1, "assumed: gives the size of V13", "logit lost per unit of log pay of digging, boys"});
    pull_girls_ =
        t.real("pull_girls", 0.1,
               {"1", 0, 1, "assumed: less than boys (V13b)", "logit lost per unit of log pay of digging, girls"});
    strain_ = t.real("poverty_strain", 0.3,
                     {"1", 0, 2, "assumed: less than the pull of the site (V13b)",
                      "logit lost in a household whose consumption is below need"});
  }
  std::string_view name() const override { return "schooling"; }
  std::string_view reads() const override { return "expected pay of digging, consumption"; }
  std::string_view writes() const override { return "children out of school"; }

  void step(MonthContext const& month, World& world) const override {
    if ((month.calendar.month_of_year() - 1) % 4 != 0 && month.ordinal != 0) return;
    // Attendance by place, sex and poverty: a small table, so no logarithm is taken per child.
    std::size_t const places = world.geography->places();
    std::vector<std::array<std::array<float, 2>, 2>> attend(places);
    for (std::size_t p = 0; p < places; ++p)
      for (std::size_t sex = 0; sex < 2; ++sex)
        for (std::size_t poor = 0; poor < 2; ++poor)
          attend[p][sex][poor] = static_cast<float>(attendance(world, p, sex == female, poor == 1));
    Miners& m = world.miners;
    double const level = world.price_level;
    month.executor.for_blocks(m.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) {
        if (!m.alive(i) || m.girls[i] + m.boys[i] == 0) continue;
        bool const poor = m.consumption_cents[i] > 0 &&  // nothing yet: entered last month
                          m.consumption_cents[i] < whole(need_usd(need_, m.dependants[i]) * level * 100.0);
        m.girls_out[i] = out_of_school(month, m.id[i], m.girls[i], 0, attend[m.place[i]][female][poor]);
        m.boys_out[i] = out_of_school(month, m.id[i], m.boys[i], 32, attend[m.place[i]][male][poor]);
      }
    });
  }

 private:
  double attendance(World const& world, std::size_t place, bool girl, bool poor) const {
    double logit = math::log(base_ / (1.0 - base_));
    if (place < world.geography->n) {
      double const usd = world.concessions.expected_usd[place * n_k_ + mining_] / world.price_level;
      logit -= (girl ? pull_girls_ : pull_boys_) * math::log((usd > 1 ? usd : 1) / reference_usd_);
    }
    return math::logistic(logit - (poor ? strain_ : 0));
  }

  static uint8_t out_of_school(MonthContext const& month, uint64_t id, int children, uint16_t first, float p) {
    uint8_t out = 0;
    PhiloxBlock words{};
    for (int child = 0; child < children; ++child) {
      if (child % 4 == 0)
        words = month.luck.block(id, month.ordinal, Stream::school, static_cast<uint16_t>(first + child / 4));
      out = static_cast<uint8_t>(out + (Luck::to_uniform(words[static_cast<std::size_t>(child % 4)]) >= p ? 1 : 0));
    }
    return out;
  }

  NeedParameters need_;
  std::size_t mining_, n_k_;
  double reference_usd_, base_ = 0, pull_boys_ = 0, pull_girls_ = 0, strain_ = 0;
};

}  // namespace

std::unique_ptr<Process const> make_schooling(Tables const& tables, LivelihoodAxis const& axis) {
  return std::make_unique<Schooling>(tables, axis);
}

}  // namespace tributer
