// Decides which people reconsider this month, and what they choose (docs/model/choice.md). People reconsider with a
// monthly probability, or every month while they wait after an eviction. Movers travel this month and arrive as
// miners; people who go home take the best livelihood outside mining there.
// Leaves out: a cost of leaving that grows with tenure; debt that keeps a person from leaving.
#include <algorithm>
#include <array>
#include <utility>

#include "tributer/model/decisions.hpp"
#include "tributer/model/person.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

struct ChoicesMade {
  Book book;
  std::vector<Move> moves;
  std::vector<Application> applications;
  ChoicesMade& operator+=(ChoicesMade const& o) {
    book += o.book;
    moves.insert(moves.end(), o.moves.begin(), o.moves.end());
    applications.insert(applications.end(), o.applications.begin(), o.applications.end());
    return *this;
  }
};

/// Those whom one thread found to reconsider.
struct Found {
  std::vector<Asker> people;
  std::vector<uint32_t> at;  ///< by standpoint: how many; then where the next of them comes in the order of all
};

/// People in crowds, in the order of where they stand.
class Crowds {
 public:
  Crowds(Executor const& executor, std::vector<Found>& found) {
    uint32_t all = 0;
    for (std::size_t s = 0; s < found[0].at.size(); ++s) {
      uint32_t first = all;
      for (Found& f : found) all += std::exchange(f.at[s], all);
      for (; first < all; first += static_cast<uint32_t>(most_in_crowd))
        crowds_.push_back({first, std::min<std::size_t>(most_in_crowd, all - first)});
    }
    people_.resize(all);
    executor.for_blocks(found.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
      for (std::size_t k = begin; k < end; ++k)
        for (Asker const& a : found[k].people) people_[found[k].at[a.standpoint]++] = &a;
    });
  }
  std::size_t size() const { return crowds_.size(); }
  Crowd operator[](std::size_t c) const { return {&people_[crowds_[c].first], crowds_[c].n}; }

 private:
  struct Range {
    std::size_t first, n;
  };
  std::vector<Asker const*> people_;
  std::vector<Range> crowds_;
};

class Choice final : public Process {
 public:
  explicit Choice(BuildContext const& context)
      : p_(context.parameters.choice), need_(context.parameters.need), axis_(context.axis) {}

  void step(MonthContext const& month, World& world) const override {
    std::vector<float> const need = need_by_dependants(need_, world.price_level);
    DecisionTables const tables(p_, axis_, world, need);
    Reconsideration const reconsideration(p_, axis_, world, month);
    std::size_t const n = std::min(most_rows, world.miners.size());
    std::vector<Found> found(month.executor.slots());
    for (Found& f : found)  // with some room for those who reconsider every month
      f.people.reserve(whole(2 * p_.reconsider_per_month * static_cast<double>(n / found.size())));
    world.moves.clear(), world.applications.clear();
    for (std::size_t first = 0; first < world.miners.size(); first += n) {
      for (Found& f : found) f.people.clear(), f.at.assign(Standpoint::count(*world.geography), 0);
      month.executor.for_blocks(std::min(n, world.miners.size() - first),
                                [&](std::size_t slot, std::size_t begin, std::size_t end) {
                                  ask(tables, reconsideration, world.miners, first + begin, first + end, found[slot]);
                                });
      Crowds const crowds(month.executor, found);
      ChoicesMade const outcome =
          month.executor.sum(crowds.size(), ChoicesMade{}, [&](ChoicesMade& out, std::size_t begin, std::size_t end) {
            std::array<Decision, most_in_crowd> decisions;
            for (std::size_t c = begin; c < end; ++c) {
              Crowd const crowd = crowds[c];
              decide(tables, month, crowd, decisions.data());
              for (std::size_t k = 0; k < crowd.size(); ++k) apply(world.miners, crowd[k]->row, decisions[k], out);
            }
          });
      world.ledger.month += outcome.book;
      world.moves.insert(world.moves.end(), outcome.moves.begin(), outcome.moves.end());
      world.applications.insert(world.applications.end(), outcome.applications.begin(), outcome.applications.end());
    }
  }

 private:
  static constexpr std::size_t most_rows = 1 << 20;  ///< of which those who reconsider are kept in memory at a time

  /// Collects those who reconsider, and lets a month of waiting pass.
  static void ask(DecisionTables const& tables, Reconsideration const& reconsideration, Miners& m, std::size_t begin,
                  std::size_t end, Found& found) {
    constexpr std::size_t batch = 1024;
    std::vector<uint32_t> rows;
    uint8_t* const waiting = m.waiting.data();
    uint8_t const *const absence = m.absence.data(), *const livelihood = m.livelihood.data();
    for (; begin < end; begin += batch) {
      std::size_t const last = std::min(end, begin + batch);
      reconsideration.find(begin, last, rows);
      for (uint32_t const i : rows) {
        found.people.push_back(asker_of(tables, i, m.waiting[i] > 0 && m.evicted_month[i] > 0));
        ++found.at[found.people.back().standpoint];
      }
      for (std::size_t i = begin; i < last; ++i)
        waiting[i] -= static_cast<uint8_t>((waiting[i] > 0) & (absence[i] != evicted) & (livelihood[i] != gone));
    }
  }

  void apply(Miners& m, std::size_t i, Decision const& d, ChoicesMade& out) const {
    if (d.applies) {
      out.applications.push_back({static_cast<uint32_t>(i), d.location, d.livelihood, d.fallback, d.fallback_location,
                                  d.fallback_cause, d.fallback_cash_usd, d.gain});
      return;
    }
    if (axis_.traits[d.livelihood].mining && d.cause == unmoved && m.absence[i] != evicted) m.waiting[i] = 0;
    if (!axis_.traits[d.livelihood].mining && m.absence[i] == evicted) m.absence[i] = present;
    carry_out(m, i, d.location, d.livelihood, d.cause, d.cash_usd, out.book, out.moves);
  }

  ChoiceParameters const& p_;
  NeedParameters const& need_;
  LivelihoodAxis axis_;
};

}  // namespace

void add_choice_process(Registry& registry) {
  registry.process<Choice>("choice",
                           "Lets people who reconsider choose a livelihood, another concession, or the way home.",
                           MonthPart::decisions, {"expectations"});
}

}  // namespace tributer
