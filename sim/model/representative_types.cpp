#include "representative_types.hpp"

#include <algorithm>
#include <cmath>

namespace tributer {

std::array<RepresentativeType, n_types> representative_types(ChoiceParameters const& choice,
                                                             PeopleParameters const& people,
                                                             NeedParameters const& need) {
  std::array<RepresentativeType, n_types> types{};
  std::array<double, n_types> q{};
  for (std::size_t j = 0; j < n_types; ++j) {
    double const x = static_cast<double>(static_cast<int>(j)) + 0.5;
    auto const spread = [x](double irrational) {
      return static_cast<float>(std::clamp(x * irrational - std::floor(x * irrational), 1e-6, 1 - 1e-6));
    };
    PersonLuck u{};
    u.fill(0.5f);
    u[draw_attachment] = static_cast<float>(x / n_types);
    u[draw_sex] = spread(0.7548776662466927);
    u[draw_others_income] = spread(0.5698402909980532);
    u[draw_dependants] = spread(0.4301597090019468);
    u[draw_cash] = spread(0.6180339887498949);
    u[draw_legitimacy] = spread(0.8191725133961645);
    Person const person = make_person(u, people, {}, true);
    types[j].taste = static_cast<double>(person.attachment) - person.legitimacy_milli * 0.001;
    types[j].cash_usd = person.cash_cents * 0.01;
    q[j] = need_usd(need, person.dependants) /
           (choice.typical_income_usd + person.others_income_usd + types[j].cash_usd / choice.savings_months);
  }
  auto sorted = q;
  std::nth_element(sorted.begin(), sorted.begin() + n_types / 2, sorted.end());
  for (std::size_t j = 0; j < n_types; ++j)
    types[j].a = static_cast<double>(sensitivity(static_cast<float>(choice.income_sensitivity),
                                                 static_cast<float>(choice.need_strength),
                                                 static_cast<float>(q[j] / sorted[n_types / 2])));
  return types;
}

std::vector<double> shrunk_counts(Geography const& g, PeopleParameters const& people) {
  std::vector<double> counts;
  double mean = 0, total = 0, kept = 0;
  for (int64_t const counted : g.counted_miners) {
    counts.push_back(math::log(static_cast<double>(std::max<int64_t>(1, counted))));
    mean += counts.back() / static_cast<double>(g.n);
    total += static_cast<double>(counted) * people.undercount;
  }
  for (double& count : counts) kept += count = math::exp(mean + people.count_reliability * (count - mean));
  for (double& count : counts) count *= std::max(1.0, total) / kept;
  return counts;
}

}  // namespace tributer
