// People by livelihood, area, rank, sex and origin.
#include <fmt/format.h>

#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class People final : public Observable {
 public:
  explicit People(BuildContext const& context)
      : n_k_(context.axis.size()),
        formal_(those_with(context.axis, [](LivelihoodTraits const& t) { return t.licensed; })),
        jobs_(those_with(context.axis, [](LivelihoodTraits const& t) { return t.rationed && !t.mining; })),
        tributers_(
            those_with(context.axis, [](LivelihoodTraits const& t) { return t.mining && t.rationed && !t.licensed; })) {
    for (auto const& t : context.axis.traits) mining_.push_back(t.mining), licensed_.push_back(t.licensed);
  }
  std::vector<Outcome> outcomes() const override {
    std::vector<Outcome> list = around_enforcement();
    for (auto const& of : {formal_mining(), of_sector()}) list.insert(list.end(), of.begin(), of.end());
    return list;
  }
  void ask(Census& census, MonthContext const&, World const& world, Areas const& areas, Frames frames) const override {
    enum { by_presence, by_group };  // of each livelihood: absent and present by area; by group
    census.ask(
        {areas.size() * n_k_ * 2, n_k_ * n_groups},
        [this, &m = world.miners](PeopleBlock const& people, Census::Sums& sums) {
          for (std::size_t person = 0; person < people.size(); ++person) {
            auto const [i, area, group, place] = people[person];
            std::size_t const k = m.livelihood[i];
            ++sums[by_presence][(area * n_k_ + k) * 2 + (m.absence[i] == present)];
            ++sums[by_group][k * n_groups + group];
          }
        },
        [this, frames](Census::Sums const& totals) {
          for (std::size_t cell = 0; cell < frames[people_].size(); ++cell) {
            int64_t const at_work = totals[by_presence][cell * 2 + 1];
            frames[people_][cell] = totals[by_presence][cell * 2] + at_work;
            if (mining_[cell % n_k_]) frames[working_][cell / n_k_] += at_work;
          }
          add_groups(totals[by_group], frames);
        });
  }

 private:
  void add_groups(std::vector<int64_t> const& by_group, Frames frames) const {
    for (std::size_t k = 0; k < n_k_; ++k)
      for (std::size_t cell = 0; cell < n_groups; ++cell) {
        int64_t const people = by_group[k * n_groups + cell];
        Group const group = Group::at(cell);
        frames[by_rank_][k * n_of<Rank> + group.rank] += people;
        frames[by_sex_][k * n_of<Sex> + group.sex] += people;
        frames[by_origin_][k * n_of<PersonOrigin> + group.origin] += people;
        frames[who_][cell] += people;
        if (mining_[k]) frames[who_mine_by_group_][cell] += people;
        if (licensed_[k]) frames[who_formal_][cell] += people;
      }
  }
  static Outcome in_ring(std::string const& name, std::string const& label, Form form, Period period, Ring ring,
                         int rank = 0) {
    bool const change = form == Form::percent_change;
    return {.question = questions::miners,
            .name = name,
            .label = label,
            .unit = change ? "% change of miners" : "miners, % of baseline",
            .form = form,
            .period = period,
            .scale = 100,
            .decimals = 1,
            .numerator = {"working_miners", "ring=" + std::string(name_of(ring))},
            .arms = Outcome::Arms::with_presence,
            .headline = {.presence = rank}};
  }
  static std::vector<Outcome> around_enforcement() {
    using enum Form;
    using enum Period;
    std::string const cleared = "ring=" + std::string(name_of(Ring::cleared));
    std::string const elsewhere = fmt::format("ring!={}", name_of(Ring::cleared));
    return {
        {.question = questions::where_to,
         .name = "leakage_net",
         .label = "Net leakage: more miners elsewhere",
         .unit = "% of fewer miners there",
         .form = displaced,
         .period = presence_and_after,
         .scale = 100,
         .decimals = 1,
         .numerator = {"working_miners", elsewhere},
         .denominator = {"working_miners", cleared},
         .arms = Outcome::Arms::with_presence,
         .headline = {.presence = 1}},
        in_ring("cleared_12", "Where cleared, a year into it", percent_change, year_into_presence, Ring::cleared, 2),
        in_ring("connected_12", "Where connected, a year into it", percent_change, year_into_presence, Ring::connected),
        in_ring("far_ring_12", "Far away, a year into it", percent_change, year_into_presence, Ring::far),
        in_ring("cleared_end", "Where cleared, at the end", percent_change, end, Ring::cleared),
        in_ring("connected_end", "Where connected, at the end", percent_change, end, Ring::connected),
        in_ring("far_ring_end", "Far away, at the end", percent_change, end, Ring::far),
        in_ring("returned_12", "Where cleared, a year after it", percent_of_baseline, year_after, Ring::cleared, 5),
        in_ring("returned_24", "Where cleared, two years after it", percent_of_baseline, two_years_after,
                Ring::cleared)};
  }
  std::vector<Outcome> formal_mining() const {
    Total const formal{"people", formal_};
    auto const kept = [&](std::string const& name, std::string const& label, Period period, int rank) {
      return Outcome{.question = questions::finance,
                     .name = name,
                     .label = label,
                     .unit = "% of formal miners gained",
                     .form = Form::per_addition,
                     .period = period,
                     .scale = 100,
                     .decimals = 1,
                     .numerator = formal,
                     .denominator = {.variable = "people", .where = formal_, .period = Period::programme_end},
                     .arms = Outcome::Arms::with_programme,
                     .better = Outcome::Better::higher,
                     .headline = {.programme = rank}};
    };
    std::vector<Outcome> list;
    add_each_group(list,
                   {.question = questions::formality,
                    .name = "formal_share",
                    .label = "Formal miners",
                    .unit = "% of miners",
                    .scale = 100,
                    .decimals = 2,
                    .numerator = {"who/formal_miners"},
                    .denominator = {"who/miners"},
                    .better = Outcome::Better::higher,
                    .order = -1},
                   {"female", "poorest_fifth"});
    list.insert(list.end(),
                {{.question = questions::finance,
                  .name = "formal_miner_years",
                  .label = "More formal mining",
                  .unit = "miner-years",
                  .scale = 1.0 / 12,
                  .numerator = formal,
                  .arms = Outcome::Arms::with_programme,
                  .better = Outcome::Better::higher,
                  .order = -1,
                  .headline = {.programme = 1}},
                 kept("persistence_24", "Gain left two years later", Period::two_years_after_programme, 4),
                 kept("persistence_48", "Gain left four years later", Period::four_years_after_programme, 0)});
    return list;
  }
  std::vector<Outcome> of_sector() const {
    auto const mean = [](std::string const& name, std::string const& label, Total const& people, int rank) {
      return Outcome{.question = questions::sector,
                     .name = name,
                     .label = label,
                     .unit = "people, mean month",
                     .numerator = people,
                     .denominator = {"months"},
                     .order = -1,
                     .headline = {.other = rank}};
    };
    return {mean("working_miners", "Miners at work", {"working_miners"}, 2),
            mean("lsm_jobs", "Jobs in large-scale mines", {"people", jobs_}, 0),
            mean("tributers", "Tributers", {"people", tributers_}, 0)};
  }
  Counted const people_ = stock({"people", "working-age people by livelihood", {"area", "livelihood"}});
  Counted const working_ = stock({"working_miners", "people who mined this month", {"area"}});
  Counted const by_rank_ = stock({"people_by_rank", "people by livelihood and rank", {"livelihood", "rank"}});
  Counted const by_sex_ = stock({"people_by_sex", "people by livelihood and sex", {"livelihood", "sex"}});
  Counted const by_origin_ = stock({"people_by_origin", "people by livelihood and origin", {"livelihood", "origin"}});
  Counted const who_ = stock_by_group("people", "working-age people");
  Counted const who_mine_by_group_ = stock_by_group("miners", "people whose livelihood is a way of mining");
  Counted const who_formal_ = stock_by_group("formal_miners", "people on the crews of licensed operations");
  std::size_t n_k_;
  std::string formal_, jobs_, tributers_;  ///< conditions on the livelihood
  std::vector<uint8_t> mining_, licensed_;
};

}  // namespace

void add_people_observable(Registry& registry) {
  registry.observable<People>("people", "people by livelihood, area, rank, sex and origin");
}

}  // namespace tributer
