#include "tributer/model/parameters.hpp"

namespace tributer {

Parameters read_parameters(TableReader const& study, TableReader const& world_toml) {
  return {read_choice(study),      read_beliefs(study),   read_ground(study), read_traders(study),   read_trade(study),
          read_operations(study),  read_formality(study), read_credit(study), read_companies(study), read_trust(study),
          read_people(world_toml), read_need(world_toml), read_terms(study),  read_kin_claims(study)};
}

}  // namespace tributer
