#include "tributer/output/hdf5_file.hpp"

#include <hdf5.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <system_error>
#include <utility>

#include "hdf5_driver.hpp"
#include "hdf5_handle.hpp"
#include "tributer/core/check.hpp"

namespace tributer {

namespace {

herr_t keep_first(unsigned, H5E_error2_t const* error, void* reason) {
  auto& text = *static_cast<std::string*>(reason);
  if (text.empty() && error->desc != nullptr) text = error->desc;
  return 0;
}

hid_t native_type(int8_t) { return H5T_NATIVE_INT8; }
hid_t native_type(int32_t) { return H5T_NATIVE_INT32; }
hid_t native_type(int64_t) { return H5T_NATIVE_INT64; }
hid_t native_type(double) { return H5T_NATIVE_DOUBLE; }

/// The product of counts; at least 2^62 if it is larger than that.
uint64_t product(std::vector<uint64_t> const& counts) {
  constexpr uint64_t most = uint64_t{1} << 62;
  uint64_t result = 1;
  for (uint64_t const count : counts) result = count > 0 && result > most / count ? most : result * count;
  return std::find(counts.begin(), counts.end(), 0u) == counts.end() ? result : 0;
}

herr_t collect_dataset(hid_t, char const* name, H5O_info_t const* info, void* names) {
  if (info->type == H5O_TYPE_DATASET)
    static_cast<std::vector<std::string>*>(names)->push_back(std::string("/").append(name));
  return 0;
}

herr_t collect_scale(hid_t, unsigned, hid_t scale, void* path) {
  std::array<char, 1024> name{};
  if (H5Iget_name(scale, name.data(), name.size()) > 0) *static_cast<std::string*>(path) = name.data();
  return 1;
}

}  // namespace

struct Hdf5File::Library {
  std::string name;
  NewFile const* written = nullptr;  ///< nullptr: the file is read
  Handle file;

  [[noreturn]] static void fail(std::string const& file_name, std::string const& doing) {
    std::string reason;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &reason);
    throw FileError(file_name + ": " + doing + (reason.empty() ? "" : ": " + reason));
  }
  void require(bool holds, std::string const& doing) const {
    if (written != nullptr) written->require_written();
    if (!holds) fail(name, doing);
  }
  Handle checked(hid_t id, Handle::Closer closer, std::string const& doing) const {
    require(id >= 0, doing);
    return {id, closer};
  }

