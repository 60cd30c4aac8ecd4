#include "tributer/study.hpp"

namespace tributer {

Study::Study(std::filesystem::path const& file, StudyOptions const& options, Registry const& registry)
    : book_(std::make_unique<ParameterBook>()) {
  StudyInput input = read_study(file, options, *book_);
  if (input.arms.empty()) book_->throw_if_any();
  model_ = build_model(registry, std::move(input));
  finish_reading(model_->study, *book_);
}

Study Study::empty(Entries entries, Registry const& registry) {
  Study study;
  study.book_ = std::make_unique<ParameterBook>();
  study.model_ = build_model(registry, default_study(*study.book_, entries));
  return study;
}

void Study::prepare(Executor const& executor) {
  if (!prepared_) tributer::prepare(*model_, executor);
  prepared_ = true;
}

}  // namespace tributer
