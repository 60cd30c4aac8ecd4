#pragma once
// What is kept of a block. An ensemble is made of blocks: one point of the design, one replicate, and all arms, which
// share a burn-in. Point 0 is the study as it is written.
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tributer/core/outcome_totals.hpp"
#include "tributer/core/recording.hpp"

namespace tributer {

struct BlockKey {
  uint32_t point = 0, replicate = 0;
  friend auto operator<=>(BlockKey const&, BlockKey const&) = default;
};

/// A block that could not be run to its end: the arm (empty: before any arm began) and the reason.
struct BlockFailure {
  std::string arm, message;
};

/// A block that has ended. Of point 0, `runs` has everything that was recorded. Of other points, only the variables
/// that [output] series names.
struct BlockRecord {
  BlockKey key;
  std::vector<RunRecord> runs{};  ///< by arm; empty if the block failed, or if nothing of the point's runs is kept
  OutcomeValues outcomes{};       ///< empty if the block failed
  double seconds = 0;             ///< that the block took
  std::optional<BlockFailure> failure{};
};

/// The run with some of its variables only, given by their positions, and without anything else that it recorded.
RunRecord only_variables(RunRecord const& run, std::vector<std::size_t> const& variables);

/// The record as bytes, and back. Throws a FileError if the bytes are not those of a record.
std::vector<std::byte> encode(BlockRecord const& record);
BlockRecord decode_block(std::span<std::byte const> bytes);

}  // namespace tributer
