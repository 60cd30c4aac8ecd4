#pragma once
// What the instruments of an arm do in a month. Instruments do not change people: they add terms here, and processes
// apply them. A term is a plain struct, and its type says what it does. The process that applies it reads the terms of
// that type. A new effect is therefore a new type, and this file does not change.
//
// The order of instruments in a study has no effect: amounts are summed as integers, offers are kept in the order of
// their labels, and only one instrument may make a setting.
#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tributer/core/check.hpp"
#include "tributer/state/finance.hpp"

namespace tributer {

/// An amount at a concession (or of a mineral) that instruments raise or lower. Amounts of one type are summed, each
/// rounded to a millionth. Derive a type from it: `struct SchoolSeats : Amount {};`.
struct Amount {
  double amount = 0;
};
template <class T>
concept AmountTerm = std::derived_from<T, Amount>;

/// An offer with the label of its instrument: a grant, a fund, presence. Several offers may hold at the same time. An
/// offer of money has a member `ProgrammeId programme`, which is set when the offer is added.
template <class T>
concept OfferTerm = requires(T const& term) {
  { term.label } -> std::convertible_to<std::string const&>;
};

class Terms {
 public:
  /// Books the money of all terms that are added from now on in this programme. It is called before each instrument
  /// adds its terms, with `no_programme` for an instrument that handles no money.
  void book_in(ProgrammeId programme) { programme_ = programme; }
  ProgrammeId programme() const { return programme_; }

  /// An amount at the concession (or mineral) `index`.
  template <AmountTerm T>
  void add(T const& term, std::size_t index) {
    auto& sums = held<T, Sums>();
    if (sums.at.size() <= index) sums.at.resize(index + 1);
    sums.at[index] += millionths(term.amount);
  }
  /// An amount that counts at every index.
  template <AmountTerm T>
  void add(T const& term) {
    held<T, Sums>().everywhere += millionths(term.amount);
  }
  /// The sum of what was added at `index` and everywhere; 0 if nothing was.
  template <AmountTerm T>
  double of(std::size_t index) const {
    Sums const* const sums = find<T, Sums>();
    if (sums == nullptr) return 0;
    return static_cast<double>((index < sums->at.size() ? sums->at[index] : 0) + sums->everywhere) * one_millionth;
  }
  /// The sum of what was added everywhere.
  template <AmountTerm T>
  double everywhere() const {
    Sums const* const sums = find<T, Sums>();
    return sums == nullptr ? 0 : static_cast<double>(sums->everywhere) * one_millionth;
  }

  /// An offer of the whole arm.
  template <OfferTerm T>
  void add(T term) {
    insert(held<T, Offers<T>>().all, std::move(term));
  }
  /// An offer at one concession.
  template <OfferTerm T>
  void add(T term, std::size_t concession) {
    auto& at = held<T, Offers<T>>().at;
    if (at.size() <= concession) at.resize(concession + 1);
    insert(at[concession], std::move(term));
  }
  /// All offers of the arm, in the order of their labels.
  template <OfferTerm T>
  std::vector<T> const& all() const {
    Offers<T> const* const offers = find<T, Offers<T>>();
    return offers == nullptr ? none<T>() : offers->all;
  }
  /// The offers at one concession, in the order of their labels.
  template <OfferTerm T>
  std::vector<T> const& all(std::size_t concession) const {
    Offers<T> const* const offers = find<T, Offers<T>>();
    return offers == nullptr || concession >= offers->at.size() ? none<T>() : offers->at[concession];
  }

  /// A setting of a concession, which one instrument may make at a time (Instrument::claims).
  template <class T>
  void set(T setting, std::size_t concession) {
    auto& at = held<T, Settings<T>>().at;
    if (at.size() <= concession) at.resize(concession + 1);
    check(!at[concession], "two instruments make the same setting of one concession in one month");
    at[concession] = std::move(setting);
  }
  /// The setting of a concession, or nullptr if no instrument makes it this month.
  template <class T>
  T const* setting(std::size_t concession) const {
    Settings<T> const* const settings = find<T, Settings<T>>();
    return settings == nullptr || concession >= settings->at.size() || !settings->at[concession]
               ? nullptr
               : &*settings->at[concession];
  }

 private:
  struct Held {
    virtual ~Held() = default;
  };
  struct Sums final : Held {
    std::vector<int64_t> at;  ///< in millionths
    int64_t everywhere = 0;
  };
  template <class T>
  struct Offers final : Held {
    std::vector<T> all;
    std::vector<std::vector<T>> at;
  };
  template <class T>
  struct Settings final : Held {
    std::vector<std::optional<T>> at;
  };

  /// The address of a constant names a type.
  template <class T>
  static constexpr char name_of_type = 0;

  template <class T, class As>
  As& held() {
    for (auto const& [type, terms] : held_)
      if (type == &name_of_type<T>) return static_cast<As&>(*terms);
    held_.emplace_back(&name_of_type<T>, std::make_unique<As>());
    return static_cast<As&>(*held_.back().second);
  }
  template <class T, class As>
  As const* find() const {
    for (auto const& [type, terms] : held_)
      if (type == &name_of_type<T>) return static_cast<As const*>(terms.get());
    return nullptr;
  }
  template <class T>
  static std::vector<T> const& none() {
    static std::vector<T> const empty;
    return empty;
  }
  template <class T>
  void insert(std::vector<T>& list, T term) const {
    if constexpr (requires { term.programme = programme_; }) term.programme = programme_;
    auto const at =
        std::upper_bound(list.begin(), list.end(), term, [](T const& a, T const& b) { return a.label < b.label; });
    list.insert(at, std::move(term));
  }
  static constexpr double one_millionth = 1e-6;
  static int64_t millionths(double amount) { return static_cast<int64_t>(amount * 1e6 + (amount < 0 ? -0.5 : 0.5)); }

  ProgrammeId programme_ = no_programme;
  std::vector<std::pair<char const*, std::unique_ptr<Held>>> held_;
};

}  // namespace tributer
