#pragma once
// What instruments ask of a month. Instruments do not edit people: they add labelled terms here,
// and the processes apply them. Terms commute: they are combined in the order of their labels, so
// the order of instruments in a file cannot matter.
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace tributer {

/// Enforcement at a concession: share of the month's days under presence, and force in [0, 1].
struct Presence {
  std::string label;
  double presence = 0;
  double force = 0;
};

class Terms {
 public:
  explicit Terms(std::size_t concessions) : presence_(concessions) {}

  void add_presence(std::size_t concession, Presence term) {
    if (term.presence <= 0) return;
    auto& here = presence_[concession];
    here.insert(std::upper_bound(here.begin(), here.end(), term,
                                 [](auto const& a, auto const& b) { return a.label < b.label; }),
                std::move(term));
  }
  /// Adds to the gold price: 100,000 = +10% of the series.
  void add_price_shift(int64_t millionths) { price_shift_millionths_ += millionths; }

  std::vector<Presence> const& presence(std::size_t concession) const { return presence_[concession]; }
  /// Never below a hundredth, however many shocks meet.
  double price_factor() const { return std::max(0.01, 1.0 + static_cast<double>(price_shift_millionths_) * 1e-6); }

 private:
  std::vector<std::vector<Presence>> presence_;
  int64_t price_shift_millionths_ = 0;
};

}  // namespace tributer
