#pragma once
// JSON Schema (draft-07) of the study file, by which editors complete and check studies.
#include <map>
#include <string>
#include <vector>

#include "tributer/scenario/table_reader.hpp"

namespace tributer {

/// The keys of an entry, where the value of one key can decide which others there are.
struct EntryKeys {
  std::vector<Parameter> keys;                ///< as long as the deciding key is not written
  std::string decided_by;                     ///< path of the deciding key; "" = nothing decides
  std::map<std::string, EntryKeys> by_value;  ///< by the value of the deciding key, written as in TOML
};

/// The schema as text. `parameters` are those of an empty study whose lists of tables have one entry; of them, those of
/// world.toml are left out. `instruments` are the keys of `[[arm.instrument]]` by type, beside those that all share.
std::string study_schema(std::vector<Parameter> const& parameters, std::map<std::string, EntryKeys> const& instruments);

}  // namespace tributer
