#include "commands.hpp"

namespace tributer {

OpenStudy open_study(std::filesystem::path const& file, CommandLine const& line) {
  OpenStudy open{std::make_unique<ParameterBook>(), nullptr};
  StudyOptions options{line.overrides, line.arm, line.replicates, line.months};
  if (line.sensitive) options.overrides.push_back({"output.sensitive", "true"});
  StudyInput study = read_study(file, options, *open.book);
  if (study.arms.empty()) open.book->throw_if_any();
  open.model = build_model(built_in_registry(), std::move(study));
  finish_reading(open.model->study, *open.book);
  return open;
}

OpenStudy open_nothing(Entries entries) {
  OpenStudy open{std::make_unique<ParameterBook>(), nullptr};
  open.model = build_model(built_in_registry(), default_study(*open.book, entries));
  return open;
}

}  // namespace tributer
