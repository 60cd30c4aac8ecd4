#include "block_bytes.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "bytes.hpp"
#include "tributer/core/digest.hpp"

namespace tributer::block_bytes {
namespace {

/// kind, point and replicate, length, stored length, digest of what is stored, digest of these.
using Fields = std::array<uint64_t, 6>;
constexpr uint64_t frame_bytes = sizeof(Fields);
constexpr uint64_t largest_content = uint64_t{1} << 40;

uint64_t digest_of_fields(Fields const& fields) { return digest_of(std::as_bytes(std::span(fields).first<5>())); }

/// The files of a study, deflated; empty if that is not shorter.
std::vector<std::byte> deflated_text(std::span<std::byte const> content) {
  constexpr int usual_level = 6;
  uLongf length = ::compressBound(content.size());
  std::vector<std::byte> deflated(length);
  bool const done = ::compress2(reinterpret_cast<Bytef*>(deflated.data()), &length,
                                reinterpret_cast<Bytef const*>(content.data()), content.size(), usual_level) == Z_OK;
  deflated.resize(done && length < content.size() ? length : 0);
  return deflated;
}

bool read_all(int descriptor, uint64_t offset, std::span<std::byte> bytes) {
  while (!bytes.empty()) {
    ssize_t const n = ::pread(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    offset += static_cast<uint64_t>(n);
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace

uint64_t Frame::bytes() const { return frame_bytes + stored; }

Frame frame_at(int descriptor, uint64_t offset, uint64_t file_length) {
  Frame frame;
  Fields fields{};
  if (offset > file_length || file_length - offset < frame_bytes ||
      !read_all(descriptor, offset, std::as_writable_bytes(std::span(fields)))) {
    frame.state = Frame::State::unfinished;
    return frame;
  }
  frame.kind = fields[0], frame.length = fields[2], frame.stored = fields[3], frame.digest = fields[4];
  frame.key = {static_cast<uint32_t>(fields[1] >> 32), static_cast<uint32_t>(fields[1])};
  if (digest_of_fields(fields) != fields[5] || frame.kind < head || frame.kind > block ||
      frame.length > largest_content || frame.stored > frame.length)
    return frame;
  bool const whole = file_length - offset - frame_bytes >= frame.stored;
  frame.state = whole ? Frame::State::whole : Frame::State::unfinished;
  return frame;
}

std::optional<std::vector<std::byte>> content_at(int descriptor, uint64_t offset, Frame const& frame) {
  if (frame.state != Frame::State::whole) return std::nullopt;
  std::vector<std::byte> stored(frame.stored);
  if (!read_all(descriptor, offset + frame_bytes, stored) || digest_of(stored) != frame.digest) return std::nullopt;
  if (frame.stored == frame.length) return stored;
  std::vector<std::byte> content(frame.length);
  uLongf length = frame.length;
  bool const good = ::uncompress(reinterpret_cast<Bytef*>(content.data()), &length,
                                 reinterpret_cast<Bytef const*>(stored.data()), frame.stored) == Z_OK;
  if (!good || length != frame.length) return std::nullopt;
  return content;
}

std::vector<std::byte> record_of(uint64_t kind, std::span<std::byte const> content, BlockKey key) {
  std::vector<std::byte> const deflated = kind == head ? deflated_text(content) : std::vector<std::byte>{};
  auto const stored = deflated.empty() ? content : std::span(deflated);
  Fields fields{kind, uint64_t{key.point} << 32 | key.replicate, content.size(), stored.size(), digest_of(stored), 0};
  fields[5] = digest_of_fields(fields);
  std::vector<std::byte> record(frame_bytes + stored.size());
  std::memcpy(record.data(), fields.data(), frame_bytes);
  if (!stored.empty()) std::memcpy(record.data() + frame_bytes, stored.data(), stored.size());
  return record;
}

bool begins_rightly(int descriptor) {
  std::array<char, beginning.size()> found{};
  return read_all(descriptor, 0, std::as_writable_bytes(std::span(found))) &&
         std::string_view(found.data(), found.size()) == beginning;
}

bool write_all(int descriptor, std::span<std::byte const> bytes) {
  while (!bytes.empty()) {
    ssize_t const n = ::write(descriptor, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n == 0) errno = ENOSPC;
    if (n <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
  return true;
}

std::vector<std::byte> encode(BlockHead const& of) {
  ByteWriter out;
  out.put(of.study), out.put(of.program), out.put(of.points), out.put(of.replicates);
  out.put(of.copy.file), out.put(of.copy.only_arm);
  out.put<uint64_t>(of.copy.files.size());
  for (InputFile const& file : of.copy.files) out.put(file.path), out.put(file.content);
  out.put<uint64_t>(of.copy.changes.size());
  for (auto const& [address, value] : of.copy.changes) out.put(address), out.put(value);
  return out.take();
}

std::optional<BlockHead> decode_head(std::span<std::byte const> bytes) {
  try {
    ByteReader in(bytes);
    BlockHead of;
    of.study = in.get_text(), of.program = in.get_text();
    of.points = in.get<uint32_t>(), of.replicates = in.get<uint32_t>();
    of.copy.file = in.get_text(), of.copy.only_arm = in.get_text();
    for (uint64_t left = in.get<uint64_t>(); left > 0; --left) {
      std::string path = in.get_text();
      of.copy.files.push_back({std::move(path), in.get_text()});
    }
    for (uint64_t left = in.get<uint64_t>(); left > 0; --left) {
      std::string address = in.get_text();
      of.copy.changes.emplace_back(std::move(address), in.get_text());
    }
    return of;
  } catch (FileError const&) {
    return std::nullopt;
  }
}

std::vector<BlockKey> decode_claim(std::span<std::byte const> bytes) {
  std::vector<BlockKey> keys(bytes.size() / sizeof(BlockKey));
  if (!keys.empty()) std::memcpy(keys.data(), bytes.data(), keys.size() * sizeof(BlockKey));
  return keys;
}

std::optional<BlockHead> head_of_file(std::filesystem::path const& path) {
  int const descriptor = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return std::nullopt;
  std::optional<BlockHead> found;
  struct stat status {};
  if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && begins_rightly(descriptor)) {
    Frame const frame = frame_at(descriptor, beginning.size(), static_cast<uint64_t>(status.st_size));
    if (frame.kind == head)
      if (auto const bytes = content_at(descriptor, beginning.size(), frame)) found = decode_head(*bytes);
  }
  ::close(descriptor);
  return found;
}

}  // namespace tributer::block_bytes
