#include "tributer/study.hpp"

#include "tributer/run/study_runner.hpp"

namespace tributer {
namespace {

StudyOptions options_of(StudyCopy const& copy, std::vector<Override> const& changes) {
  StudyOptions options;
  for (auto const& [address, value] : copy.changes) options.overrides.push_back({address, value});
  options.overrides.insert(options.overrides.end(), changes.begin(), changes.end());
  options.only_arm = copy.only_arm, options.files = copy.files;
  return options;
}

}  // namespace

Study::Study(std::filesystem::path const& file, StudyOptions const& options, Registry registry)
    : file_(file), options_(options), registry_(std::move(registry)), book_(std::make_unique<ParameterBook>()) {
  StudyInput input = read_study(file, options, *book_);
  if (input.arms.empty()) book_->throw_if_any();
  model_ = build_model(registry_, std::move(input));
  design_ = make_design(model_->study, *book_);
  std::vector<std::string> paths;
  for (Variable const& variable : make_layout(*model_).variables) paths.push_back(path_of(variable));
  check_series(model_->study, paths, *book_);
  finish_reading(model_->study, *book_);
  ensemble_ = ensemble_of(design_);
}

Study::Study(StudyCopy const& copy, std::vector<Override> const& changes, Registry registry)
    : Study(copy.file, options_of(copy, changes), std::move(registry)) {}

Study Study::empty(Entries entries, Registry registry) {
  Study study;
  study.registry_ = std::move(registry);
  study.book_ = std::make_unique<ParameterBook>();
  study.model_ = build_model(study.registry_, default_study(*study.book_, entries));
  return study;
}

Study Study::at(Point const& point) const {
  StudyOptions options = options_of(copy(), point);
  options.design = StudyOptions::DesignTable::passed_over;
  return Study(file_, options, registry_);
}

StudyCopy Study::copy() const {
  StudyCopy copy{file_.string(), model_->study.files, {}, options_.only_arm};
  for (Override const& change : options_.overrides) copy.changes.emplace_back(change.address, change.value);
  if (options_.months != 0) copy.changes.emplace_back("time.months", std::to_string(options_.months));
  if (options_.replicates != 0) copy.changes.emplace_back("random.replicates", std::to_string(options_.replicates));
  return copy;
}

void Study::prepare(Executor const& executor) {
  if (!prepared_) tributer::prepare(*model_, executor);
  prepared_ = true;
}

void Study::prepare_like(Study const& prepared, Executor const& executor) {
  tributer::prepare_like(*model_, prepared.model(), executor);
  prepared_ = true;
}

}  // namespace tributer
