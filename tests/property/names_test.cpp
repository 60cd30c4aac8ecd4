// Does luck belong to names? What does nothing must change nothing, wherever its name sorts and wherever it stands in a
// file: a livelihood that nobody can have, a concession that nothing connects, the order of lines.
// Seeds are fixed and equality is to the bit: false alarms cannot happen.
#include <catch2/catch.hpp>

#include <bit>
#include <random>
#include <set>
#include <sstream>

#include "same_world.hpp"
#include "small_study.hpp"

using namespace small;

namespace {

/// Values by name; bits of doubles, so that only equal bits are equal.
using Named = std::map<std::string, std::vector<uint64_t>>;

template <class T>
uint64_t bits(T value) {
  return std::bit_cast<uint64_t>(static_cast<double>(value));
}

uint64_t name_of(Geography const& g, std::size_t location) { return location <= g.n ? g.key[location] : 0; }

/// Everything that a world says of its concessions, connections and operations, under their names. `outside` is left
/// out: people from everywhere are there.
Named concessions_by_name(World const& w, LivelihoodAxis const& axis) {
  Geography const& g = *w.geography;
  Named named;
  auto const add = [&]<class Table>(Table const& table) {
    Table::each(table, [&]<class T>(ColumnInfo const& info, std::vector<T> const& column) {
      for (std::size_t c = 0; c < g.n; ++c) {
        if (info.entity == Entity::location) named[g.id[c] + " " + std::string(info.name)] = {bits(column[c])};
        for (std::size_t k = 0; info.entity == Entity::location_and_livelihood && k < axis.size(); ++k)
          named[g.id[c] + " " + std::string(info.name) + " " + axis.traits[k].label] = {
              bits(column[c * axis.size() + k])};
        for (uint32_t e = g.first_edge[c]; info.entity == Entity::connection && e < g.first_edge[c + 1]; ++e)
          named[g.id[c] + " " + std::string(info.name) + " " + g.id[g.edge_to[e]]] = {bits(column[e])};
      }
    });
  };
  add(w.concessions), add(w.values), add(w.harm);
  // The position of a livelihood is no name.
  for (std::size_t c = 0; c < g.n; ++c)
    named[g.id[c] + " best_livelihood_at_home"] = {hash_of(axis.traits[w.values.best_livelihood_at_home[c]].label)};
  for (Operation const& o : w.operations)
    if (o.open)
      named[fmt::format("operation {} at {}", o.owner_id, g.id[o.location])] = {bits(o.cash_cents),
                                                                                bits(o.expected_take_usd),
                                                                                bits(o.prefinance_cents),
                                                                                bits(static_cast<int>(o.licence)),
                                                                                bits(static_cast<int>(o.technology)),
                                                                                bits(o.idle_months),
                                                                                bits(o.trader != no_row)};
  return named;
}

Named people_by_name(World const& w, LivelihoodAxis const& axis) {
  Geography const& g = *w.geography;
  Miners const& m = w.miners;
  std::set<std::string> const locations{"home", "location", "last_location", "evicted_from"};
  Named named;
  for (std::size_t i = 0; i < m.size(); ++i) {
    if (!m.alive(i)) continue;
    auto& person = named[std::to_string(m.id[i])];
    Miners::each(m, [&](std::string const& column, char const*, auto const& values) {
      if (column == "operation")
        person.push_back(values[i] != 0);
      else if (column == "livelihood")
        person.push_back(hash_of(axis.traits[static_cast<std::size_t>(values[i])].label));
      else if (column == "evicted_from" && m.evicted_month[i] == 0)
        person.push_back(0);  // never evicted: the column says nothing
      else if (locations.contains(column))
        person.push_back(name_of(g, static_cast<std::size_t>(values[i])));
      else if (column != "id")
        person.push_back(bits(values[i]));
    });
  }
  return named;
}

/// The first name of `fewer` that `more` lacks or holds otherwise; empty if there is none.
std::string first_difference(Named const& fewer, Named const& more) {
  for (auto const& [name, values] : fewer) {
    auto const other = more.find(name);
    if (other == more.end()) return name + ": not there";
    if (other->second != values) return name + ": other values";
  }
  return "";
}

/// Two arms with enforcement, help to managers and shocks, on ground that a few lines name.
std::string const study_text =
    head(30, 12) + arm("baseline") +
    arm("acted_on", {"type = \"enforcement_operation\"\nstart = \"2015-04\"\nmonths = 6\nconcessions = [\"c0\", "
                     "\"c6\"]\ndays_per_month = 11\nforce = 0.5\n",
                     "type = \"formalisation_subsidy\"\nstart = \"2015-03\"\nbudget_usd = 1e7\nshare = 0.5\n",
                     "type = \"gold_price_shock\"\nstart = \"2015-06\"\nmonths = 6\nshare = -0.3\n"});

/// The worlds at the end of each arm.
std::vector<World> ends(Model const& model) {
  SerialExecutor const executor;
  Simulation const start = settled(model, executor);
  std::vector<World> worlds;
  for (int arm = 0; arm < 2; ++arm) {
    Simulation run = branch(model, start, arm, executor);
    for (int month = 0; month < model.study.time.months; ++month) run.step();
    worlds.push_back(run.world());
  }
  return worlds;
}

/// The small world with its lines of concessions and connections changed by `change`.
template <class Change>
Opened open_changed(Change const& change) {
  Folder const folder;
  write_world(folder);
  for (std::string const file : {"world/concessions.csv", "world/connections.csv"}) {
    std::ifstream in(folder.path() / file);
    std::string header, text;
    std::getline(in, header);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    in.close();
    change(file == "world/concessions.csv", lines);
    for (auto const& line : lines) text += line + "\n";
    folder.write(file, header + "\n" + text);
  }
  return open_file(folder.write("study.toml", study_text));
}

/// A livelihood that pays the same everywhere, or exists nowhere.
class MadeUp final : public Livelihood {
 public:
  MadeUp(LivelihoodTraits traits, double usd) : traits_(std::move(traits)), usd_(usd) {}
  LivelihoodTraits traits() const override { return traits_; }
  double posted_usd(World const&, std::size_t) const override { return usd_; }

