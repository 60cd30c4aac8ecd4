#include "tar_gz.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "tributer/core/new_file.hpp"

namespace tributer {
namespace {

constexpr std::size_t tar_block = 512;
constexpr uint64_t largest_in_tar = (uint64_t{1} << 33) - 1;  // 11 octal digits
using TarHeader = std::array<char, tar_block>;

void put(TarHeader& header, std::size_t at, std::string_view text) {
  std::copy(text.begin(), text.end(), header.begin() + static_cast<std::ptrdiff_t>(at));
}

/// The header of a plain file that everybody may read. It says 1970 as its date, so that equal results are equal bytes.
TarHeader header_of(std::string const& name, uint64_t bytes) {
  check(name.size() <= 100 && bytes <= largest_in_tar, "a file does not fit into a tar archive");
  TarHeader header{};
  put(header, 0, name);
  put(header, 100, "0000644"), put(header, 108, "0000000"), put(header, 116, "0000000");
  put(header, 124, fmt::format("{:011o}", bytes)), put(header, 136, "00000000000");
  put(header, 148, "        ");  // the checksum counts as spaces in its own sum
  put(header, 156, "0");
  put(header, 257,
      std::string_view("ustar\0"
                       "00",
                       8));
  unsigned const sum = std::accumulate(header.begin(), header.end(), 0u,
                                       [](unsigned s, char c) { return s + static_cast<unsigned char>(c); });
  put(header, 148, fmt::format("{:06o}", sum)), header[154] = '\0';
  return header;
}

}  // namespace

/// What is compressed goes into the file as it comes.
struct TarGz::Stream {
  explicit Stream(std::filesystem::path const& path) : file(path, "\x1f\x8b\x08") {
    constexpr int gzip = 16 + MAX_WBITS, usual_memory = 8;
    check(deflateInit2(&zlib, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip, usual_memory, Z_DEFAULT_STRATEGY) == Z_OK,
          "zlib cannot begin");
  }
  ~Stream() { deflateEnd(&zlib); }

  void add(std::string_view bytes, int flush = Z_NO_FLUSH) {
    std::array<std::byte, 1 << 16> out;
    constexpr std::size_t most = 1u << 30;  // zlib counts in 32 bits
    do {
      std::string_view const part = bytes.substr(0, most);
      bytes.remove_prefix(part.size());
      zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(part.data()));
      zlib.avail_in = static_cast<uInt>(part.size());
      do {
        zlib.next_out = reinterpret_cast<Bytef*>(out.data()), zlib.avail_out = static_cast<uInt>(out.size());
        deflate(&zlib, bytes.empty() ? flush : Z_NO_FLUSH);
        std::size_t const n = out.size() - zlib.avail_out;
        file.write(written, std::span(out).first(n));
        written += n;
      } while (zlib.avail_out == 0);
    } while (!bytes.empty());
    file.require_written();
  }

  NewFile file;
  z_stream zlib{};
  uint64_t written = 0;
};

TarGz::TarGz(std::filesystem::path const& path) : stream_(std::make_unique<Stream>(path)) {}
TarGz::~TarGz() = default;

void TarGz::add(std::string const& name, std::string_view content) {
  TarHeader const header = header_of(name, content.size());
  stream_->add({header.data(), header.size()});
  stream_->add(content);
  stream_->add(std::string((tar_block - content.size() % tar_block) % tar_block, '\0'));
}

void TarGz::keep() {
  stream_->add(std::string(2 * tar_block, '\0'), Z_FINISH);
  stream_->file.keep();
}

}  // namespace tributer
