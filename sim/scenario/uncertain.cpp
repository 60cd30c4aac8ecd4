// Which parameters are uncertain, and within what range: by the grade of their evidence.
//
// A parameter is drawn if its source begins with "assumed". A published source (P-2, V3), "calibrated" and a source of
// its own that the study or world states (other than "assumed") say that the value is known, so it is kept. Not drawn
// either, although their sources begin with "assumed", are
//   what the study chooses:    "assumed: the study's choice", keys written of an arm, a lender or a mine, prices,
//   months; what follows another one:  a key of a lender or of an arm that takes its value from another parameter.
// An instrument that occurs in several arms is the same instrument, so what is assumed about it is the same in all
// arms.
//
// The range is the declared one, or that of the annotation of the value. If the source states a range and the value
// lies in it ("assumed: 0.2 to 0.7", "assumed: 15 to 30%"), the range is narrowed to that.
#include "uncertain.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

namespace tributer {
namespace {

/// A range of positive numbers that is wider than this factor is drawn by ratios.
constexpr double widest_linear = 20;

bool has_prefix(std::string_view address, std::vector<std::string_view> const& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(), [&](auto prefix) { return address.starts_with(prefix); });
}

std::string_view last_key(std::string_view address) { return address.substr(address.rfind('.') + 1); }

/// A key of something that the study or world defines itself: an arm, a lender, a large-scale mine.
bool is_entry(Parameter const& p) { return has_prefix(p.address, {"arm.", "lender.", "world.lsm."}); }

/// True if a key of an entry has its default from another parameter: that of a lender from [bank], for example.
bool follows_another(Parameter const& p, std::vector<Parameter> const& all) {
  return std::any_of(all.begin(), all.end(), [&](Parameter const& other) {
    return !is_entry(other) && last_key(other.address) == last_key(p.address) && other.about == p.about &&
           other.value == p.fallback;
  });
}

bool is_uncertain(Parameter const& p, std::vector<Parameter> const& all) {
  if (!is_number(p) || !p.source.starts_with("assumed") || p.source.starts_with("assumed: the study's choice"))
    return false;
  if (is_same_at_all_points(p.address) || has_prefix(p.address, {"gold_price.", "mineral."})) return false;
  if (!is_entry(p)) return true;
  return p.from_default ? !follows_another(p, all) : p.own_source;
}

std::optional<double> take_number(std::string_view& text) {
  double x = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), x);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return x;
}

/// The range that a source states: "assumed: 15 to 30%".
std::optional<std::pair<double, double>> stated_range(std::string_view source) {
  constexpr std::string_view before = "assumed: ", between = " to ";
  if (!source.starts_with(before)) return std::nullopt;
  source.remove_prefix(before.size());
  auto const low = take_number(source);
  if (!low || !source.starts_with(between)) return std::nullopt;
  source.remove_prefix(between.size());
  auto const high = take_number(source);
  if (!high || *low >= *high) return std::nullopt;
  bool const hundredths = source.starts_with("%") || source.starts_with(" points");
  double const unit = hundredths ? 100 : 1;
  return std::pair(*low / unit, *high / unit);
}

DesignVariable variable_of(Parameter const& p) {
  DesignVariable v{.name = p.address, .addresses = {p.address}, .min = p.min, .max = p.max};
  v.whole = p.type == "integer";
  v.own_value = p.value;
  double value = 0;
  std::from_chars(p.value.data(), p.value.data() + p.value.size(), value);
  if (auto const range = stated_range(p.source)) {
    bool const inside = p.min <= range->first && range->second <= p.max;
    if (inside && range->first <= value && value <= range->second) std::tie(v.min, v.max) = *range;
  }
  if (v.min > 0 && v.max / v.min > widest_linear) v.scale = PointScale::log;
  return v;
}

/// What a key of an instrument is called in all arms: its type and key. Empty for other parameters.
std::string name_in_all_arms(Parameter const& p, StudyInput const& study) {
  for (ArmInput const& arm : study.arms) {
    for (InstrumentEntry const& instrument : arm.instruments) {
      std::string const prefix = "arm." + arm.name + "." + instrument.id + ".";
      if (p.address.starts_with(prefix)) return instrument.type + "." + p.address.substr(prefix.size());
    }
  }
  return {};
}

}  // namespace

bool is_number(Parameter const& p) { return p.type == "real" || p.type == "integer"; }

bool is_same_at_all_points(std::string_view address) {
  if (has_prefix(address, {"time.", "random.", "output.", "compare.", "design.", "execution.", "world.synthetic."}))
    return true;
  return address == "world.path" || address == "world.weight" || address == "world.coarse" || address == "title";
}

std::vector<DesignVariable> uncertain_variables(StudyInput const& study, std::vector<Parameter> const& parameters,
                                                std::vector<std::string> const& taken) {
  std::vector<DesignVariable> out;
  std::map<std::string, std::size_t> first_with_name;
  for (Parameter const& p : parameters) {
    if (!is_uncertain(p, parameters) || std::find(taken.begin(), taken.end(), p.address) != taken.end()) continue;
    DesignVariable variable = variable_of(p);
    if (variable.min >= variable.max) continue;  // an annotation that leaves no doubt
    std::string const name = name_in_all_arms(p, study);
    auto const [at, first] = first_with_name.emplace(name, out.size());
    bool const again = !name.empty() && !first && out[at->second].own_value == variable.own_value &&
                       out[at->second].min == variable.min && out[at->second].max == variable.max;
    if (again)
      out[at->second].addresses.push_back(p.address);
    else
      out.push_back(std::move(variable));
  }
  // Those of arms come last, so that the others keep their dimensions of a Sobol sequence whichever arms run.
  std::stable_partition(out.begin(), out.end(), [](DesignVariable const& v) { return !v.name.starts_with("arm."); });
  return out;
}

}  // namespace tributer
