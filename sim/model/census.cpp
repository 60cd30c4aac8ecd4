#include "tributer/model/census.hpp"

#include <algorithm>
#include <chrono>

#include "tributer/core/seconds.hpp"

namespace tributer {
namespace {

/// What one thread has counted.
struct Tallied {
  std::vector<Census::Sums> of;  ///< by question
  std::vector<double> seconds;   ///< by question
  Tallied& operator+=(Tallied const& other) {
    for (std::size_t q = 0; q < of.size(); ++q) {
      seconds[q] += other.seconds[q];
      for (std::size_t list = 0; list < of[q].size(); ++list)
        for (std::size_t cell = 0; cell < of[q][list].size(); ++cell) of[q][list][cell] += other.of[q][list][cell];
    }
    return *this;
  }
};

}  // namespace

void PeopleBlock::fill(std::size_t i, std::size_t apart, std::size_t end) {
  std::size_t const longest = std::min(stretch, apart);
  for (std::size_t s = 0; s < stretches; ++s) {
    first_[s] = i + s * apart;
    length_[s] = std::min(longest, end - std::min(end, first_[s]));
    uint16_t const* const location = miners_.location.data() + first_[s];
    uint8_t const *const fifth = miners_.fifth.data() + first_[s], *const origin = miners_.origin.data() + first_[s],
                         *const sex = miners_.sex.data() + first_[s], *const rank = miners_.rank.data() + first_[s];
    uint32_t* const area = area_.data() + s * stretch;
    uint8_t* const group = group_.data() + s * stretch;
    for (std::size_t k = 0; k < length_[s]; ++k) area[k] = areas_of_[location[k]];
    for (std::size_t k = 0; k < length_[s]; ++k)
      group[k] = static_cast<uint8_t>(group_cell(fifth[k], origin[k], sex[k], rank[k]));
  }
  n_ = 0;
  auto const list = [this](std::size_t s, std::size_t k) {
    row_[n_] = static_cast<uint32_t>(first_[s] + k);
    place_[n_] = static_cast<uint16_t>(s * stretch + k);
    n_ += miners_.alive(first_[s] + k) ? 1 : 0;
  };
  bool const all_full = *std::min_element(length_.begin(), length_.end()) == longest;
  for (std::size_t k = 0; k < longest; ++k)
    for (std::size_t s = 0; s < stretches; ++s)
      if (all_full || k < length_[s]) list(s, k);
}

void Census::ask(std::vector<std::size_t> const& sizes, std::function<void(PeopleBlock const&, Sums&)> count,
                 std::function<void(Sums const&)> use) {
  Sums zero;
  for (std::size_t const cells : sizes) zero.emplace_back(cells);
  questions_.push_back({asking_, std::move(zero), std::move(count), std::move(use)});
}

void Census::take(MonthContext const& month, Miners const& miners, std::span<uint32_t const> areas_of,
                  std::span<double> seconds) {
  Tallied none{{}, std::vector<double>(questions_.size())};
  for (Question const& question : questions_) none.of.push_back(question.zero);
  Tallied const all = month.executor.sum(miners.size(), none, [&](Tallied& out, std::size_t begin, std::size_t end) {
    PeopleBlock block(miners, areas_of);
    // Whole stretches, so that the last rows of one are not the first of the next.
    std::size_t const each = PeopleBlock::most, apart = (end - begin + each - 1) / each * PeopleBlock::stretch;
    for (std::size_t i = begin; i < begin + apart; i += PeopleBlock::stretch) {
      auto from = std::chrono::steady_clock::now();
      block.fill(i, apart, end);
      for (std::size_t q = 0; q < questions_.size(); ++q) {
        questions_[q].count(block, out.of[q]);
        auto const now = std::chrono::steady_clock::now();
        out.seconds[q] += std::chrono::duration<double>(now - from).count();
        from = now;
      }
    }
  });
  for (std::size_t q = 0; q < questions_.size(); ++q) {
    auto const from = std::chrono::steady_clock::now();
    questions_[q].use(all.of[q]);
    seconds[questions_[q].observable] +=
        all.seconds[q] / static_cast<double>(month.executor.slots()) + seconds_since(from);
  }
}

}  // namespace tributer
