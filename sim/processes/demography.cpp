// How the working population changes: people leave, rise in rank, enter, or come because a mine was announced. Exits
// and promotions are drawn on birthdays. The people who enter are the same in every arm, because their ids are made of
// the place and month of entry. Households keep their size: as children grow up, others are born.
#include <algorithm>

#include "tributer/core/draws.hpp"
#include "tributer/core/few_rows.hpp"
#include "tributer/core/units.hpp"
#include "tributer/model/person.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

struct Exits {
  Book book;
  Cents written_off = 0;
  Gathered<uint32_t> rows;
  Exits& operator+=(Exits const& o) {
    book += o.book;
    written_off += o.written_off;
    rows += o.rows;
    return *this;
  }
};

class Demography final : public Process {
 public:
  explicit Demography(BuildContext const& context) : p_(context.parameters.people), entry_(monthly_exit_mean(p_)) {}

  void step(MonthContext const& month, World& world) const override {
    Miners& m = world.miners;
    Exits left = month.executor.sum(m.size(), Exits{}, [&](Exits& out, std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) m.age_months[i] += m.alive(i) ? 1 : 0;
      auto const has_birthday = [&](std::size_t i) { return (m.age_months[i] % months_per_year == 0) & m.alive(i); };
      for_few_rows(begin, end, has_birthday, [&](FewRows const& rows) { birthdays(month, m, rows, out); });
    });
    world.ledger.month += left.book;
    world.ledger.written_off += left.written_off;
    std::sort(left.rows.all.begin(), left.rows.all.end());
    world.free_rows.insert(world.free_rows.end(), left.rows.all.begin(), left.rows.all.end());
    std::vector<Entrant> const entrants = who_enters(month, world);
    std::vector<Person> people(entrants.size());
    month.executor.for_blocks(entrants.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
      std::vector<uint64_t> ids;
      for (std::size_t k = begin; k < end; ++k) ids.push_back(entrants[k].id);
      std::vector<PersonLuck> const luck = people_luck(month.luck, ids);
      for (std::size_t k = begin; k < end; ++k) {
        std::size_t const part = world.geography->part[entrants[k].location];
        people[k] = make_person(luck[k - begin], p_, {world.mean_attachment[part]}, true);
      }
    });
    for (std::size_t k = 0; k < entrants.size(); ++k) enter(world, entrants[k], people[k]);
  }

 private:
  /// People who have their birthday this month leave, or may rise in rank.
  void birthdays(MonthContext const& month, Miners& m, FewRows const& rows, Exits& out) const {
    Draws luck(month.ordinal);
    for (uint32_t const i : rows) luck.add(m.id[i]);
    luck.draw_uniforms(month.luck, streams::leaving);
    for (std::size_t k = 0; k < rows.size(); ++k)
      if (static_cast<double>(luck.uniform(k)) < chance_of_leaving(m.age_months[rows[k]] / months_per_year))
        leave(m, rows[k], out);
    luck.draw_uniforms(month.luck, streams::promotion);
    for (std::size_t k = 0; k < rows.size(); ++k) {
      uint32_t const i = rows[k];
      double const chance = p_.careers[m.sex[i]].promotion[m.rank[i]];
      m.rank[i] += m.alive(i) & (static_cast<double>(luck.uniform(k)) < chance);
    }
  }

  /// In the year before a birthday.
  double chance_of_leaving(int years) const { return years >= p_.retirement_years ? 1.0 : yearly_exit(p_, years - 1); }

  static void leave(Miners& m, std::size_t i, Exits& out) {
    out.book.add(Category::departing_cash, m.cash_cents[i]);
    out.written_off += m.debt_cents[i];
    out.rows.all.push_back(static_cast<uint32_t>(i));
    m.livelihood[i] = gone;
  }

  struct Entrant {
    uint64_t id;
    std::size_t location;
    bool migrates;
  };
  std::vector<Entrant> who_enters(MonthContext const& month, World const& world) const {
    std::vector<Entrant> entrants;
    for (std::size_t location = 0; location < world.geography->n; ++location) {
      uint64_t const key = world.geography->key[location];
      double const rate = entry_ * world.concessions.start_people[location];
      double const offset = static_cast<double>(Luck::to_uniform(month.luck.block(key, 0, streams::leaving, 1)[0]));
      int64_t const entering = whole(rate * (month.ordinal + 1.0) + offset) - whole(rate * month.ordinal + offset);
      int64_t const drawn = world.companies[location].in_migrants;  // by a mine that was announced
      for (int64_t k = 0; k < entering + drawn; ++k) {
        bool const migrates = k >= entering;
        int64_t const ordinal = migrates ? first_drawn + k - entering : k;
        entrants.push_back({person_id(key, month.ordinal + 1, static_cast<uint32_t>(ordinal)), location, migrates});
      }
    }
    return entrants;
  }

  static void enter(World& world, Entrant const& entrant, Person person) {
    if (entrant.migrates) person.origin = migrant;
    std::size_t row = world.miners.size();
    if (world.free_rows.empty()) {
      world.miners.resize(row + 1);
    } else {
      row = world.free_rows.back();
      world.free_rows.pop_back();
    }
    uint16_t const home =
        static_cast<uint16_t>(person.origin == migrant ? world.geography->outside() : entrant.location);
    settle(world.miners, row, entrant.id, person, home, static_cast<uint16_t>(entrant.location));
    world.miners.livelihood[row] = world.values.best_livelihood_at_home[entrant.location];
    world.miners.waiting[row] = 1;
    world.miners.absence[row] = arrived;
    world.miners.income_year_cents[row] = entered_this_year;
    world.ledger.month.add(Category::arriving_cash, person.cash_cents);
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