 private:
  LivelihoodTraits traits_;
  double usd_;
};

/// The study with livelihoods of those labels, of several kinds if they exist nowhere.
Opened open_with_livelihoods(std::vector<std::string> const& labels, double usd = -1) {
  Folder const folder;
  write_world(folder);
  Opened open{std::make_unique<ParameterBook>(), nullptr};
  StudyInput study = read_study(folder.write("study.toml", study_text), {{}, "", 0, 0}, *open.book);
  Registry registry = built_in_registry();
  for (std::size_t k = 0; k < labels.size(); ++k)
    registry.livelihood(labels[k], "nothing", [=, label = labels[k]](BuildContext const&) {
      LivelihoodTraits const traits{.label = label, .mining = usd < 0 && k % 3 == 1, .rationed = usd < 0 && k % 2 == 1};
      return std::make_unique<MadeUp const>(traits, usd);
    });
  open.model = build_model(registry, std::move(study));
  finish_reading(open.model->study, *open.book);
  prepare(*open.model, SerialExecutor());
  return open;
}

/// In each arm, everybody and everything of the worlds `without` is in the worlds `with`, to the bit.
void check_nothing_changed(Model const& plain, std::vector<World> const& without, Model const& more,
                           std::vector<World> const& with) {
  for (std::size_t arm = 0; arm < without.size(); ++arm) {
    CHECK(first_difference(people_by_name(without[arm], plain.axis), people_by_name(with[arm], more.axis)) == "");
    CHECK(first_difference(concessions_by_name(without[arm], plain.axis), concessions_by_name(with[arm], more.axis)) ==
          "");
  }
}

}  // namespace

