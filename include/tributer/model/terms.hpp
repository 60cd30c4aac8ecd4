#pragma once
// What instruments ask of a month. Instruments do not edit people: they add labelled terms here,
// and the processes apply them. Terms commute: they are combined in the order of their labels, so
// the order of instruments in a file cannot matter.
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tributer/model/aid.hpp"
#include "tributer/model/market.hpp"
#include "tributer/model/mine.hpp"
#include "tributer/model/support.hpp"

namespace tributer {

/// Enforcement at a concession: share of the month's days under presence, and force in [0, 1].
struct Presence {
  std::string label;
  double presence = 0;
  double force = 0;
};

/// What instruments raise or lower at a place, each in its unit; what several of them add is summed. What a
/// process makes of it stands with that process.
enum class Lever : uint8_t {
  royalty,            ///< share of the value of declared gold, beside the regime's
  export_tax,         ///< share of the value of declared gold, paid by who exports it
  export_tax_passed,  ///< the part of it that exporters take from the price of all sellers
  premium,            ///< paid by buyers beside the price of declared gold, share of it
  trade_delay,        ///< lengthens the turn of traders' capital, share of its usual length
  untraced_delay,     ///< the same, for what is not traced
  untraced_discount,  ///< lost on the price of ore that is not traced, share of it
  lender_belief,      ///< adds to what lenders believe of the hazard of borrowers, share of it
  office_decisions,   ///< more decisions of the licence office a month; counted once, where it is added everywhere
  farm_income,        ///< change of farm income, share of it
  need,               ///< change of what a household needs, share of it
  travel_cost,        ///< utility lost on any way from or to a place
  school_seats,       ///< seats added, children
  school_closed,      ///< share of seats closed
  safety_taught,      ///< share of the diggers of a place trained this month
  watched,            ///< perceived monthly hazard of eviction that comes of being seen
  dialogue,           ///< of 1: how well people's wishes are known
  liability_relief,   ///< of 1: what a large-scale mine need not fear when it engages
};
inline constexpr std::size_t n_levers = 18;

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
  void add_liability_cover(LiabilityCover cover) { insert(liability_covers_, std::move(cover)); }
  void add_school_fees(SchoolFees aid) { insert(school_fees_, std::move(aid)); }
  void add_ground(std::size_t concession, NewGround ground) {
    if (grounds_.empty()) grounds_.resize(presence_.size());
    insert(grounds_[concession], std::move(ground));
  }
  void add_passage(Passage passage) { insert(passages_, std::move(passage)); }
  void add_enrolment(Enrolment enrolment) { insert(enrolments_, std::move(enrolment)); }
  void add_outlay(Outlay outlay) { insert(outlays_, std::move(outlay)); }
  /// Another regime of licences at a concession; two at one place and time are refused when a study is read.
  void set_regime(std::size_t concession, LicenceRegime const& regime) {
    if (regimes_.empty()) regimes_.resize(presence_.size());
    regimes_[concession] = regime;
  }
  /// Another tenure of a concession; two at one place and time are refused when a study is read.
  void set_tenure(std::size_t concession, uint8_t tenure) {
    if (tenures_.empty()) tenures_.resize(presence_.size());
    tenures_[concession] = tenure;
  }
  /// A large-scale mine at a concession, in place of what the world holds there.
  void set_mine(std::size_t concession, Mine mine) { mines_[concession] = std::move(mine); }
  void add_hiring(std::size_t concession, Hiring hiring) { insert(hiring_[concession], std::move(hiring)); }
  void add_tribute(std::size_t concession, TributeOffer offer) { insert(tribute_[concession], std::move(offer)); }
  /// Rounded to millionths where it is added, so that sums need no order.
  void add(Lever lever, std::size_t concession, double amount) {
    auto& table = levers_[static_cast<std::size_t>(lever)];
    if (table.empty()) table.resize(presence_.size());
    table[concession] += millionths(amount);
  }
  void add_everywhere(Lever lever, double amount) {
    everywhere_[static_cast<std::size_t>(lever)] += millionths(amount);
  }
  /// A scheme that tags ore; two at one place and time are refused when a study is read.
  void set_tagging(std::size_t concession, Tagging tagging) { taggings_[concession] = tagging; }
  /// Adds to the world price of a mineral, share of it.
  void add_price_shift(std::size_t mineral, double share) { price_shifts_[mineral] += millionths(share); }

