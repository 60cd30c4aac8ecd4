#pragma once
// What instruments say of a large-scale mine in a month: what it is, whom it hires, what it cedes.
#include <array>
#include <optional>
#include <string>

#include "tributer/state/companies.hpp"

namespace tributer {

/// A mine as planned. Two at one place and time are refused when a study is read.
struct Mine {
  std::string label;
  Phase phase = Phase::none;
  int64_t jobs = 0;
  double skilled_share = 0;  ///< of jobs
  double wage_usd = 0;       ///< a month
  double excluded = 0;       ///< share of the ground closed to diggers
  double land_taken = 0;     ///< share of farm land
  double procurement_usd_per_job = 0;
  int64_t promised_jobs = 0;
  int months_since_announced = 0;
  std::optional<Posture> posture;  ///< set by the study; else the company chooses
};

/// Further jobs and quotas at a mine. Jobs add up; of shares the greatest counts.
struct Hiring {
  std::string label;
  std::array<bool, n_phases> in_phase{};
  int64_t jobs = 0;
  double local_share = 0, women_share = 0;
  double training = 0;  ///< share of skilled jobs for which unskilled people are trained
};

/// Places for tributers beside what a company offers of itself.
struct TributeOffer {
  std::string label;
  int64_t slots = 0;
  double tribute = 0;  ///< share of sales; of several the least counts
  double output = 1;   ///< gold over the plain yield: ceded ground, help; of several the greatest
};

}  // namespace tributer
