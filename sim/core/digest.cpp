#include "tributer/core/digest.hpp"

#include <fmt/format.h>

#include <fstream>
#include <vector>

#include "tributer/core/check.hpp"

namespace tributer {

std::string digest_of_program() {
  std::ifstream file("/proc/self/exe", std::ios::binary);
  std::vector<char> piece(1 << 20);
  uint64_t digest = 0;
  for (;;) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    auto const n = static_cast<std::size_t>(file.gcount());
    if (n == 0) break;
    digest = digest_of(std::as_bytes(std::span(piece).first(n)), digest);
  }
  if (!file.eof()) throw FileError("/proc/self/exe: the program cannot read its own file");
  return fmt::format("{:016x}", digest);
}

}  // namespace tributer
