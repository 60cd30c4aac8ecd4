#pragma once
// Only hdf5_file.cpp includes this header, after hdf5.h.
#include <utility>

namespace tributer {

/// An HDF5 identifier, which is closed when it goes out of scope.
class Handle {
 public:
  using Closer = herr_t (*)(hid_t);
  Handle(hid_t id, Closer closer) : id_(id), closer_(closer) {}
  ~Handle() { reset(); }
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), closer_(other.closer_) {}
  Handle& operator=(Handle&&) = delete;
  hid_t get() const { return id_; }
  herr_t reset() { return id_ < 0 ? 0 : closer_(std::exchange(id_, -1)); }

 private:
  hid_t id_;
  Closer closer_;
};

}  // namespace tributer
