#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "tributer/scenario/table_reader.hpp"

namespace tributer {

struct ParameterBook::State {
  std::vector<Parameter> parameters;
  std::unordered_map<std::string, std::size_t> by_address;
  std::vector<Problem> problems;
  std::set<std::tuple<std::string, int, std::string>> reported;
  std::vector<InputFile> copies;
};

ParameterBook::ParameterBook() : state_(std::make_unique<State>()) {}
ParameterBook::~ParameterBook() = default;

void ParameterBook::report(Problem problem) {
  bool const first = state_->reported.emplace(problem.where.file, problem.where.line, problem.what).second;
  if (first) state_->problems.push_back(std::move(problem));
}

void ParameterBook::declare(Parameter parameter) {
  auto const [at, first] = state_->by_address.emplace(parameter.address, state_->parameters.size());
  if (first) {
    state_->parameters.push_back(std::move(parameter));
    return;
  }
  Parameter const& before = state_->parameters[at->second];
  bool const agrees = before.type == parameter.type && before.unit == parameter.unit && before.min == parameter.min &&
                      before.max == parameter.max && before.fallback == parameter.fallback &&
                      before.words.list == parameter.words.list;
  check(agrees, fmt::format("parameter '{}' is declared twice, differently", parameter.address));
}

std::vector<Parameter> ParameterBook::parameters() const { return state_->parameters; }
std::vector<Problem> const& ParameterBook::problems() const { return state_->problems; }

void ParameterBook::read_from(std::vector<InputFile> copies) { state_->copies = std::move(copies); }
bool ParameterBook::reads_copies() const { return !state_->copies.empty(); }
InputFile const* ParameterBook::copy_of(std::filesystem::path const& file) const {
  auto const at = std::find_if(state_->copies.begin(), state_->copies.end(),
                               [&](InputFile const& copy) { return copy.path == file.string(); });
  return at == state_->copies.end() ? nullptr : &*at;
}

void ParameterBook::throw_if_any() const {
  if (!has_problems()) return;
  std::unordered_map<std::string, std::size_t> order_of_file;
  for (Problem const& problem : state_->problems) order_of_file.emplace(problem.where.file, order_of_file.size());
  std::vector<Problem> sorted = state_->problems;
  std::stable_sort(sorted.begin(), sorted.end(), [&](Problem const& a, Problem const& b) {
    return std::pair(order_of_file.at(a.where.file), a.where.line) <
           std::pair(order_of_file.at(b.where.file), b.where.line);
  });
  throw UserError(std::move(sorted));
}

}  // namespace tributer