  Handle property(hid_t kind) const { return checked(H5Pcreate(kind), H5Pclose, "cannot prepare the file"); }
  Handle object(std::string const& path) const {
    return checked(H5Oopen(file.get(), path.c_str(), H5P_DEFAULT), H5Oclose, "cannot open " + path);
  }
  Handle dataset(std::string const& path) const {
    return checked(H5Dopen2(file.get(), path.c_str(), H5P_DEFAULT), H5Dclose, "cannot open dataset " + path);
  }
  Handle text_type() const {
    Handle type = checked(H5Tcopy(H5T_C_S1), H5Tclose, "cannot prepare text");
    require(H5Tset_size(type.get(), H5T_VARIABLE) >= 0 && H5Tset_cset(type.get(), H5T_CSET_UTF8) >= 0,
            "cannot prepare text");
    return type;
  }
  Handle stored_type(Hdf5Type type) const {
    if (type == Hdf5Type::text) return text_type();
    hid_t const stored = type == Hdf5Type::int8    ? H5T_STD_I8LE
                         : type == Hdf5Type::int32 ? H5T_STD_I32LE
                         : type == Hdf5Type::int64 ? H5T_STD_I64LE
                                                   : H5T_IEEE_F64LE;
    return checked(H5Tcopy(stored), H5Tclose, "cannot prepare a type");
  }
  std::vector<uint64_t> shape(Handle const& dataset_handle) const {
    Handle const space = checked(H5Dget_space(dataset_handle.get()), H5Sclose, "cannot read a shape");
    std::vector<hsize_t> extents(static_cast<size_t>(std::max(0, H5Sget_simple_extent_ndims(space.get()))));
    if (!extents.empty()) H5Sget_simple_extent_dims(space.get(), extents.data(), nullptr);
    return {extents.begin(), extents.end()};
  }
  Handle space(std::vector<uint64_t> const& counts) const {
    std::vector<hsize_t> const extents(counts.begin(), counts.end());
    hid_t const id = extents.empty() ? H5Screate(H5S_SCALAR)
                                     : H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr);
    return checked(id, H5Sclose, "cannot prepare a shape");
  }
  Handle selection(Handle const& dataset_handle, Block const& block) const {
    Handle part = checked(H5Dget_space(dataset_handle.get()), H5Sclose, "cannot read a shape");
    std::vector<hsize_t> const offset(block.offset.begin(), block.offset.end());
    std::vector<hsize_t> const count(block.count.begin(), block.count.end());
    require(H5Sselect_hyperslab(part.get(), H5S_SELECT_SET, offset.data(), nullptr, count.data(), nullptr) >= 0,
            "cannot select a part of a dataset");
    return part;
  }

  /// The numbers of an attribute; empty if it is absent.
  template <class T>
  std::vector<T> numbers(std::string const& owner_path, std::string const& attribute_name) const {
    Handle const owner = object(owner_path);
    if (H5Aexists(owner.get(), attribute_name.c_str()) <= 0) return {};
    std::string const opening = "cannot open " + attribute_name;
    Handle const attribute = checked(H5Aopen(owner.get(), attribute_name.c_str(), H5P_DEFAULT), H5Aclose, opening);
    Handle const extent = checked(H5Aget_space(attribute.get()), H5Sclose, opening);
    std::vector<T> values(static_cast<size_t>(std::max<hssize_t>(0, H5Sget_simple_extent_npoints(extent.get()))));
    require(H5Aread(attribute.get(), native_type(T{}), values.data()) >= 0, "cannot read attribute " + attribute_name);
    return values;
  }

  template <class T>
  void write(std::string const& path, Block const& block, std::span<T const> values) const {
    check(product(block.count) == values.size(), "a block of a results file has another number of values than cells");
    if (values.empty()) return;
    Handle const target = dataset(path);
    Handle const there = selection(target, block);
    Handle const here = space(block.count);
    require(H5Dwrite(target.get(), native_type(T{}), here.get(), there.get(), H5P_DEFAULT, values.data()) >= 0,
            "cannot write " + path);
  }
  template <class T>
  std::vector<T> read(std::string const& path, Block const& asked) const {
    Handle const source = dataset(path);
    Block block = asked;
    if (block.count.empty()) {
      block.count = shape(source);
      block.offset.assign(block.count.size(), 0);
    }
    std::vector<T> values(product(block.count));
    if (values.empty()) return values;
    bool const scalar = block.count.empty();
    Handle const there = scalar ? space({}) : selection(source, block);
    Handle const here = space(block.count);
    require(H5Dread(source.get(), native_type(T{}), here.get(), there.get(), H5P_DEFAULT, values.data()) >= 0,
            "cannot read " + path);
    return values;
  }
  template <class T>
  void set_numbers(std::string const& path, std::string const& attribute, std::span<T const> values) const {
    Handle const owner = object(path);
    Handle const extent = space({values.size()});
    Handle const made =
        checked(H5Acreate2(owner.get(), attribute.c_str(), native_type(T{}), extent.get(), H5P_DEFAULT, H5P_DEFAULT),
                H5Aclose, "cannot create attribute " + attribute);
    require(H5Awrite(made.get(), native_type(T{}), values.data()) >= 0, "cannot write attribute " + attribute);
  }
};

