// Did numbers move? A small study's key numbers against those kept in key_numbers.txt, exactly.
// If they moved on purpose: TRIBUTER_UPDATE_GOLDEN=1 build/release/tests/test_golden, look at the
// difference, and mark the change with **numbers** in CHANGELOG.md.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <numeric>
#include <sstream>

#include "../property/small_study.hpp"

using namespace small;

namespace {

fs::path const kept = fs::path(TRIBUTER_SOURCE_DIR) / "tests/golden/key_numbers.txt";

std::string const study =
    head(24, 12, 2) + arm("baseline") +
    arm("force", {"type = \"enforcement_operation\"\nstart = \"2015-06\"\nmonths = 12\nlargest = 3\nforce = 0.8\n"}) +
    arm("raids_and_price", {"type = \"enforcement_operation\"\nstart = \"2015-03\"\nmonths = 18\nevery_months = "
                            "6\ndays_per_month = 3\nterritory = \"North\"\nforce = 1\n",
                            "type = \"gold_price_shock\"\nstart = \"2015-09\"\nmonths = 12\nshare = 0.25\n"});

using Numbers = std::map<std::string, std::string>;

/// Sums over months and cells of integers; sums of reals, all digits.
Numbers key_numbers() {
  Opened const open = open_text(study);
  Model const& model = *open.model;
  Layout const layout = make_layout(model);
  auto const records = run_all(model);
  Numbers out;
  for (std::size_t r = 0; r < records.size(); ++r) {
    std::size_t const arms = model.study.arms.size();
    for (std::size_t v = 0; v < layout.variables.size(); ++v) {
      Variable const& variable = layout.variables[v];
      auto const& [integers, reals] = records[r].variables[v];
      std::string const name = fmt::format("{}.{}.{}{}", model.study.arms[r % arms].name, r / arms,
                                           variable.group.empty() ? "" : variable.group + "/", variable.name);
      bool const is_integer = variable.kind == Variable::Kind::integer;
      out[name] = is_integer ? fmt::format("{}", std::accumulate(integers.begin(), integers.end(), int64_t{0}))
                             : fmt::format("{}", std::accumulate(reals.begin(), reals.end(), 0.0));
    }
  }
  out["ground.rounds"] = fmt::format("{}", model.ground.rounds);
  out["ground.mean_attachment"] = fmt::format("{}", model.ground.parts.at(0).mean_attachment);
  return out;
}

Numbers read_kept() {
  Numbers out;
  std::ifstream file(kept);
  for (std::string name, value; file >> name >> value;) out[name] = value;
  return out;
}

std::string table_of_moves(Numbers const& was, Numbers const& is) {
  std::string table = fmt::format("{:<55} {:>24} {:>24} {:>9}\n", "what moved", "was", "is", "change");
  std::map<std::string, std::pair<std::string, std::string>> both;
  for (auto const& [name, value] : was) both[name].first = value;
  for (auto const& [name, value] : is) both[name].second = value;
  for (auto const& [name, pair] : both) {
    auto const& [before, after] = pair;
    if (before == after) continue;
    double const from = std::strtod(before.c_str(), nullptr), to = std::strtod(after.c_str(), nullptr);
    std::string const change = from != 0 && !after.empty() ? fmt::format("{:+.2f}%", 100 * (to / from - 1)) : "";
    table += fmt::format("{:<55} {:>24} {:>24} {:>9}\n", name, before.empty() ? "-" : before,
                         after.empty() ? "-" : after, change);
  }
  return table;
}

}  // namespace

TEST_CASE("The key numbers of a small study have not moved") {
  Numbers const is = key_numbers();
  char const* const update = std::getenv("TRIBUTER_UPDATE_GOLDEN");
  if (update != nullptr && std::string(update) == "1") {
    std::ofstream file(kept);
    for (auto const& [name, value] : is) file << name << ' ' << value << '\n';
  }
  Numbers const was = read_kept();
  if (was != is) fmt::print(stderr, "{}", table_of_moves(was, is));
  CHECK(is.size() > 50);
  CHECK((was == is));
}

TEST_CASE("A number that moved by one is shown") {
  Numbers const was{{"a", "100"}, {"b", "2"}, {"gone", "3"}}, is{{"a", "101"}, {"b", "2"}, {"new", "4"}};
  std::string const table = table_of_moves(was, is);
  CHECK(table.find("+1.00%") != std::string::npos);
  CHECK(table.find("\nb ") == std::string::npos);
  CHECK(table.find("gone") != std::string::npos);
  CHECK(table.find("new") != std::string::npos);
}
