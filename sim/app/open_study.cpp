#include "commands.hpp"

namespace tributer {

Study open_study(std::filesystem::path const& file, CommandLine const& line) {
  StudyOptions options{line.overrides, line.arm, line.replicates, line.months};
  if (line.sensitive) options.overrides.push_back({"output.sensitive", "true"});
  return Study(file, options);
}

Study open_empty_study(Entries entries) { return Study::empty(entries); }

}  // namespace tributer
