#pragma once
// A small, valid study that tests break in one place, and what the program says then.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tributer/scenario/study.hpp"

namespace broken {

using namespace tributer;
namespace fs = std::filesystem;

/// The files of a small, valid study, by name.
using Files = std::vector<std::pair<std::string, std::string>>;

inline Files valid_files() {
  return {{"s.toml",
           "format = 1\ntitle = \"Two hills\"\n[world]\npath = \"w\"\n[time]\nstart = \"2015-01\"\nmonths = 3\nburn_in "
           "= 2\n"
           "[random]\nseed = 20_200_405\nreplicates = 4\n[gold_price]\nseries = \"p.csv\"\nscale = 1.5\n[[arm]]\nname "
           "= \"baseline\"\n"
           "[[arm]]\nname = \"loans\"\n  [[arm.instrument]]\n  type = \"loan\"\n  rate = 0.5\n  who = [\"a\", \"b\"]\n"
           "[compare]\nbaseline = \"baseline\"\n[output]\npanel = { share = 0.01, every_months = 12 }\n"},
          {"p.csv", "month,usd_per_gram\n2014-12,39\n2015-01,40\n2015-02,41.5\n2015-03,42\n"},
          {"w/concessions.csv",
           "id,name,territory,province,lon,lat,n_sites,miners,peak_miners,armed_share,hours_to_market\n"
           "000,Lopa,North,P,30.5,2.5,1,10,20,,1.5\n001,\"Mputu, Bapongomo\",South,P,30.6,2.5,2,20,20,0.5,2\n"
           "002,Lopa,South,P,30.7,2.5,2,5,5,0.5,2\n"},
          {"w/connections.csv", "from,to,km,travel_hours\n000,001,11,0.5\n001,002,11,0.5\n"},
          {"w/world.toml",
           "format = 1\n[tenure]\ndefault = \"open\"\n002 = \"lsm\"\n[[lsm]]\nconcession = \"002\"\njobs = "
           "50\nwage_usd_per_month = 200\n"}};
}

class Case {
 public:
  Case()
      : folder_(fs::temp_directory_path() / ("tributer_broken_" + std::to_string(reinterpret_cast<uintptr_t>(this)))) {
    fs::create_directories(folder_ / "w");
    for (auto const& [name, content] : valid_files()) write(name, content);
  }
  Case(Case const&) = delete;
  Case& operator=(Case const&) = delete;
  ~Case() { fs::remove_all(folder_); }

  void write(std::string const& name, std::string const& content) const {
    std::ofstream(folder_ / name, std::ios::binary) << content;
  }
  fs::path at(std::string const& name) const { return folder_ / name; }

  /// Reads the study like the program and throws the same errors.
  void read() const {
    ParameterBook book;
    StudyInput const study = read_study(at("s.toml"), {}, book);
    for (auto const& arm : study.arms) {
      for (auto const& instrument : arm.instruments) {
        if (instrument.type != "loan") {
          instrument.table.fail("type", "unknown instrument", "");
          instrument.table.leave_unread();
          continue;
        }
        instrument.table.real("rate", 0.1, {"1", 0, 1, "assumed: a test", "interest"});
        instrument.table.words("who", std::vector<std::string>{}, {"a", "b"}, "who may borrow");
      }
    }
    finish_reading(study, book);
  }

  std::string error() const {
    try {
      read();
    } catch (UserError const& error) {
      return error.what();
    }
    return "no error";
  }

 private:
  fs::path folder_;
};

inline std::string replaced(std::string text, std::string const& old, std::string const& fresh) {
  auto const at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), fresh);
}

inline std::string content_of(std::string const& name) {
  for (auto const& [file, content] : valid_files()) {
    if (file == name) return content;
  }
  return {};
}

struct Broken {
  std::string file, old, fresh;
  std::string where;  ///< "s.toml:6"
  std::string words;
};

inline void expect(std::vector<Broken> const& table) {
  for (Broken const& broken : table) {
    Case const c;
    c.write(broken.file, replaced(content_of(broken.file), broken.old, broken.fresh));
    std::string const error = c.error();
    INFO(broken.old << " -> " << broken.fresh.substr(0, 200));
    CHECK_THAT(error, Catch::Contains("error: ") && Catch::Contains(c.at(broken.where).string() + ": ") &&
                          Catch::Contains(broken.words));
  }
}

}  // namespace broken