namespace {

Handle access_properties() {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  Handle how = {H5Pcreate(H5P_FILE_ACCESS), H5Pclose};
  H5Pset_fclose_degree(how.get(), H5F_CLOSE_STRONG);
  H5Pset_file_locking(how.get(), false, true);  // some disks have no locks, and no file is written by two programs
  H5Pset_libver_bounds(how.get(), H5F_LIBVER_V18, H5F_LIBVER_V18);
  return how;
}

Handle create(NewFile& file) {
  Handle const how = access_properties(), what = {H5Pcreate(H5P_FILE_CREATE), H5Pclose};
  H5FD_class_t const of_this_program = hdf5_driver::driver();
  Handle const driver = {H5FDregister(&of_this_program), H5FDunregister};
  NewFile* const target = &file;
  H5Pset_driver(how.get(), driver.get(), &target);
  H5Pset_link_creation_order(what.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
  H5Pset_attr_creation_order(what.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
  H5Pset_obj_track_times(what.get(), false);
  return {H5Fcreate(file.name().c_str(), H5F_ACC_TRUNC, what.get(), how.get()), H5Fclose};
}

}  // namespace

Hdf5File::Hdf5File(std::filesystem::path const& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) throw FileError(path.string() + ": there is no such file");
  Handle file = {H5Fopen(path.c_str(), H5F_ACC_RDONLY, access_properties().get()), H5Fclose};
  if (file.get() < 0)
    Library::fail(path.string(), "cannot be read as an HDF5 file; name a results.h5 that tributer wrote");
  library_ = std::make_unique<Library>(Library{path.string(), nullptr, std::move(file)});
}
Hdf5File::Hdf5File(NewFile& file) {
  library_ = std::make_unique<Library>(Library{file.name().string(), &file, create(file)});
  library_->require(library_->file.get() >= 0, "cannot be created");
}
Hdf5File::~Hdf5File() = default;
Hdf5File::Hdf5File(Hdf5File&&) noexcept = default;
Hdf5File& Hdf5File::operator=(Hdf5File&&) noexcept = default;

void Hdf5File::create_group(std::string const& path) {
  Handle const how = library_->property(H5P_GROUP_CREATE);
  H5Pset_link_creation_order(how.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
  H5Pset_attr_creation_order(how.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
  H5Pset_obj_track_times(how.get(), false);
  library_->checked(H5Gcreate2(library_->file.get(), path.c_str(), H5P_DEFAULT, how.get(), H5P_DEFAULT), H5Gclose,
                    "cannot create group " + path);
}

void Hdf5File::create_dataset(DatasetSpec const& spec) {
  Handle const how = library_->property(H5P_DATASET_CREATE);
  H5Pset_attr_creation_order(how.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
  H5Pset_obj_track_times(how.get(), false);
  if (!spec.chunk.empty()) {
    std::vector<hsize_t> const chunk(spec.chunk.begin(), spec.chunk.end());
    H5Pset_chunk(how.get(), static_cast<int>(chunk.size()), chunk.data());
    H5Pset_shuffle(how.get());
    H5Pset_deflate(how.get(), 3);
  }
  if (spec.type == Hdf5Type::real) {
    double const missing = std::numeric_limits<double>::quiet_NaN();
    H5Pset_fill_value(how.get(), H5T_NATIVE_DOUBLE, &missing);
  }
  std::vector<hsize_t> const extents(spec.shape.begin(), spec.shape.end());
  std::vector<hsize_t> limits = extents;
  if (spec.growth == DatasetSpec::Growth::growing) limits.assign(limits.size(), H5S_UNLIMITED);
  Handle const type = library_->stored_type(spec.type);
  Handle const extent =
      library_->checked(H5Screate_simple(static_cast<int>(extents.size()), extents.data(), limits.data()), H5Sclose,
                        "cannot prepare the shape of " + spec.path);
  library_->checked(H5Dcreate2(library_->file.get(), spec.path.c_str(), type.get(), extent.get(), H5P_DEFAULT,
                               how.get(), H5P_DEFAULT),
                    H5Dclose, "cannot create dataset " + spec.path);
  double const missing = std::numeric_limits<double>::quiet_NaN();
  if (spec.type == Hdf5Type::real) set_attribute(spec.path, "_FillValue", std::span(&missing, 1));
}

void Hdf5File::write(std::string const& path, Block const& block, std::span<int8_t const> values) {
  library_->write(path, block, values);
}
void Hdf5File::write(std::string const& path, Block const& block, std::span<int32_t const> values) {
  library_->write(path, block, values);
}
void Hdf5File::write(std::string const& path, Block const& block, std::span<int64_t const> values) {
  library_->write(path, block, values);
}
void Hdf5File::write(std::string const& path, Block const& block, std::span<double const> values) {
  library_->write(path, block, values);
}
void Hdf5File::write(std::string const& path, std::span<std::string const> texts) {
  if (texts.empty()) return;
  std::vector<char const*> pointers;
  for (std::string const& text : texts) pointers.push_back(text.c_str());
  Handle const target = library_->dataset(path);
  Handle const type = library_->text_type();
  library_->require(product(library_->shape(target)) == texts.size() &&
                        H5Dwrite(target.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()) >= 0,
                    "cannot write " + path);
}
void Hdf5File::grow(std::string const& path, uint64_t length) {
  hsize_t const extent = length;
  library_->require(H5Dset_extent(library_->dataset(path).get(), &extent) >= 0, "cannot enlarge " + path);
}

void Hdf5File::set_attribute(std::string const& object, std::string const& name, std::string_view text) {
  std::string const copy(text);
  char const* const pointer = copy.c_str();
  Handle const owner = library_->object(object);
  Handle const type = library_->text_type();
  Handle const extent = library_->space({});
  Handle const made =
      library_->checked(H5Acreate2(owner.get(), name.c_str(), type.get(), extent.get(), H5P_DEFAULT, H5P_DEFAULT),
                        H5Aclose, "cannot create attribute " + name);
  library_->require(H5Awrite(made.get(), type.get(), &pointer) >= 0, "cannot write attribute " + name);
}
void Hdf5File::set_attribute(std::string const& object, std::string const& name, std::span<int8_t const> values) {
  library_->set_numbers(object, name, values);
}
void Hdf5File::set_attribute(std::string const& object, std::string const& name, std::span<int32_t const> values) {
  library_->set_numbers(object, name, values);
}
void Hdf5File::set_attribute(std::string const& object, std::string const& name, std::span<int64_t const> values) {
  library_->set_numbers(object, name, values);
}
void Hdf5File::set_attribute(std::string const& object, std::string const& name, std::span<double const> values) {
  library_->set_numbers(object, name, values);
}

void Hdf5File::make_dimension(std::string const& path, Scale scale) {
  std::string const name = scale == Scale::coordinate ? path.substr(path.rfind('/') + 1)
                                                      : "This is a netCDF dimension but not a netCDF variable.";
  library_->require(H5DSset_scale(library_->dataset(path).get(), name.c_str()) >= 0, "cannot make dimension " + path);
}
void Hdf5File::set_dimensions(std::string const& path, std::span<std::string const> dimensions) {
  Handle const target = library_->dataset(path);
  for (unsigned axis = 0; axis < dimensions.size(); ++axis) {
    Handle const scale = library_->dataset(dimensions[axis]);
    library_->require(H5DSattach_scale(target.get(), scale.get(), axis) >= 0, "cannot name the axes of " + path);
  }
}

void Hdf5File::close() {
  bool const flushed = H5Fflush(library_->file.get(), H5F_SCOPE_GLOBAL) >= 0;
  library_->require(library_->file.reset() >= 0 && flushed, "cannot finish writing");
}

std::string const& Hdf5File::name() const { return library_->name; }
bool Hdf5File::has(std::string const& path) const {
  for (size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    if (H5Lexists(library_->file.get(), path.substr(0, slash).c_str(), H5P_DEFAULT) <= 0) return false;
    if (slash == std::string::npos) return true;
  }
}
std::vector<std::string> Hdf5File::datasets() const {
  std::vector<std::string> names;
  library_->require(
      H5Ovisit2(library_->file.get(), H5_INDEX_NAME, H5_ITER_INC, collect_dataset, &names, H5O_INFO_BASIC) >= 0,
      "cannot list the datasets");
  std::sort(names.begin(), names.end());
  return names;
}
DatasetInfo Hdf5File::describe(std::string const& path) const {
  Handle const source = library_->dataset(path);
  Handle const type = library_->checked(H5Dget_type(source.get()), H5Tclose, "cannot read the type of " + path);
  DatasetInfo info;
  H5T_class_t const kind = H5Tget_class(type.get());
  library_->require(kind == H5T_STRING || kind == H5T_INTEGER || kind == H5T_FLOAT, path + " is of an unknown type");
  size_t const bytes = H5Tget_size(type.get());
  if (kind != H5T_INTEGER) {
    info.type = kind == H5T_STRING ? Hdf5Type::text : Hdf5Type::real;
  } else {
    info.type = bytes == 1 ? Hdf5Type::int8 : bytes == 4 ? Hdf5Type::int32 : Hdf5Type::int64;
  }
  info.shape = library_->shape(source);
  info.bytes = product({product(info.shape), bytes});
  info.stored_bytes = H5Dget_storage_size(source.get());
  info.dimensions.resize(info.shape.size());
  if (H5DSis_scale(source.get()) > 0) {
    info.is_dimension = true;
    info.dimensions.assign(1, path);
    char name[64] = "";
    H5DSget_scale_name(source.get(), name, sizeof name);
    info.is_only_length = std::string_view(name).starts_with("This is a netCDF dimension but not");
    return info;
  }
  for (unsigned axis = 0; axis < info.shape.size(); ++axis) {
    H5DSiterate_scales(source.get(), axis, nullptr, collect_scale, &info.dimensions[axis]);
  }
  return info;
}

std::vector<int64_t> Hdf5File::read_integers(std::string const& path, Block const& block) const {
  return library_->read<int64_t>(path, block);
}
std::vector<double> Hdf5File::read_reals(std::string const& path, Block const& block) const {
  return library_->read<double>(path, block);
}
std::vector<std::string> Hdf5File::read_texts(std::string const& path) const {
  Handle const source = library_->dataset(path);
  Handle const type = library_->text_type();
  std::vector<char*> pointers(product(library_->shape(source)));
  if (pointers.empty()) return {};
  library_->require(H5Dread(source.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()) >= 0,
                    "cannot read " + path);
  std::vector<std::string> texts;
  for (char* const pointer : pointers) {
    texts.emplace_back(pointer == nullptr ? "" : pointer);
    H5free_memory(pointer);
  }
  return texts;
}
std::optional<std::string> Hdf5File::text_attribute(std::string const& object, std::string const& name) const {
  Handle const owner = library_->object(object);
  if (H5Aexists(owner.get(), name.c_str()) <= 0) return std::nullopt;
  Handle const attribute =
      library_->checked(H5Aopen(owner.get(), name.c_str(), H5P_DEFAULT), H5Aclose, "cannot open " + name);
  Handle const type = library_->text_type(), extent = library_->checked(H5Aget_space(attribute.get()), H5Sclose, name);
  char* pointer = nullptr;
  library_->require(H5Sget_simple_extent_npoints(extent.get()) == 1, "attribute " + name + " is not one text");
  library_->require(H5Aread(attribute.get(), type.get(), &pointer) >= 0, "cannot read attribute " + name);
  std::string text = pointer == nullptr ? "" : pointer;
  H5free_memory(pointer);
  return text;
}
std::vector<int64_t> Hdf5File::integer_attribute(std::string const& object, std::string const& name) const {
  return library_->numbers<int64_t>(object, name);
}
std::optional<double> Hdf5File::real_attribute(std::string const& object, std::string const& name) const {
  auto const values = library_->numbers<double>(object, name);
  return values.empty() ? std::nullopt : std::optional(values.front());
}

}  // namespace tributer
