#include "commands.hpp"

namespace tributer {

Study open_study(std::filesystem::path const& file, CommandLine const& line) {
  StudyOptions options{line.overrides, line.arm, line.replicates, line.months};
  if (line.sensitive) options.overrides.push_back({"output.sensitive", "true"});
  if (line.uncertain) options.overrides.push_back({"design.uncertain", "true"});
  if (line.points != 0) options.overrides.push_back({"design.points", std::to_string(line.points)});
  return Study(file, options);
}

Study open_empty_study(Entries entries) { return Study::empty(entries); }

}  // namespace tributer
