#pragma once
// The JSON Schema (draft-07) of the study file, with which editors complete and check studies.
#include <map>
#include <string>
#include <vector>

#include "tributer/scenario/table_reader.hpp"

namespace tributer {

/// The keys of an entry. The value of one key may decide which other keys exist.
struct EntryKeys {
  std::vector<Parameter> keys;                ///< the keys while the deciding key is not written
  std::string decided_by;                     ///< path of the deciding key; "" = nothing decides
  std::map<std::string, EntryKeys> by_value;  ///< the keys for each value of the deciding key, written as in TOML
};

/// The schema as text. `parameters` are those of an empty study whose lists of tables have one entry; parameters of
/// world.toml are left out. `instruments` are the keys of `[[arm.instrument]]` by type, without the keys that all
/// share.
std::string study_schema(std::vector<Parameter> const& parameters, std::map<std::string, EntryKeys> const& instruments);

}  // namespace tributer
