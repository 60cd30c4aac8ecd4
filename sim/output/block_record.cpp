#include "tributer/output/block_record.hpp"

#include "bytes.hpp"

namespace tributer {
namespace {

void put_run(ByteWriter& out, RunRecord const& run) {
  out.put<uint64_t>(run.variables.size());
  for (Recorded const& variable : run.variables) out.put_narrow(variable.integers), out.put(variable.reals);
  out.put(run.panel), out.put(run.holders), out.put(run.seconds_per_process);
  out.put(run.seconds), out.put(run.miner_months), out.put(run.ledger_residual_cents);
}

RunRecord get_run(ByteReader& in) {
  RunRecord run;
  for (uint64_t left = in.get<uint64_t>(); left > 0; --left) {
    Recorded variable;
    variable.integers = in.get_narrow(), variable.reals = in.get_vector<double>();
    run.variables.push_back(std::move(variable));
  }
  run.panel = in.get_vector<PanelRow>(), run.holders = in.get_vector<HolderRow>();
  run.seconds_per_process = in.get_vector<double>();
  run.seconds = in.get<double>(), run.miner_months = in.get<int64_t>(), run.ledger_residual_cents = in.get<int64_t>();
  return run;
}

}  // namespace

RunRecord only_variables(RunRecord const& run, std::vector<std::size_t> const& variables) {
  RunRecord part;
  for (std::size_t const v : variables) part.variables.push_back(run.variables.at(v));
  return part;
}

std::vector<std::byte> encode(BlockRecord const& record) {
  ByteWriter out;
  out.put(record.key), out.put(record.seconds);
  out.put<uint8_t>(record.failure.has_value());
  if (record.failure) out.put(record.failure->arm), out.put(record.failure->message);
  OutcomeValues const& values = record.outcomes;
  out.put(values.numerator), out.put(values.denominator), out.put(values.given), out.put(values.value);
  out.put<uint64_t>(record.runs.size());
  for (RunRecord const& run : record.runs) put_run(out, run);
  return out.take();
}

BlockRecord decode_block(std::span<std::byte const> bytes) {
  ByteReader in(bytes);
  BlockRecord record;
  record.key = in.get<BlockKey>(), record.seconds = in.get<double>();
  if (in.get<uint8_t>() != 0) {
    std::string arm = in.get_text();
    record.failure = BlockFailure{std::move(arm), in.get_text()};
  }
  OutcomeValues& values = record.outcomes;
  values.numerator = in.get_vector<double>(), values.denominator = in.get_vector<double>();
  values.given = in.get_vector<double>(), values.value = in.get_vector<double>();
  for (uint64_t left = in.get<uint64_t>(); left > 0; --left) record.runs.push_back(get_run(in));
  if (!in.at_end()) throw FileError("it has more bytes than a block");
  return record;
}

}  // namespace tributer
