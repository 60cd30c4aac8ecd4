#pragma once
// Access to HDF5 files that are also netCDF-4. No other part of the program uses the HDF5 library.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tributer/core/new_file.hpp"

namespace tributer {

/// The first bytes of an HDF5 file.
inline constexpr std::string_view hdf5_signature = "\x89HDF\r\n\x1a\n";

enum class Hdf5Type : uint8_t { int8, int32, int64, real, text };

/// How a dataset is stored. Without `chunk` it is one uncompressed block; chunks are shuffled and deflated.
/// A dataset that can grow has one dimension and needs a chunk.
struct DatasetSpec {
  enum class Growth : uint8_t { fixed, growing };
  std::string path;  ///< from the root, "/moves/moves"
  Hdf5Type type = Hdf5Type::int64;
  std::vector<uint64_t> shape;
  std::vector<uint64_t> chunk;
  Growth growth = Growth::fixed;
};

/// A dataset in a file: type, extents, and the path of the dimension scale of each axis (empty if it has none).
struct DatasetInfo {
  Hdf5Type type = Hdf5Type::int64;
  std::vector<uint64_t> shape;
  std::vector<std::string> dimensions;
  bool is_dimension = false;    ///< it is itself the dimension of its name
  bool is_only_length = false;  ///< a dimension without values
  uint64_t bytes = 0;           ///< of all values, as they are stored but not compressed
  uint64_t stored_bytes = 0;    ///< that they take in the file
};

/// A rectangular part of a dataset, row-major.
struct Block {
  std::vector<uint64_t> offset;
  std::vector<uint64_t> count;
};

/// An HDF5 file. Every failure is a FileError with the name of the file and the reason. Only one thread may use it.
class Hdf5File {
 public:
  explicit Hdf5File(std::filesystem::path const& path);  ///< to read a file
  explicit Hdf5File(NewFile& file);                      ///< to write a file; `file` must live longer
  ~Hdf5File();
  Hdf5File(Hdf5File&&) noexcept;
  Hdf5File& operator=(Hdf5File&&) noexcept;

  void create_group(std::string const& path);
  void create_dataset(DatasetSpec const& spec);
  void write(std::string const& path, Block const& block, std::span<int8_t const> values);
  void write(std::string const& path, Block const& block, std::span<int32_t const> values);
  void write(std::string const& path, Block const& block, std::span<int64_t const> values);
  void write(std::string const& path, Block const& block, std::span<double const> values);
  void write(std::string const& path, std::span<std::string const> texts);  ///< writes a whole text dataset
  void grow(std::string const& path, uint64_t length);

  /// Attributes of the group or dataset `object` ("/" is the root).
  void set_attribute(std::string const& object, std::string const& name, std::string_view text);
  void set_attribute(std::string const& object, std::string const& name, std::span<int8_t const> values);
  void set_attribute(std::string const& object, std::string const& name, std::span<int32_t const> values);
  void set_attribute(std::string const& object, std::string const& name, std::span<int64_t const> values);
  void set_attribute(std::string const& object, std::string const& name, std::span<double const> values);

  enum class Scale : uint8_t { coordinate, length_only };
  /// Makes a one-dimensional dataset the dimension of its name. `length_only`: it has no coordinates.
  void make_dimension(std::string const& path, Scale scale);
  /// Names the axes of a dataset by the paths of their dimensions, in order.
  void set_dimensions(std::string const& path, std::span<std::string const> dimensions);

  /// Gives everything written so far to the operating system and closes the file.
  void close();

  bool has(std::string const& path) const;
  std::vector<std::string> datasets() const;  ///< all paths below the root, sorted
  DatasetInfo describe(std::string const& path) const;
  std::string const& name() const;
  /// Reads integers of any width, or reals. An empty block means the whole dataset.
  std::vector<int64_t> read_integers(std::string const& path, Block const& block = {}) const;
  std::vector<double> read_reals(std::string const& path, Block const& block = {}) const;
  std::vector<std::string> read_texts(std::string const& path) const;  ///< the whole dataset, row-major
  std::optional<std::string> text_attribute(std::string const& object, std::string const& name) const;
  std::vector<int64_t> integer_attribute(std::string const& object,
                                         std::string const& name) const;                           ///< empty if absent
  std::optional<double> real_attribute(std::string const& object, std::string const& name) const;  ///< the first

 private:
  struct Library;
  std::unique_ptr<Library> library_;
};

}  // namespace tributer
