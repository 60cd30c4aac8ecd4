#pragma once
// Digests: 64 bits by which a program notices that bytes are not those that were written. They are no protection
// against somebody who alters a file on purpose.
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <span>
#include <string>

#include "tributer/core/rng.hpp"

namespace tributer {

/// The digest of bytes that follow those whose digest is `before`.
inline uint64_t digest_of(std::span<std::byte const> bytes, uint64_t before = 0) {
  uint64_t digest = mix(before, bytes.size());
  while (!bytes.empty()) {
    uint64_t word = 0;
    std::size_t const n = std::min(bytes.size(), sizeof word);
    std::memcpy(&word, bytes.data(), n);
    digest = mix(digest, word);
    bytes = bytes.subspan(n);
  }
  return digest;
}
inline uint64_t digest_of(std::string_view text, uint64_t before = 0) {
  return digest_of(std::as_bytes(std::span(text)), before);
}

/// The digest of the running program's own file, as 16 hex digits: another build is another program.
std::string digest_of_program();

}  // namespace tributer
