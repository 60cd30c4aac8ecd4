#pragma once
// How the HDF5 library reaches a file that is being written: through a NewFile, which this program opened itself. The
// library never meets a failing write, after which it could not even close the file; NewFile remembers the failure.
// Only hdf5_file.cpp includes this header, after hdf5.h.
#include "tributer/core/new_file.hpp"

namespace tributer::hdf5_driver {

/// The file as the library knows it. The library wants the public part first.
struct Opened {
  H5FD_t base{};
  NewFile* file = nullptr;
  haddr_t allocated = 0;
};
inline Opened& opened(H5FD_t* file) { return *reinterpret_cast<Opened*>(file); }
inline Opened const& opened(H5FD_t const* file) { return *reinterpret_cast<Opened const*>(file); }

inline H5FD_t* open(char const*, unsigned, hid_t access, haddr_t) {
  auto const* const file = static_cast<NewFile* const*>(H5Pget_driver_info(access));
  return file == nullptr ? nullptr : &(new Opened{{}, *file, 0})->base;
}
inline herr_t close(H5FD_t* file) {
  delete &opened(file);
  return 0;
}
inline herr_t features(H5FD_t const*, unsigned long* flags) {
  *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
           H5FD_FEAT_AGGREGATE_SMALLDATA;
  return 0;
}
inline haddr_t allocated(H5FD_t const* file, H5FD_mem_t) { return opened(file).allocated; }
inline herr_t allocate(H5FD_t* file, H5FD_mem_t, haddr_t end) {
  opened(file).allocated = end;
  return 0;
}
inline haddr_t end(H5FD_t const* file, H5FD_mem_t) { return opened(file).file->length(); }
inline herr_t read(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t at, std::size_t size, void* buffer) {
  opened(file).file->read(at, {static_cast<std::byte*>(buffer), size});
  return 0;
}
inline herr_t write(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t at, std::size_t size, void const* buffer) {
  opened(file).file->write(at, {static_cast<std::byte const*>(buffer), size});
  return 0;
}
inline herr_t truncate(H5FD_t* file, hid_t, hbool_t) {
  if (opened(file).file->length() != opened(file).allocated) opened(file).file->set_length(opened(file).allocated);
  return 0;
}

inline H5FD_class_t driver() {
  H5FD_class_t of{};
  of.name = "tributer", of.maxaddr = haddr_t{1} << 62, of.fc_degree = H5F_CLOSE_STRONG;
  of.fapl_size = sizeof(NewFile*);
  of.open = open, of.close = close, of.query = features;
  of.get_eoa = allocated, of.set_eoa = allocate, of.get_eof = end;
  of.read = read, of.write = write, of.truncate = truncate;
  H5FD_mem_t const map[] = H5FD_FLMAP_DICHOTOMY;
  std::copy(std::begin(map), std::end(map), of.fl_map);
  return of;
}

}  // namespace tributer::hdf5_driver
