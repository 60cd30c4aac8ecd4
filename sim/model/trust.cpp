#include "tributer/model/trust.hpp"

namespace tributer {

TrustParameters read_trust(TableReader const& study) {
  TableReader const t = study.table("trust");
  return {t.real("usual", 0.5,
                 {"1", 0.1, 1, "assumed: people believe half of what they are told",
                  "trust where nothing has been promised"}),
          t.real("speed", 0.05,
                 {"1/month", 0, 1, "assumed: a year of broken promises halves it",
                  "share of the gap between trust and promises kept that closes in a month"}),
          t.real("recovery_months", 36,
                 {"month", 1, 240, "assumed: broken promises are remembered for years",
                  "months in which two thirds of a change of trust are forgotten"}),
          t.real("dialogue_gain", 0.03,
                 {"1/month", 0, 0.5, "assumed: trust grows over a few years",
                  "share of what is missing in trust that full dialogue adds in a month"}),
          t.real("dialogue_calm", 0.05,
                 {"1/month", 0, 1, "assumed: a year of talks halves a grievance",
                  "share of grievance that full dialogue takes off in a month"})};
}

}  // namespace tributer
