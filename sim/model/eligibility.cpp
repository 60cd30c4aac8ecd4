#include "tributer/model/eligibility.hpp"

#include <algorithm>

namespace tributer {

std::vector<std::size_t> Eligibility::concessions() const {
  std::vector<std::size_t> out;
  for (std::size_t c = 0; c < concession.size(); ++c)
    if (concession[c] != 0) out.push_back(c);
  return out;
}

void Eligibility::keep_largest(Geography const& g, std::size_t n) {
  auto kept = concessions();
  std::stable_sort(kept.begin(), kept.end(),
                   [&](std::size_t a, std::size_t b) { return g.counted_miners[a] > g.counted_miners[b]; });
  kept.resize(std::min(kept.size(), n));
  std::fill(concession.begin(), concession.end(), uint8_t{0});
  for (std::size_t const c : kept) concession[c] = 1;
}

std::vector<std::size_t> Eligibility::confined_to() const {
  auto out = concessions();
  if (out.size() == concession.size()) out.clear();
  return out;
}

Eligibility read_eligible_concessions(TableReader const& instrument, Geography const& g) {
  TableReader const t = instrument.table("eligible");
  auto const tenures =
      t.words("tenure", std::vector<std::string>{}, labels_of<Tenure>(), "tenures of the concessions; empty = all");
  auto const territories = t.words("territory", std::vector<std::string>{}, {}, "territories; empty = all");
  bool known = true;
  for (auto const& territory : territories) known = has_territory(t, territory, g) && known;
  auto const countries = t.words("country", std::vector<std::string>{}, Words::named_in_study(g.countries),
                                 "countries of the study; empty = all");
  auto const minerals = t.words("mineral", std::vector<std::string>{}, Words::named_in_study(g.minerals),
                                "minerals of the concessions; empty = all");
  auto const concessions = t.words("concession", std::vector<std::string>{}, {}, "ids of the concessions; empty = all");
  int64_t const largest =
      t.integer("largest", 0,
                {"1", 0, 65000, "assumed: the study's choice",
                 "only this number of these concessions, those with the most counted miners; 0 = all"});
  for (auto const& id : concessions) known = find_concession(t, "concession", id, g) && known;
  Eligibility out;
  auto const named = [](std::vector<std::string> const& list, std::string const& name) {
    return list.empty() || std::find(list.begin(), list.end(), name) != list.end();
  };
  for (std::size_t c = 0; c < g.n; ++c)
    out.concession.push_back(named(tenures, std::string(names_of<Tenure>[g.tenure[c]])) &&
                             named(territories, g.territory[c]) && named(concessions, g.id[c]) &&
                             (countries.empty() || named(countries, g.countries[g.country[c]])) &&
                             (minerals.empty() || named(minerals, g.minerals[g.mineral[c]])));
  if (largest > 0) out.keep_largest(g, static_cast<std::size_t>(largest));
  if (g.n > 0 && known && out.concessions().empty())
    t.fail(
        "", "no concession is eligible",
        "choose tenures, territories, countries, minerals and concessions that at least one concession has together");
  return out;
}

Eligibility read_eligibility(TableReader const& instrument, Geography const& g) {
  Eligibility out = read_eligible_concessions(instrument, g);
  TableReader const t = instrument.table("eligible");
  t.words("rank", std::vector<std::string>{"manager"}, {"manager"},
          "rank of the people who may take part: managers, who run the operations");
  std::string const sex =
      t.word("sex", "any", {"any", "men", "women"}, "assumed: the study's choice", "sex of the manager");
  out.men = sex != "women";
  out.women = sex != "men";
  return out;
}

std::optional<std::size_t> find_concession(TableReader const& t, std::string_view key, std::string const& id,
                                           Geography const& g) {
  auto const at = std::find(g.id.begin(), g.id.end(), id);
  if (at != g.id.end()) return static_cast<std::size_t>(at - g.id.begin());
  if (g.n > 0) t.fail(key, "there is no concession '" + id + "' in this world", "use an id of concessions.csv");
  return std::nullopt;
}

bool has_territory(TableReader const& t, std::string const& territory, Geography const& g) {
  bool const found = std::find(g.territory.begin(), g.territory.end(), territory) != g.territory.end();
  if (!found && g.n > 0)
    t.fail("territory", "there is no territory '" + territory + "' in this world", "use one of concessions.csv");
  return found;
}

Window read_window(TableReader const& instrument, TimeSpan const& time, std::optional<int64_t> default_months) {
  Window window;
  Start const start = read_start(instrument, time, "first month");
  window.first = start.first;
  window.end = window.first + static_cast<int>(instrument.integer("months", default_months,
                                                                  {"month", 1, 1200, "assumed: the study's choice",
                                                                   "months from the first to the last"}));
  check_start(instrument, time, start);
  return window;
}

Start read_start(TableReader const& instrument, TimeSpan const& time, std::string_view about) {
  std::size_t const problems = instrument.book().problems().size();
  int const first = instrument.month("start", std::nullopt, about) - time.start;
  return {first, time.is_known && instrument.book().problems().size() == problems};
}

void check_start(TableReader const& instrument, TimeSpan const& time, Start const& start) {
  if (!start.is_known) return;
  std::string const starts =
      "instrument '" + instrument_id(instrument) + "' starts in " + to_string(time.start + start.first);
  if (start.first < 0)
    instrument.fail("start", starts + ", before the first month of the run (" + to_string(time.start) + ")",
                    "start it later, or set an earlier time.start");
  else if (start.first >= time.months)
    instrument.fail("start",
                    starts + ", after the last month of the run (" + to_string(time.start + (time.months - 1)) + ")",
                    "start it earlier, or lengthen time.months");
}

std::string instrument_id(TableReader const& instrument) {
  return instrument.address().substr(instrument.address().rfind('.') + 1);
}

}  // namespace tributer
