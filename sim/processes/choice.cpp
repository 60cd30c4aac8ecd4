// Decides which people reconsider this month, and what they choose (docs/model/choice.md). People reconsider with a
// monthly probability, or every month while they wait after an eviction. Movers travel this month and arrive as
// miners; people who go home take the best livelihood outside mining there.
// Leaves out: a cost of leaving that grows with tenure; debt that keeps a person from leaving.
#include <algorithm>

#include "tributer/core/draws.hpp"
#include "tributer/model/decision.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/person.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

struct Outcome {
  Book book;
  std::vector<Move> moves;
  std::vector<Application> applications;
  Outcome& operator+=(Outcome const& o) {
    book += o.book;
    moves.insert(moves.end(), o.moves.begin(), o.moves.end());
    applications.insert(applications.end(), o.applications.begin(), o.applications.end());
    return *this;
  }
};

class Choice final : public Process {
 public:
  explicit Choice(BuildContext const& context)
      : p_(context.parameters.choice), need_(context.parameters.need), axis_(context.axis) {}

  void step(MonthContext const& month, World& world) const override {
    std::vector<float> const need = need_by_dependants(need_, world.price_level);
    Decider const decider(p_, axis_, world, need);
    float const usual = static_cast<float>(p_.reconsider_per_month),
                managers = usual * static_cast<float>(p_.manager_reconsider_share);
    Miners& m = world.miners;
    Outcome outcome = month.executor.sum(m.size(), Outcome{}, [&](Outcome& out, std::size_t begin, std::size_t end) {
      Draws luck(month.ordinal);
      for (std::size_t i = begin; i < end; ++i) {
        std::size_t const drawn = (i - begin) % Draws::batch;
        if (drawn == 0) {
          luck.clear();
          for (std::size_t k = i; k < std::min(end, i + Draws::batch); ++k) luck.add(m.id[k]);
          luck.draw_uniforms(month.luck, streams::reconsider);
        }
        if (!m.alive(i)) continue;
        bool const forced = m.waiting[i] > 0;
        if (m.waiting[i] > 0 && m.absence[i] != evicted) --m.waiting[i];
        if (m.months_injured[i] > 0) continue;
        float const p = m.rank[i] == manager ? managers : usual;
        if (!forced && luck.uniform(drawn) >= p && !mines_in_vain(world, i)) continue;
        apply(world, i, decider.decide(month, i, forced && m.evicted_month[i] > 0), out);
      }
    });
    world.ledger.month += outcome.book;
    world.moves = std::move(outcome.moves);
    world.applications = std::move(outcome.applications);
  }

 private:
  /// Whether somebody mines where there is nothing to mine. Managers then close their operations first.
  bool mines_in_vain(World const& world, std::size_t i) const {
    Miners const& m = world.miners;
    return axis_.traits[m.livelihood[i]].mining && m.rank[i] != manager && m.location[i] < world.geography->n &&
           is_barren(world.concessions, m.location[i]);
  }

  void apply(World& world, std::size_t i, Decision const& d, Outcome& out) const {
    Miners& m = world.miners;
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
