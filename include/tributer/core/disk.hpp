#pragma once
#include <filesystem>

namespace tributer {

/// Waits until a file or folder is written to the disk. Throws a FileError if that fails.
void sync_to_disk(std::filesystem::path const& path);

}  // namespace tributer
