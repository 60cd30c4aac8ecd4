#include "tributer/core/disk.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "tributer/core/check.hpp"

namespace tributer {

void sync_to_disk(std::filesystem::path const& path) {
  int const descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  bool const done = descriptor >= 0 && ::fsync(descriptor) == 0;
  int const reason = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!done)
    throw FileError(fmt::format("{}: cannot be written to the disk: {}", path.string(), std::strerror(reason)));
}

}  // namespace tributer
