// Tests that a new file is never made through a link, in place of another program's file or of somebody's notes, and
// that a failure to write is reported and leaves nothing.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <memory>

#include "../property/small_study.hpp"
#include "tributer/core/new_file.hpp"

using small::Folder;
using namespace tributer;
namespace fs = std::filesystem;

namespace {

std::string const beginning = "begin";

std::string content(fs::path const& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(NewFile& file, std::string const& text) { file.write(0, std::as_bytes(std::span(text))); }

}  // namespace

TEST_CASE("A new file gets its name when it is kept, and leaves nothing otherwise", "[new file]") {
  Folder const folder;
  fs::path const name = folder.path() / "out";
  {
    NewFile file(name, beginning);
    write(file, "begin, and lost");
    CHECK(fs::exists(folder.path() / "out.part"));
  }
  CHECK(fs::is_empty(folder.path()));
  NewFile file(name, beginning);
  write(file, "begin, and kept");
  file.keep();
  CHECK(content(name) == "begin, and kept");
  CHECK_FALSE(fs::exists(folder.path() / "out.part"));
}

TEST_CASE("A file that another program is writing is left alone", "[new file]") {
  Folder const folder;
  fs::path const name = folder.path() / "out";
  NewFile first(name, beginning);
  write(first, "begin of the first");
  CHECK_THROWS_WITH(NewFile(name, beginning), Catch::Contains("another run is writing this file"));
  first.keep();
  CHECK(content(name) == "begin of the first");
}

TEST_CASE("What a killed program left is replaced; links and files of others are not", "[new file]") {
  Folder const folder;
  fs::path const name = folder.path() / "out", part = folder.path() / "out.part";
  for (std::string const& left : {std::string(), beginning + " of a killed run", std::string(100, '\0')}) {
    folder.write("out.part", left);
    CHECK_NOTHROW(NewFile(name, beginning));
    CHECK_FALSE(fs::exists(part));
  }
  folder.write("out.part", "somebody's notes");
  CHECK_THROWS_AS(NewFile(name, beginning), FileError);
  CHECK(content(part) == "somebody's notes");
  fs::remove(part);
  folder.write("precious", "begin of something else");
  fs::create_symlink("precious", part);
  CHECK_THROWS_AS(NewFile(name, beginning), FileError);
  fs::remove(part);
  fs::create_hard_link(folder.path() / "precious", part);
  CHECK_THROWS_AS(NewFile(name, beginning), FileError);
  CHECK(content(folder.path() / "precious") == "begin of something else");
}

TEST_CASE("A file that was taken away while it was written is not given a name", "[new file]") {
  Folder const folder;
  fs::path const part = folder.path() / "out.part";
  NewFile file(folder.path() / "out", beginning);
  write(file, "begin");
  fs::remove(part);
  folder.write("out.part", "begin of another");
  CHECK_THROWS_WITH(file.keep(), Catch::Contains("removed or replaced"));
  CHECK(content(part) == "begin of another");
}
