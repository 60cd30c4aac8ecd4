// What work on the crew of an operation yields, and at which price it sells, at each concession. Crews share in what
// licences and better equipment add to the output. They sell at the tied price where their operation is tied to a
// trader. On ground that a large-scale mine cedes, tribute is due.
#include <algorithm>
#include <array>

#include "tributer/model/licence.hpp"
#include "tributer/model/market.hpp"
#include "tributer/model/operation.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

/// Operations at one concession, licensed or not.
struct CrewsThere {
  std::array<int64_t, n_technologies> working{};
  int64_t tied = 0, operations = 0;
};
struct CrewCounts {
  std::vector<std::array<CrewsThere, 2>> at;  ///< [location][licensed]
  CrewCounts& operator+=(CrewCounts const& o) {
    for (std::size_t location = 0; location < at.size(); ++location)
      for (std::size_t licensed = 0; licensed < 2; ++licensed) {
        CrewsThere& here = at[location][licensed];
        CrewsThere const& more = o.at[location][licensed];
        for (std::size_t t = 0; t < n_technologies; ++t) here.working[t] += more.working[t];
        here.tied += more.tied, here.operations += more.operations;
      }
    return *this;
  }
};

class CrewTerms final : public Process {
 public:
  explicit CrewTerms(BuildContext const& context)
      : p_(context.parameters.operations),
        traders_(context.parameters.traders),
        formality_(context.parameters.formality),
        axis_(context.axis) {}

  void step(MonthContext const& month, World& world) const override {
    auto& c = world.concessions;
    std::size_t const n = world.geography->n, n_k = axis_.size();
    std::vector<std::array<std::array<double, n_technologies>, 2>> factors(n);
    for (std::size_t location = 0; location < n; ++location)
      for (std::size_t licensed = 0; licensed < 2; ++licensed)
        for (std::size_t t = 0; t < n_technologies; ++t)
          factors[location][licensed][t] = output_factor(month, location, licensed != 0, t);
    CrewCounts const counts = month.executor.sum(
        world.operations.size(), CrewCounts{std::vector<std::array<CrewsThere, 2>>(n)},
        [&](CrewCounts& out, std::size_t begin, std::size_t end) {
          for (std::size_t o = begin; o < end; ++o) {
            Operation& operation = world.operations[o];
            if (!operation.open) continue;
            bool const licensed = operation.licence == Licence::licensed, works = operation.funding != Funding::idle;
            std::size_t const technology = static_cast<std::size_t>(operation.technology);
            operation.weight = works
                                   ? static_cast<float>(owner_weight(static_cast<double>(operation.quality),
                                                                     factors[operation.location][licensed][technology],
                                                                     formality_.pass_through, p_.crew))
                                   : 0.0f;
            CrewsThere& here = out.at[operation.location][licensed];
            ++here.operations;
            here.working[technology] += works;
            here.tied += operation.trader != no_row;
          }
        });
    for (std::size_t location = 0; location < n; ++location) {
      for (std::size_t k = 0; k < n_k; ++k) {
        if (!axis_.traits[k].mining) continue;
        bool const licensed = axis_.traits[k].licensed, ceded = axis_.traits[k].rationed && !licensed;
        CrewsThere const& here = counts.at[location][licensed];
        double const operations = static_cast<double>(std::max<int64_t>(1, here.operations));
        double output = here.operations > 0 ? 0.0 : 1.0;
        for (std::size_t t = 0; t < n_technologies; ++t)
          output += static_cast<double>(here.working[t]) / operations *
                    (1.0 + formality_.pass_through * (factors[location][licensed][t] - 1.0));
        c.crew_output[location * n_k + k] = output;
        double const tied = static_cast<double>(here.tied) / operations * tied_discount(traders_, c.traders[location]);
        c.crew_price[location * n_k + k] =
            (1.0 - tied) *
            (licensed ? 1.0 + formality_.pass_through * declaring_at(formality_, month.terms, location).gain : 1.0);
        if (!ceded) continue;
        c.crew_output[location * n_k + k] *= world.companies[location].tribute_output;
        c.crew_price[location * n_k + k] *= world.companies[location].tribute_price;
      }
    }
  }

 private:
  /// Output of a licensed or unlicensed operation over that of mining by hand without a licence.
  double output_factor(MonthContext const& month, std::size_t location, bool licensed, std::size_t technology) const {
    return p_.output[technology] *
           (1.0 + (licensed ? regime_at(month.terms, location, formality_.usual).crew_gain : 0.0));
  }

  OperationParameters const& p_;
  TraderParameters const& traders_;
  FormalityParameters const& formality_;
  LivelihoodAxis axis_;
};

}  // namespace

void add_crew_terms_process(Registry& registry) {
  registry.process<CrewTerms>("crew_terms", "Sets what the work of crews yields, and at which price it sells.",
                              MonthPart::work, {"operations"});
}

}  // namespace tributer
