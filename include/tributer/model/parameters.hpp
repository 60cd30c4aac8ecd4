#pragma once
// The parameters that several parts of the model share, by submodel. They are read once when a model is built and do
// not change afterwards. A parameter that only one file uses is read by that file.
#include "tributer/model/choice_value.hpp"
#include "tributer/model/company.hpp"
#include "tributer/model/credit.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/licence.hpp"
#include "tributer/model/operation.hpp"
#include "tributer/model/person.hpp"
#include "tributer/model/trust.hpp"

namespace tributer {

struct Parameters {
  ChoiceParameters choice;
  BeliefParameters beliefs;
  GroundParameters ground;
  TraderParameters traders;
  TradeParameters trade;
  OperationParameters operations;
  FormalityParameters formality;
  CreditParameters credit;
  CompanyParameters companies;
  TrustParameters trust;
  PeopleParameters people;
  NeedParameters need;
  TermParameters terms;
  double kin_claims;
};
Parameters read_parameters(TableReader const& study, TableReader const& world_toml);

}  // namespace tributer
