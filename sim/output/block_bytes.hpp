#pragma once
// The records of a file of blocks as bytes.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "tributer/output/block_folder.hpp"

namespace tributer::block_bytes {

inline constexpr std::string_view beginning = "TRBLOCKS";

/// Kinds of records.
inline constexpr uint64_t head = 1, claim = 2, block = 3;

/// What precedes the content of a record.
struct Frame {
  enum class State : uint8_t { whole, unfinished, damaged } state = State::damaged;
  uint64_t kind = 0, length = 0, stored = 0, digest = 0;
  BlockKey key{};  ///< of a block
  uint64_t bytes() const;
};

/// The record at `offset` of a file of `file_length` bytes. `unfinished`: the file ends before the record does.
Frame frame_at(int descriptor, uint64_t offset, uint64_t file_length);
/// Its content; nothing if the bytes are not those that were written.
std::optional<std::vector<std::byte>> content_at(int descriptor, uint64_t offset, Frame const& frame);
/// A whole record, ready to be written.
std::vector<std::byte> record_of(uint64_t kind, std::span<std::byte const> content, BlockKey key = {});

bool begins_rightly(int descriptor);
/// False with errno if not all bytes could be written.
bool write_all(int descriptor, std::span<std::byte const> bytes);

std::vector<std::byte> encode(BlockHead const& head);
std::optional<BlockHead> decode_head(std::span<std::byte const> bytes);
std::vector<BlockKey> decode_claim(std::span<std::byte const> bytes);
std::optional<BlockHead> head_of_file(std::filesystem::path const& path);

}  // namespace tributer::block_bytes
