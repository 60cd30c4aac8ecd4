// docs/state.md lists every column of state as it is declared.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "tributer/state/world.hpp"

using namespace tributer;

namespace {

template <class Table>
std::string rows_of(std::string const& title) {
  Table const table;
  std::string out = fmt::format(
      "\n## {}\n\n| column | one value for each | unit | kept or month | at the start | meaning "
      "|\n|---|---|---|---|---|---|\n",
      title);
  Table::each(table, [&](ColumnInfo const& info, auto const&) {
    std::string entity(name_of(info.entity));
    std::replace(entity.begin(), entity.end(), '_', ' ');
    std::string const initial =
        info.initial == static_cast<double>(not_offered) ? "not offered" : fmt::format("{}", info.initial);
    out += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", info.name, entity, info.unit, name_of(info.lifetime),
                       initial, info.about);
  });
  return out;
}

std::string page() {
  std::string out =
      "# State\n\nThe columns of the tables of one world, generated from their declarations in "
      "`include/tributer/state`. A "
      "column of lifetime `month` has its initial value again at the start of each month; a `kept` one keeps its "
      "values "
      "until a process writes them.\n";
  out += rows_of<Concessions>("Concessions") + rows_of<OptionValues>("Values of options") + rows_of<Harm>("Harm");
  out += "\n## People\n\n| column | meaning |\n|---|---|\n";
  Miners const miners;
  Miners::each(miners, [&](char const* name, char const* about, auto const&) {
    out += fmt::format("| `{}` | {} |\n", name, about);
  });
  return out;
}

}  // namespace

TEST_CASE("docs/state.md lists the columns of state as they are declared") {
  std::ifstream file(TRIBUTER_SOURCE_DIR "/docs/state.md");
  std::stringstream text;
  text << file.rdbuf();
  if (text.str() != page()) std::ofstream("state.md") << page();
  INFO("the page is out of date: copy state.md, which was written into the working folder, to docs/state.md");
  CHECK(text.str() == page());
}
