#pragma once
// What instruments ask of a month. Instruments do not edit people: they add labelled terms here,
// and the processes apply them. Terms commute: they are combined in the order of their labels, so
// the order of instruments in a file cannot matter.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tributer/model/support.hpp"

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
  void add_grant(Grant grant) { insert(grants_, std::move(grant)); }
  void add_fund(Fund fund) { insert(funds_, std::move(fund)); }
  void add_cover(Cover cover) { insert(covers_, std::move(cover)); }
  /// Another regime of licences at a concession; two at one place and time are refused when a study is read.
  void set_regime(std::size_t concession, LicenceRegime const& regime) {
    if (regimes_.empty()) regimes_.resize(presence_.size());
    regimes_[concession] = regime;
  }
  /// Share of the value of declared gold, in millionths, beside the regime's.
  void add_royalty(std::size_t concession, int64_t millionths) { add_at(royalty_, concession, millionths); }
  /// Paid by buyers beside the price of declared gold, in millionths.
  void add_premium(std::size_t concession, int64_t millionths) { add_at(premium_, concession, millionths); }
  /// Lengthens the turn of traders' capital, in millionths of its usual length.
  void add_turn_delay(int64_t millionths) { turn_delay_millionths_ += millionths; }
  /// Adds to the gold price: 100,000 = +10% of the series.
  void add_price_shift(int64_t millionths) { price_shift_millionths_ += millionths; }

  std::vector<Presence> const& presence(std::size_t concession) const { return presence_[concession]; }
  std::vector<Grant> const& grants() const { return grants_; }
  std::vector<Fund> const& funds() const { return funds_; }
  std::vector<Cover> const& covers() const { return covers_; }
  LicenceRegime const& regime(std::size_t concession, LicenceRegime const& usual) const {
    return !regimes_.empty() && regimes_[concession] ? *regimes_[concession] : usual;
  }
  double royalty(std::size_t concession) const { return at(royalty_, concession); }
  double premium(std::size_t concession) const { return at(premium_, concession); }
  double turn_factor() const { return std::max(0.01, 1.0 + static_cast<double>(turn_delay_millionths_) * 1e-6); }
  /// Never below a hundredth, however many shocks meet.
  double price_factor() const { return std::max(0.01, 1.0 + static_cast<double>(price_shift_millionths_) * 1e-6); }

 private:
  template <class T>
  static void insert(std::vector<T>& list, T term) {
    auto const at =
        std::upper_bound(list.begin(), list.end(), term, [](T const& a, T const& b) { return a.label < b.label; });
    list.insert(at, std::move(term));
  }
  void add_at(std::vector<int64_t>& table, std::size_t concession, int64_t millionths) {
    if (table.empty()) table.resize(presence_.size());
    table[concession] += millionths;
  }
  static double at(std::vector<int64_t> const& table, std::size_t concession) {
    return table.empty() ? 0.0 : static_cast<double>(table[concession]) * 1e-6;
  }

  std::vector<std::vector<Presence>> presence_;
  std::vector<Grant> grants_;
  std::vector<Fund> funds_;
  std::vector<Cover> covers_;
  std::vector<std::optional<LicenceRegime>> regimes_;
  std::vector<int64_t> royalty_, premium_;
  int64_t turn_delay_millionths_ = 0;
  int64_t price_shift_millionths_ = 0;
};

}  // namespace tributer
