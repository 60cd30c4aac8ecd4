#pragma once
// Values as bytes, for files that only this program reads.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "tributer/core/check.hpp"

namespace tributer {

/// Appends values to bytes.
class ByteWriter {
 public:
  template <class T>
  requires std::is_trivially_copyable_v<T>
  void put(T const& value) { put_bytes(&value, sizeof value); }
  template <class T>
  requires std::is_trivially_copyable_v<T>
  void put(std::vector<T> const& values) {
    put<uint64_t>(values.size());
    put_bytes(values.data(), values.size() * sizeof(T));
  }
  /// Integers in the width that the largest of them needs: counts of a month are small.
  void put_narrow(std::vector<int64_t> const& values) {
    int64_t least = 0, most = 0;
    for (int64_t const value : values) least = std::min(least, value), most = std::max(most, value);
    auto const fits = [&]<class T>(T) {
      return least >= std::numeric_limits<T>::min() && most <= std::numeric_limits<T>::max();
    };
    if (fits(int8_t{}))
      put_as<int8_t>(values);
    else if (fits(int16_t{}))
      put_as<int16_t>(values);
    else if (fits(int32_t{}))
      put_as<int32_t>(values);
    else
      put_as<int64_t>(values);
  }
  void put(std::string const& text) {
    put<uint64_t>(text.size());
    put_bytes(text.data(), text.size());
  }
  std::vector<std::byte> take() { return std::move(bytes_); }

 private:
  template <class T>
  void put_as(std::vector<int64_t> const& values) {
    put<uint8_t>(sizeof(T));
    put(std::vector<T>(values.begin(), values.end()));
  }
  void put_bytes(void const* from, std::size_t n) {
    auto const* const first = static_cast<std::byte const*>(from);
    bytes_.insert(bytes_.end(), first, first + n);
  }
  std::vector<std::byte> bytes_;
};

/// Reads values in the order in which they were put. Throws a FileError where the bytes end too early.
class ByteReader {
 public:
  explicit ByteReader(std::span<std::byte const> bytes) : rest_(bytes) {}
  template <class T>
  T get() {
    T value{};
    get_bytes(&value, sizeof value);
    return value;
  }
  template <class T>
  std::vector<T> get_vector() {
    std::vector<T> values(length_of(sizeof(T)));
    get_bytes(values.data(), values.size() * sizeof(T));
    return values;
  }
  std::vector<int64_t> get_narrow() {
    switch (get<uint8_t>()) {
      case 1:
        return get_as<int8_t>();
      case 2:
        return get_as<int16_t>();
      case 4:
        return get_as<int32_t>();
      case 8:
        return get_vector<int64_t>();
      default:
        throw FileError("its integers have an unknown width");
    }
  }
  std::string get_text() {
    std::string text(length_of(1), '\0');
    get_bytes(text.data(), text.size());
    return text;
  }
  bool at_end() const { return rest_.empty(); }

 private:
  template <class T>
  std::vector<int64_t> get_as() {
    auto const values = get_vector<T>();
    return {values.begin(), values.end()};
  }
  std::size_t length_of(std::size_t size) {
    uint64_t const n = get<uint64_t>();
    if (n > rest_.size() / size) throw FileError("a list is longer than its file");
    return static_cast<std::size_t>(n);
  }
  void get_bytes(void* to, std::size_t n) {
    if (n > rest_.size()) throw FileError("it ends too early");
    if (n > 0) std::memcpy(to, rest_.data(), n);
    rest_ = rest_.subspan(n);
  }
  std::span<std::byte const> rest_;
};

}  // namespace tributer
