#include "tributer/run/possible.hpp"

#include <fmt/format.h>

#include "tributer/core/check.hpp"

namespace tributer {
namespace {

void require(int64_t value, char const* what, std::size_t row) {
  if (value < 0) throw Bug(fmt::format("{} of row {} is {}, below zero", what, row, value));
}

}  // namespace

void require_possible(World const& world) {
  Concessions const& c = world.concessions;
  for (std::size_t p = 0; p < world.geography->n; ++p) {
    require(c.reserve_mg[p], "concessions.reserve_mg", p);
    require(c.discovered_mg[p], "concessions.discovered_mg", p);
    require(c.output_mg[p], "concessions.output_mg", p);
  }
  for (std::size_t k = 0; k < world.traders.size(); ++k)  // their cash may be short for a month
    require(world.traders[k].prefinance_cents, "traders.prefinance_cents", k);
  for (std::size_t k = 0; k < world.operations.size(); ++k) {
    require(world.operations[k].cash_cents, "operations.cash_cents", k);
    require(world.operations[k].prefinance_cents, "operations.prefinance_cents", k);
  }
  for (std::size_t k = 0; k < world.lenders.size(); ++k)
    require(world.lenders[k].outstanding_cents, "lenders.outstanding_cents", k);
  for (std::size_t k = 0; k < world.programmes.size(); ++k) {
    Programme const& of = world.programmes[k];
    for (Cents const sum : {of.cash_cents,         of.granted_cents,       of.costs_cents,
                            of.leaked_cents,       of.promised_cents,      of.committed_cents,
                            of.capital_cents,      of.other_capital_cents, of.private_uncalled_cents,
                            of.lsm_uncalled_cents, of.returned_cents,      of.lent_cents,
                            of.repaid_cents,       of.written_off_cents,   of.covered_cents,
                            of.exposure_cents,     of.claims_paid_cents,   of.recoveries_cents,
                            of.fees_cents,         of.private_owed_cents,  of.lsm_owed_cents})
      require(sum, "a sum of programmes", k);
  }
}

}  // namespace tributer
