#pragma once
// Tables of sites, and helpers that import them.
#include "tributer/scenario/world_import.hpp"

#include <sys/wait.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <map>

#include "scenario_folder.hpp"
#include "tributer/analysis/results_reader.hpp"
#include "tributer/core/math.hpp"
#include "tributer/core/rng.hpp"
#include "tributer/run/simulation.hpp"
#include "tributer/scenario/study.hpp"

namespace tributer::test {

namespace fs = std::filesystem;

inline std::vector<Parameter> declared_by_the_model() {
  ParameterBook book;
  auto const model = build_model(built_in_registry(), default_study(book));
  return book.parameters();
}

inline std::string content_of(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::vector<std::string> lines_of(std::string const& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1)
    lines.push_back(text.substr(at, text.find('\n', at) - at));
  return lines;
}

/// Imports into `folder`/w.
class Importer {
 public:
  ImportedWorld operator()(std::string const& name, std::string const& content, std::string const& towns = "",
                           double round_degrees = 0.05) const {
    fs::path const sites = folder.write(name, content);
    fs::path const towns_file = towns.empty() ? fs::path() : folder.write("towns.csv", towns);
    return import_world({sites, towns_file, world(), round_degrees}, declared);
  }
  /// The same with other settings.
  ImportedWorld with(ImportRequest request, std::string const& name, std::string const& content) const {
    request.sites = folder.write(name, content), request.folder = world();
    return import_world(request, declared);
  }
  std::string error_of(std::string const& name, std::string const& content, std::string const& towns = "") const {
    return error_of([&] { (*this)(name, content, towns); });
  }
  std::string error_with(ImportRequest const& request, std::string const& name, std::string const& content) const {
    return error_of([&] { with(request, name, content); });
  }
  /// Reads the folder that was made like a study does, and removes it.
  WorldInput read() const {
    ParameterBook book;
    TableReader world_toml = empty_document("world", book);
    auto const study = parse_document("[world]\npath = \"w\"\n", (folder.path() / "s.toml").string(), book);
    WorldInput const input = read_world(study, world_toml, {});
    CHECK(messages(book) == "");
    fs::remove_all(world());
    return input;
  }
  std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> all;
    for (auto const& entry : fs::directory_iterator(world()))
      all[entry.path().filename().string()] = content_of(entry.path());
    fs::remove_all(world());
    return all;
  }
  /// Folders with the final name, or temporary ones.
  std::ptrdiff_t left_behind() const {
    auto const is_folder = [](fs::directory_entry const& entry) { return entry.is_directory(); };
    return std::count_if(fs::directory_iterator(folder.path()), fs::directory_iterator(), is_folder);
  }
  fs::path world() const { return folder.path() / "w"; }
  /// The lines of concessions.csv below the header.
  std::vector<std::string> concessions() const {
    auto lines = lines_of(files().at("concessions.csv"));
    lines.erase(lines.begin());
    return lines;
  }

  Folder folder;
  std::vector<Parameter> declared = declared_by_the_model();

 private:
  std::string error_of(std::function<void()> const& import) const {
    try {
      import();
    } catch (UserError const& error) {
      CHECK(left_behind() == 0);
      return error.what();
    }
    return "no error";
  }
};

inline std::string const columns =
    "id,name,territory,province,lon,lat,n_sites,miners,peak_miners,armed_share,mercury_share,market,hours_to_market,"
    "last_surveyed\n";
inline std::string const five_sites = columns +
                                      "a,\"Lopa, upper\",North,Ituri,30.51,2.49,2,100,150,0.5,1,Bunia,2.5,2015\n"
                                      "b,Lopa,North,Ituri,30.49,2.51,1,300,,,0.25,,,2019\n"
                                      "c,\"The \"\"old\"\" site\",South,Ituri,30.5,2.5,,20,20,,,,,\n"
                                      "d,,,,-0.02,-0.01,1,7,,0.25,,,,\n"
                                      "e,Far,South,,30.71,2.49,3,50,60,0.25,,,0.5,\n";

inline std::string const five_features =
    R"({"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},
"features":[
{"type":"Feature","geometry":{"type":"Point","coordinates":[30.51,2.49,1200]},"properties":{"id":"a","name":"Lopa, upper",
 "territory":"North","province":"Ituri","n_sites":2.0,"miners":100,"peak_miners":150,"armed_share":0.5,"mercury_share":1,
 "market":"Bunia","hours_to_market":2.5,"last_surveyed":2015,"photos":[{"url":"x"}]}},
{"properties":{"miners":3e2,"id":"b","name":"Lopa","territory":"North","province":"Ituri","mercury_share":0.25,
 "last_surveyed":"2019","peak_miners":null},"geometry":{"coordinates":[30.49,2.51],"type":"Point"},"type":"Feature"},
{"type":"Feature","geometry":{"type":"Point","coordinates":[30.5,2.5]},"properties":{"id":"c","name":"The \"old\" site",
 "territory":"South","province":"Ituri","miners":20,"peak_miners":20}},
{"type":"Feature","geometry":{"type":"Point","coordinates":[-2e-2,-0.01]},"properties":{"id":"d","n_sites":1,"miners":7,
 "armed_share":0.25}},
{"type":"Feature","id":9,"bbox":[0,0,1,1],"geometry":{"type":"Point","coordinates":[30.71,2.49]},"properties":{"id":"e",
 "name":"\u0020Far\n","territory":"South","n_sites":3,"miners":50,"peak_miners":60,"armed_share":0.25,
 "hours_to_market":0.5}}],"type":"FeatureCollection"})";

/// `n` sites spread over `width` degrees, with a few large and many small counts.
inline std::string random_sites(uint32_t n, double width) {
  std::string text = "lon,lat,miners\n";
  for (uint32_t i = 0; i < n; ++i) {
    PhiloxBlock const luck = philox4x32_10({i, 0, 0, 0}, {2015, 1});
    double const lon = 29 + width * double{Luck::to_uniform(luck[0])}, lat = width * double{Luck::to_uniform(luck[1])};
    double const miners = math::exp(4.5 + 1.2 * double{Luck::to_normal(luck[2])});
    text += std::to_string(lon) + "," + std::to_string(lat) + "," + std::to_string(1 + static_cast<int>(miners)) + "\n";
  }
  return text;
}

inline std::size_t most_connected(WorldInput const& world) {
  std::vector<std::size_t> degree(world.concessions.size(), 0);
  for (auto const& way : world.connections) ++degree[way.from], ++degree[way.to];
  return *std::max_element(degree.begin(), degree.end());
}

}  // namespace tributer::test
