// Tests the records of licence holders: first month, months licensed, and the programme that supported them.
#include "tributer/run/licence_holders.hpp"

#include <catch2/catch.hpp>

using namespace tributer;

namespace {

Operation licensed_operation(uint64_t owner, uint16_t since, uint8_t programme = 0) {
  Operation operation;
  operation.open = 1;
  operation.owner_id = owner;
  operation.licence = Licence::licensed;
  operation.licensed_since = since;
  operation.programme = programme;
  return operation;
}

}  // namespace

TEST_CASE("Licence holders are recorded by person, even if their operation passes on or closes") {
  World world;
  world.programmes.resize(1);
  world.programmes[0].label = "subsidy";
  Operation const unlicensed = [] {
    Operation operation = licensed_operation(3, never);
    operation.licence = Licence::applying;
    return operation;
  }();
  Operation free_row = licensed_operation(4, 2);
  free_row.open = 0;
  world.operations = {licensed_operation(2, 4), licensed_operation(1, never), unlicensed, free_row};
  LicenceHolders holders({"loan", "subsidy"});
  holders.record(0, 12, world);                        // month 0 is the 13th of the run: a year of burn-in
  world.operations[2] = licensed_operation(3, 13, 1);  // granted with support
  world.operations[0].owner_id = 5;                    // passed on
  holders.record(1, 13, world);
  world.operations[2].licence = Licence::lapsed;
  world.operations[1] = {};  // closed
  holders.record(2, 14, world);
  std::vector<HolderRow> const expected{{1, -1, 2, -1}, {2, -8, 1, -1}, {3, 1, 1, 1}, {5, 1, 2, -1}};
  CHECK(holders.take() == expected);
  CHECK(holders.take().empty());
}