  std::vector<Presence> const& presence(std::size_t concession) const { return presence_[concession]; }
  std::vector<Grant> const& grants() const { return grants_; }
  std::vector<Fund> const& funds() const { return funds_; }
  std::vector<LiabilityCover> const& liability_covers() const { return liability_covers_; }
  std::vector<SchoolFees> const& school_fees() const { return school_fees_; }
  std::vector<Outlay> const& outlays() const { return outlays_; }
  std::vector<Cover> const& covers() const { return covers_; }
  std::vector<Passage> const& passages() const { return passages_; }
  std::vector<Enrolment> const& enrolments() const { return enrolments_; }
  /// All of 0 where there is none.
  NewGrounds new_grounds(std::size_t concession) const {
    NewGrounds sum;
    if (concession >= grounds_.size()) return sum;
    for (NewGround const& ground : grounds_[concession]) {
      double const k = ground.capacity, fresh = ground.fresh ? k : 0.0;
      sum.capacity += k, sum.grade += k * ground.grade_mg, sum.amenity += k * ground.amenity;
      sum.fresh_capacity += fresh, sum.fresh_grade += fresh * ground.grade_mg;
      sum.fresh_told += fresh * ground.told_mg;
    }
    return sum;
  }
  LicenceRegime const& regime(std::size_t concession, LicenceRegime const& usual) const {
    return !regimes_.empty() && regimes_[concession] ? *regimes_[concession] : usual;
  }
  Mine const* mine(std::size_t concession) const { return found(mines_, concession); }
  Tagging const* tagging(std::size_t concession) const { return found(taggings_, concession); }
  std::vector<Hiring> const& hiring(std::size_t concession) const { return listed(hiring_, concession); }
  std::vector<TributeOffer> const& tribute(std::size_t concession) const { return listed(tribute_, concession); }
  uint8_t tenure(std::size_t concession, uint8_t usual) const {
    return tenures_.empty() ? usual : tenures_[concession].value_or(usual);
  }
  /// Sum of what was added there and everywhere; 0 if nothing was.
  double of(Lever lever, std::size_t concession) const {
    auto const& table = levers_[static_cast<std::size_t>(lever)];
    int64_t const here = concession < table.size() ? table[concession] : 0;
    return static_cast<double>(here + everywhere_[static_cast<std::size_t>(lever)]) * 1e-6;
  }
  double everywhere(Lever lever) const {
    return static_cast<double>(everywhere_[static_cast<std::size_t>(lever)]) * 1e-6;
  }
  /// Never below a hundredth, however many shocks meet.
  double price_factor(std::size_t mineral) const {
    int64_t const* shift = found(price_shifts_, mineral);
    return shift == nullptr ? 1 : std::max(0.01, 1.0 + static_cast<double>(*shift) * 1e-6);
  }

 private:
  template <class T>
  static void insert(std::vector<T>& list, T term) {
    auto const at =
        std::upper_bound(list.begin(), list.end(), term, [](T const& a, T const& b) { return a.label < b.label; });
    list.insert(at, std::move(term));
  }
  template <class T>
  static T const* found(std::map<std::size_t, T> const& by_number, std::size_t number) {
    auto const at = by_number.find(number);
    return at == by_number.end() ? nullptr : &at->second;
  }
  template <class T>
  static std::vector<T> const& listed(std::map<std::size_t, std::vector<T>> const& by_location,
                                      std::size_t concession) {
    static std::vector<T> const none;
    auto const at = by_location.find(concession);
    return at == by_location.end() ? none : at->second;
  }
  static int64_t millionths(double amount) { return static_cast<int64_t>(amount * 1e6 + (amount < 0 ? -0.5 : 0.5)); }

  std::vector<std::vector<Presence>> presence_;
  std::vector<Grant> grants_;
  std::vector<Fund> funds_;
  std::vector<Cover> covers_;
  std::vector<LiabilityCover> liability_covers_;
  std::vector<SchoolFees> school_fees_;
  std::vector<std::vector<NewGround>> grounds_;
  std::vector<Passage> passages_;
  std::vector<Enrolment> enrolments_;
  std::vector<Outlay> outlays_;
  std::vector<std::optional<LicenceRegime>> regimes_;
  std::map<std::size_t, Mine> mines_;
  std::map<std::size_t, Tagging> taggings_;
  std::map<std::size_t, std::vector<Hiring>> hiring_;
  std::map<std::size_t, std::vector<TributeOffer>> tribute_;
  std::vector<std::optional<uint8_t>> tenures_;
  std::array<std::vector<int64_t>, n_levers> levers_;
  std::array<int64_t, n_levers> everywhere_{};
  std::map<std::size_t, int64_t> price_shifts_;  ///< millionths, by mineral
};

}  // namespace tributer
