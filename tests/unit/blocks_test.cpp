// Tests the files in which finished blocks wait: what is written is read again, processes see each other's blocks, and
// bytes that are not those that were written are never taken for a block.
#include <catch2/catch.hpp>
#include <fstream>
#include <limits>
#include <random>

#include "../property/small_study.hpp"
#include "tributer/output/block_folder.hpp"

using namespace small;

namespace {

BlockHead head_of(std::string const& study = "study", std::string const& program = "program") {
  BlockHead head;
  head.study = study, head.program = program, head.points = 2, head.replicates = 4;
  head.copy = {"study.toml", {{"study.toml", "format = 1\n"}, {"world/concessions.csv", "id\n"}}, {{"a.b", "1"}}, ""};
  return head;
}

BlockRecord block(uint32_t point, uint32_t replicate) {
  BlockRecord record{.key = {point, replicate}, .seconds = 0.25};
  int64_t const mark = 1000 * point + replicate;
  if (point == 0) {
    RunRecord run;
    run.variables.resize(2);
    for (int64_t k = 0; k < 500; ++k) run.variables[0].integers.push_back(mark + k % 7);
    run.variables[1].reals = {0.5, static_cast<double>(mark)};
    run.panel = {{7, 1, 0, 1, 2, 0, 1, mark, 3, 4}};
    run.holders = {{9, -3, 12, 1}};
    run.seconds_per_process = {0.1, 0.2};
    run.seconds = 0.3, run.miner_months = mark;
    record.runs = {run, run};
  } else {
    record.outcomes = {{1, 2, static_cast<double>(mark)}, {3}, {4}, {5}};
  }
  return record;
}

bool same(BlockRecord const& a, BlockRecord const& b) {
  bool equal = a.key == b.key && a.seconds == b.seconds && a.runs.size() == b.runs.size() &&
               a.outcomes.numerator == b.outcomes.numerator && a.outcomes.value == b.outcomes.value;
  for (std::size_t k = 0; equal && k < a.runs.size(); ++k) {
    RunRecord const &x = a.runs[k], &y = b.runs[k];
    equal = x.variables.size() == y.variables.size() && x.panel == y.panel && x.holders == y.holders &&
            x.seconds_per_process == y.seconds_per_process && x.miner_months == y.miner_months;
    for (std::size_t v = 0; equal && v < x.variables.size(); ++v)
      equal = x.variables[v].integers == y.variables[v].integers && x.variables[v].reals == y.variables[v].reals;
  }
  return equal;
}

std::string content_of(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

fs::path only_file(fs::path const& folder) { return fs::directory_iterator(folder)->path(); }

}  // namespace

TEST_CASE("A block is read as it was written", "[blocks]") {
  for (BlockRecord record : {block(0, 3), block(1, 2)}) {
    CHECK(same(decode_block(encode(record)), record));
    record.failure = BlockFailure{"arm", "why"};
    BlockRecord const again = decode_block(encode(record));
    CHECK(again.failure->arm == "arm");
    CHECK(again.failure->message == "why");
  }
  for (int64_t const extreme : {int64_t{-128}, int64_t{127}, int64_t{128}, int64_t{-32769}, int64_t{1} << 31,
                                std::numeric_limits<int64_t>::min(), std::numeric_limits<int64_t>::max()}) {
    BlockRecord record = block(0, 0);
    record.runs[0].variables[0].integers = {0, extreme, 1};
    CHECK(same(decode_block(encode(record)), record));
  }
  auto bytes = encode(block(0, 1));
  bytes.pop_back();
  CHECK_THROWS_AS(decode_block(bytes), FileError);
}

TEST_CASE("Processes see each other's blocks and claims, and files of blocks say what study they are of", "[blocks]") {
  Folder const folder;
  fs::path const path = folder.path() / "blocks";
  BlockFolder one(path, head_of()), two(path, head_of());
  one.begin_writing(), two.begin_writing();
  one.claim(std::vector<BlockKey>{{0, 1}, {1, 0}});
  one.write(block(0, 1));
  CHECK_FALSE(two.has({0, 1}));
  two.refresh();
  CHECK(two.has({0, 1}));
  CHECK(two.claimed_by_others({1, 0}));
  CHECK_FALSE(one.claimed_by_others({1, 0}));
  CHECK(same(*two.read({0, 1}), block(0, 1)));
  auto const head = head_of_blocks(path);
  REQUIRE(head);
  CHECK(head->copy.files[1].content == "id\n");
  CHECK(head->copy.changes.at(0).second == "1");

  BlockFolder other_study(path, head_of("other")), other_build(path, head_of("study", "other"));
  CHECK(other_study.has_other_studies());
  CHECK(other_study.keys().empty());
  CHECK_FALSE(other_build.has_other_studies());
  CHECK(other_build.keys().empty());
  CHECK(other_build.faults().size() == 2);
  other_build.set_others_aside(false);  // they stay for the build that made them
  BlockHead small = head_of();
  small.replicates = 1;
  BlockFolder third(path, head_of()), smaller(path, small);
  CHECK(third.has({0, 1}));
  CHECK_FALSE(third.has_larger_ensembles());
  CHECK(smaller.has_larger_ensembles());
}

TEST_CASE("Files of blocks go when their blocks are in a results file, and a process without blocks leaves none",
          "[blocks]") {
  Folder const folder;
  fs::path const path = folder.path() / "blocks";
  {
    BlockFolder idle(path, head_of());
    idle.begin_writing();
  }
  CHECK_FALSE(fs::exists(path));
  BlockFolder one(path, head_of());
  one.begin_writing();
  one.write(block(0, 0));
  one.remove();
  CHECK_FALSE(fs::exists(path));
}

// Each of 1,000 files has some bytes changed, removed, added or cut off.
TEST_CASE("No altered or truncated file of blocks gives a block that was not written", "[blocks]") {
  Folder const folder;
  std::vector<BlockKey> const keys{{0, 0}, {0, 1}, {1, 0}, {1, 3}};
  {
    BlockFolder writer(folder.path() / "good", head_of());
    writer.begin_writing();
    for (BlockKey const key : keys) writer.claim(std::vector{key}), writer.write(block(key.point, key.replicate));
  }
  std::string const good = content_of(only_file(folder.path() / "good"));
  std::mt19937 luck(1848);
  auto const below = [&](std::size_t n) { return static_cast<std::size_t>(luck() % n); };
  int noticed = 0, lost = 0;
  for (int k = 0; k < 1000; ++k) {
    std::string bytes = good;
    switch (below(4)) {
      case 0:
        for (std::size_t n = 1 + below(3); n > 0; --n) bytes[below(bytes.size())] ^= static_cast<char>(1 + below(255));
        break;
      case 1:
        bytes.resize(below(bytes.size()));
        break;
      case 2:
        bytes.erase(below(bytes.size()), 1 + below(40));
        break;
      default:
        bytes.insert(below(bytes.size()), std::string(1 + below(40), static_cast<char>(below(256))));
    }
    fs::path const path = folder.path() / "bad";
    fs::remove_all(path);
    folder.write("bad/1.blocks", bytes);
    BlockFolder reader(path, head_of());
    std::size_t whole = 0;
    for (BlockKey const key : reader.keys()) {
      auto const record = reader.read(key);
      if (!record) continue;
      ++whole;
      REQUIRE(same(*record, block(key.point, key.replicate)));
    }
    lost += whole < keys.size();
    noticed += !reader.faults().empty();
    head_of_blocks(path);
  }
  CHECK(lost > 500);
  CHECK(noticed > 500);  // a file that is only cut off looks like that of a process at work
}
