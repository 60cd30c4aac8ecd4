#pragma once
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace tributer {

/// Names and contents of files.
using FolderFiles = std::vector<std::pair<std::string, std::string>>;

/// Throws a FileError if the folder exists and is not empty.
void refuse_occupied(std::filesystem::path const& folder);

/// Makes a folder with all its files, or nothing. The files are written to a temporary folder, which gets the final
/// name at the end. Throws a FileError if the folder is not empty or cannot be written.
void write_whole_folder(std::filesystem::path const& folder, FolderFiles const& files);

}  // namespace tributer
