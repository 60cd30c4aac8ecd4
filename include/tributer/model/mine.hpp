#pragma once
// What instruments say about a large-scale mine in a month: its phase and jobs, quotas of hiring, and ceded ground.
#include <array>
#include <optional>
#include <string>

#include "tributer/state/companies.hpp"

namespace tributer {

/// A large-scale mine as planned. A study with two of them at one concession at the same time is refused.
struct Mine {
  std::string label;
  Phase phase = Phase::none;
  int64_t jobs = 0;
  double skilled_share = 0;  ///< share of the jobs that only skilled ranks may have
  double wage_usd = 0;       ///< a month
  double excluded = 0;       ///< share of the ground closed to miners
  double land_taken = 0;     ///< share of farm land
  double procurement_usd_per_job = 0;
  int64_t promised_jobs = 0;
  int months_since_announced = 0;
  std::optional<Posture> posture;  ///< set by the study; without it the company chooses
};

/// Additional jobs and quotas at a large-scale mine. Jobs of several offers add up; of shares the greatest counts.
struct Hiring {
  std::string label;
  std::array<bool, n_phases> in_phase{};
  int64_t jobs = 0;
  double local_share = 0, women_share = 0;
  double training = 0;  ///< share of skilled jobs for which unskilled people are trained
};

/// Openings for tributers in addition to those that the company offers by itself.
struct TributeOffer {
  std::string label;
  int64_t slots = 0;
  double tribute = 0;  ///< share of sales; the lowest of several offers counts
  double output = 1;   ///< gold over the plain yield, because of ceded ground or help; the highest counts
};

}  // namespace tributer
