#pragma once
#include <filesystem>

namespace tributer {

/// Waits until a file or folder is on the disk. FileError if it cannot be brought there.
void bring_to_disk(std::filesystem::path const& path);

}  // namespace tributer