TEST_CASE("A livelihood that nobody can have changes nothing, wherever its name sorts and however many there are") {
  Opened const plain = open_with_livelihoods({});
  auto const without = ends(*plain.model);
  std::vector<std::vector<std::string>> lists{{"aaa"}, {"mmm"}, {"zzz"}, {"aaa", "aab", "mmm", "mmn", "zzy", "zzz"}};
  for (std::size_t const n : {18, 19, 40}) {
    lists.emplace_back();
    for (std::size_t k = plain.model->axis.size(); k < n; ++k) lists.back().push_back(fmt::format("{}x{}", k % 26, k));
  }
  for (auto const& labels : lists) {
    INFO(labels.size() << " more, first " << labels[0]);
    Opened const open = open_with_livelihoods(labels);
    auto const with = ends(*open.model);
    check_nothing_changed(*plain.model, without, *open.model, with);
  }
}

TEST_CASE("A livelihood that somebody can have is seen") {
  Opened const plain = open_with_livelihoods({}), open = open_with_livelihoods({"aaa"}, 60);
  CHECK(first_difference(people_by_name(ends(*plain.model)[0], plain.model->axis),
                         people_by_name(ends(*open.model)[0], open.model->axis)) != "");
}

TEST_CASE("More livelihoods than a person's column can name are refused") {
  std::vector<std::string> labels;
  for (int k = 0; k < 260; ++k) labels.push_back(fmt::format("x{:03}", k));
  CHECK_THROWS_AS(open_with_livelihoods(labels), Bug);
}

TEST_CASE("A concession that nothing connects changes nothing elsewhere, wherever it stands") {
  Opened const plain = open_changed([](bool, auto const&) {});
  auto const without = ends(*plain.model);
  for (std::string const id : {"a", "c5x", "z"})
    for (std::size_t const line : {0, 4, 10}) {
      INFO("id " << id << ", line " << line);
      Opened const open = open_changed([&](bool concessions, std::vector<std::string>& lines) {
        if (concessions)
          lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(line), id + ",Alone,North,31,2,50,2,1,60,");
      });
      CHECK(open.model->geography->n_parts == 2);
      auto const with = ends(*open.model);
      check_nothing_changed(*plain.model, without, *open.model, with);
    }
  // The comparison can fail: a connected concession draws people.
  Opened const connected = open_changed([](bool concessions, std::vector<std::string>& lines) {
    lines.push_back(concessions ? "a,Not alone,North,31,2,50,2,1,60," : "a,c0,10,1");
  });
  CHECK(first_difference(people_by_name(without[0], plain.model->axis),
                         people_by_name(ends(*connected.model)[0], connected.model->axis)) != "");
}

TEST_CASE("The order of lines in the files of a world decides nothing") {
  Opened const plain = open_changed([](bool, auto const&) {});
  auto const as_is = ends(*plain.model);
  for (unsigned seed = 1; seed <= 3; ++seed) {
    std::mt19937 shuffler(seed);
    Opened const open = open_changed([&](bool, auto& lines) { std::shuffle(lines.begin(), lines.end(), shuffler); });
    auto const shuffled = ends(*open.model);
    for (std::size_t arm = 0; arm < 2; ++arm) CHECK(world_difference(as_is[arm], shuffled[arm]) == "");
  }
}

TEST_CASE("The same people can meet other luck") {
  SerialExecutor const executor;
  auto const born = [&](std::vector<Override> const& seeds) {
    Opened const open = open_text(head(12, 12) + arm("baseline"), seeds);
    Simulation run(*open.model, 0, executor);
    Named const first = people_by_name(run.world(), open.model->axis);
    for (int month = 0; month < 12; ++month) run.step();
    return std::pair{first, people_by_name(run.world(), open.model->axis)};
  };
  auto const plain = born({}), same_people = born({{"random.seed", "7"}, {"random.people_seed", "1"}}),
             others = born({{"random.seed", "7"}});
  CHECK(plain.first == same_people.first);
  CHECK(plain.second != same_people.second);
  CHECK(plain.first != others.first);
}
