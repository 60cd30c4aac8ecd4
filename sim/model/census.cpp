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

void PeopleBlock::fill(std::size_t i, std::size_t rows, std::size_t apart, std::size_t end) {
  n_ = 0;
  for (std::size_t const last = i + rows; i < last; ++i)
    for (std::size_t row = i; row < end; row += apart) {
      row_[n_] = static_cast<uint32_t>(row);
      n_ += miners_.alive(row) ? 1 : 0;
    }
  for (std::size_t k = 0; k < n_; ++k) {
    area_[k] = areas_of_[miners_.location[row_[k]]];
    group_[k] = static_cast<uint8_t>(group_of(miners_, row_[k]));
  }
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
    constexpr std::size_t rows = PeopleBlock::most / PeopleBlock::stretches;
    std::size_t const apart = (end - begin + PeopleBlock::stretches - 1) / PeopleBlock::stretches;
    for (std::size_t i = begin; i < begin + apart; i += rows) {
      auto from = std::chrono::steady_clock::now();
      block.fill(i, std::min(rows, begin + apart - i), apart, end);
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
