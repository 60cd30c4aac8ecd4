// How the working population changes: people leave, rise in rank, enter, or come because a mine was announced. Exits
// and promotions are drawn on birthdays. The people who enter are the same in every arm, because their ids are made of
// the place and month of entry. Households keep their size: as children grow up, others are born.
#include <algorithm>
#include <array>

#include "tributer/core/draws.hpp"
#include "tributer/core/units.hpp"
#include "tributer/model/person.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

struct Exits {
  Book book;
  Cents written_off = 0;
  std::vector<uint32_t> rows;
  Exits& operator+=(Exits const& o) {
    book += o.book;
    written_off += o.written_off;
    rows.insert(rows.end(), o.rows.begin(), o.rows.end());
    return *this;
  }
};

class Demography final : public Process {
 public:
  explicit Demography(BuildContext const& context) : p_(context.parameters.people), entry_(monthly_exit_mean(p_)) {}

  void step(MonthContext const& month, World& world) const override {
    Miners& m = world.miners;
    Exits left = month.executor.sum(m.size(), Exits{}, [&](Exits& out, std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; i += Draws::most)
        grow_older(month, m, i, std::min(end, i + Draws::most), out);
    });
    world.ledger.month += left.book;
    world.ledger.written_off += left.written_off;
    std::sort(left.rows.begin(), left.rows.end());
    world.free_rows.insert(world.free_rows.end(), left.rows.begin(), left.rows.end());
    for (std::size_t location = 0; location < world.geography->n; ++location) enter(month, world, location);
  }

 private:
  void grow_older(MonthContext const& month, Miners& m, std::size_t begin, std::size_t end, Exits& out) const {
    std::array<uint32_t, Draws::most> birthdays;
    std::size_t n = 0;
    for (std::size_t i = begin; i < end; ++i) {
      m.age_months[i] += m.alive(i) ? 1 : 0;
      birthdays[n] = static_cast<uint32_t>(i);
      n += m.age_months[i] % months_per_year == 0 && m.alive(i) ? 1 : 0;
    }
    Draws leaving(month.ordinal), promotion(month.ordinal);
    for (std::size_t k = 0; k < n; ++k) leaving.add(m.id[birthdays[k]]), promotion.add(m.id[birthdays[k]]);
    leaving.draw_uniforms(month.luck, streams::leaving);
    promotion.draw_uniforms(month.luck, streams::promotion);
    for (std::size_t k = 0; k < n; ++k) birthday(m, birthdays[k], leaving.uniform(k), promotion.uniform(k), out);
  }

  void birthday(Miners& m, std::size_t i, float luck_of_leaving, float luck_of_promotion, Exits& out) const {
    if (static_cast<double>(luck_of_leaving) < (m.age_months[i] >= p_.retirement_years * months_per_year
                                                    ? 1.0
                                                    : yearly_exit(p_, m.age_months[i] / months_per_year - 1))) {
      out.book.add(Category::departing_cash, m.cash_cents[i]);
      out.written_off += m.debt_cents[i];
      out.rows.push_back(static_cast<uint32_t>(i));
      m.livelihood[i] = gone;
      return;
    }
    if (static_cast<double>(luck_of_promotion) < p_.careers[m.sex[i]].promotion[m.rank[i]]) ++m.rank[i];
  }

  void enter(MonthContext const& month, World& world, std::size_t location) const {
    double const rate = entry_ * world.concessions.start_people[location];
    double const offset = static_cast<double>(
        Luck::to_uniform(month.luck.block(world.geography->key[location], 0, streams::leaving, 1)[0]));
    int64_t const entering = whole(rate * (month.ordinal + 1.0) + offset) - whole(rate * month.ordinal + offset);
    int64_t const drawn = world.companies[location].in_migrants;  // by a mine that was announced
    for (int64_t k = 0; k < entering + drawn; ++k) {
      bool const migrates = k >= entering;
      int64_t const ordinal = migrates ? first_drawn + k - entering : k;
      uint64_t const id = person_id(world.geography->key[location], month.ordinal + 1, static_cast<uint32_t>(ordinal));
      Person person =
          make_person(person_luck(month.luck, id), p_, {world.mean_attachment[world.geography->part[location]]}, true);
      if (migrates) person.origin = migrant;
      std::size_t row = world.miners.size();
      if (world.free_rows.empty()) {
        world.miners.resize(row + 1);
      } else {
        row = world.free_rows.back();
        world.free_rows.pop_back();
      }
      uint16_t const home = static_cast<uint16_t>(person.origin == migrant ? world.geography->outside() : location);
      settle(world.miners, row, id, person, home, static_cast<uint16_t>(location));
      world.miners.livelihood[row] = world.values.best_livelihood_at_home[location];
      world.miners.waiting[row] = 1;
      world.miners.absence[row] = arrived;
      world.miners.income_year_cents[row] = entered_this_year;
      world.ledger.month.add(Category::arriving_cash, person.cash_cents);
    }
  }

  /// Those whom a mine draws are numbered from here, so that the others are the same people with and without a mine.
  static constexpr int64_t first_drawn = 1ll << 31;

  PeopleParameters const& p_;
  double entry_;
};

}  // namespace

void add_demography_process(Registry& registry) {
  registry.process<Demography>("demography", "Lets people age, rise in rank, leave and enter.", MonthPart::community,
                               {"conflict"});
}

}  // namespace tributer
