#include "tributer/analysis/least_squares.hpp"

#include <algorithm>

namespace tributer {

LeastSquares::LeastSquares(std::vector<Variable> variables) : variables_(std::move(variables)) {
  for (auto const& v : variables_) here_.push_back(v.start);
  best_ = here_;
}

std::vector<std::vector<double>> LeastSquares::ask() const {
  std::vector<std::vector<double>> points{here_};
  for (std::size_t k = 0; k < here_.size(); ++k) {
    points.push_back(here_);
    double& x = points.back()[k];
    x += x + step(k) <= variables_[k].max ? step(k) : -step(k);
  }
  return points;
}

void LeastSquares::tell(std::vector<std::vector<double>> const& residuals) {
  auto const n = static_cast<Eigen::Index>(residuals[0].size()), m = static_cast<Eigen::Index>(here_.size());
  Eigen::VectorXd const r = Eigen::Map<Eigen::VectorXd const>(residuals[0].data(), n);
  double const sum = r.squaredNorm();
  if (sum < best_sum_) {
    finished_ = best_sum_ < 1e299 && sum > 0.98 * best_sum_;
    best_sum_ = sum;
    best_ = here_;
    damping_ = std::max(1e-4, damping_ / 4);
    residual_ = r;
    jacobian_.resize(n, m);
    auto const points = ask();
    for (Eigen::Index k = 0; k < m; ++k) {
      auto const at = static_cast<std::size_t>(k);
      double const unit = (points[at + 1][at] - here_[at]) / (variables_[at].max - variables_[at].min);
      jacobian_.col(k) = (Eigen::Map<Eigen::VectorXd const>(residuals[at + 1].data(), n) - r) / unit;
    }
  } else {
    damping_ *= 10;
    finished_ = damping_ > 1e4;
  }
  Eigen::MatrixXd const normal = jacobian_.transpose() * jacobian_;
  Eigen::VectorXd const move = (normal + damping_ * Eigen::MatrixXd::Identity(m, m) * normal.diagonal().maxCoeff())
                                   .ldlt()
                                   .solve(-jacobian_.transpose() * residual_);
  here_ = clamped(move);
}

std::vector<double> LeastSquares::clamped(Eigen::VectorXd const& move) const {
  std::vector<double> out = best_;
  for (std::size_t k = 0; k < out.size(); ++k) {
    double const width = variables_[k].max - variables_[k].min;
    out[k] = std::clamp(out[k] + std::clamp(move[static_cast<Eigen::Index>(k)], -0.25, 0.25) * width, variables_[k].min,
                        variables_[k].max);
  }
  return out;
}

}  // namespace tributer
