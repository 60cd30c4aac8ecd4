#pragma once
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace tributer {

/// Name and content.
using FolderFiles = std::vector<std::pair<std::string, std::string>>;

/// FileError unless the folder is not there yet, or is empty.
void refuse_occupied(std::filesystem::path const& folder);

/// Makes a folder with all its files on the disk, or none of it: they are written beside it and the
/// folder gets its name last. FileError if it is occupied or cannot be written.
void write_whole_folder(std::filesystem::path const& folder, FolderFiles const& files);

}  // namespace tributer
