#pragma once
// A column of plain numbers. Columns of one table start at different offsets within a page
// (320 bytes apart): equal offsets would collide in the first-level cache when a loop advances
// many columns together.
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <type_traits>

namespace tributer {

template <class T>
class Column {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  explicit Column(int stagger = 0) : offset_(static_cast<std::size_t>(stagger) * 320 % 4096) {}
  Column(Column const& other) : offset_(other.offset_) { assign(other); }
  Column(Column&& other) noexcept = default;
  Column& operator=(Column const& other) {
    if (this != &other) assign(other);
    return *this;
  }
  Column& operator=(Column&& other) noexcept = default;

  std::size_t size() const { return size_; }
  T* data() { return data_; }
  T const* data() const { return data_; }
  T& operator[](std::size_t i) { return data_[i]; }
  T const& operator[](std::size_t i) const { return data_[i]; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }
  T const* begin() const { return data_; }
  T const* end() const { return data_ + size_; }
  std::size_t bytes() const { return size_ * sizeof(T); }

  /// New rows hold zero.
  void resize(std::size_t n) {
    if (n > capacity_) reserve(n + n / 16);
    if (n > size_) std::memset(static_cast<void*>(data_ + size_), 0, (n - size_) * sizeof(T));
    size_ = n;
  }
  /// Makes room for `n` rows, so that no row is moved until there are more. Copies keep the room.
  void reserve(std::size_t n) {
    if (n <= capacity_) return;
    std::unique_ptr<std::byte, Free> fresh(
        static_cast<std::byte*>(::operator new[](n * sizeof(T) + offset_, std::align_val_t{4096})));
    T* const start = reinterpret_cast<T*>(fresh.get() + offset_);
    if (size_ > 0) std::memcpy(static_cast<void*>(start), data_, size_ * sizeof(T));
    memory_ = std::move(fresh);
    data_ = start;
    capacity_ = n;
  }
  void push_back(T value) {
    resize(size_ + 1);
    data_[size_ - 1] = value;
  }
  friend bool operator==(Column const& a, Column const& b) {
    return a.size_ == b.size_ && (a.size_ == 0 || std::memcmp(a.data_, b.data_, a.bytes()) == 0);
  }

 private:
  struct Free {
    void operator()(std::byte* p) const { ::operator delete[](p, std::align_val_t{4096}); }
  };
  void assign(Column const& other) {
    size_ = 0;
    reserve(other.capacity_);
    size_ = other.size_;
    if (size_ > 0) std::memcpy(static_cast<void*>(data_), other.data_, bytes());
  }

  std::size_t offset_;
  std::unique_ptr<std::byte, Free> memory_;
  T* data_ = nullptr;
  std::size_t size_ = 0, capacity_ = 0;
};

}  // namespace tributer
