#pragma once
// The value v of each option as people see it this month; see model/choice_value.hpp.
#include "tributer/state/schema.hpp"

namespace tributer {

/// Value of a livelihood that is not offered.
inline constexpr float not_offered = -1e9f;

// clang-format off
#define TRIBUTER_OPTION_COLUMNS(column) \
  column(location_and_livelihood, float, staying, kept, not_offered, "1", "v of working here") \
  column(location_and_livelihood, float, holding, kept, not_offered, "1", "v for those who have a rationed livelihood") \
  column(location, float, mining_here, kept, not_offered, "1", "v of informal mining as residents see it") \
  column(location_and_livelihood, float, granted_here, kept, not_offered, "1", "v of rationed mining here") \
  column(location_and_livelihood, float, granted_chance, kept, 0, "1", "believed chance of an opening in it") \
  column(location, float, mining_news, kept, not_offered, "1", "v of informal mining a month late and noisy, as neighbours see it") \
  column(location, float, amenity, kept, 0, "1", "utility of mining here beyond pay, new ground included") \
  column(location, float, risk, kept, 0, "1/month", "perceived risk of eviction") \
  column(connection, float, edge, kept, 0, "1", "pull of a beaten path less the utility cost of travel") \
  column(connection, float, edge_cash, kept, 0, "USD", "cash needed for the travel") \
  column(connection, float, helped_edge, kept, 0, "1", "as `edge`, for miners whom a programme helps") \
  column(connection, float, helped_edge_cash, kept, 0, "USD", "as `edge_cash`, for miners whom a programme helps") \
  column(location, float, helped_return, kept, 0, "1", "utility of travel home from here for miners whom a programme helps") \
  column(location, float, helped_return_cash, kept, 0, "USD", "cash that they need for it") \
  column(location, float, best_at_home, kept, not_offered, "1", "best v outside mining") \
  column(location, uint8_t, best_livelihood_at_home, kept, 0, "1", "the livelihood that has it")
// clang-format on

struct OptionValues {
  TRIBUTER_COLUMNS(TRIBUTER_OPTION_COLUMNS)
};

}  // namespace tributer
