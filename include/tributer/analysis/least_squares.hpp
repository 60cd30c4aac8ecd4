#pragma once
// Weighted least squares by damped Gauss-Newton with forward differences, within bounds. It does not evaluate anything
// itself: the caller asks for points, evaluates them and tells the residuals.
#include <Eigen/Dense>
#include <cstddef>
#include <vector>

namespace tributer {

class LeastSquares {
 public:
  struct Variable {
    double start, min, max;
  };
  explicit LeastSquares(std::vector<Variable> variables);
  /// The points to evaluate next, in the units of the variables.
  std::vector<std::vector<double>> ask() const;
  /// Tells the residuals, divided by their tolerances, at each of these points, in the same order.
  void tell(std::vector<std::vector<double>> const& residuals);
  std::vector<double> const& best() const { return best_; }
  double best_sum() const { return best_sum_; }  ///< sum of squared residuals at the best point
  bool finished() const { return finished_; }

 private:
  std::vector<double> clamped(Eigen::VectorXd const& x) const;
  double step(std::size_t k) const { return 0.03 * (variables_[k].max - variables_[k].min); }
  std::vector<Variable> variables_;
  std::vector<double> here_, best_;
  double best_sum_ = 1e300, damping_ = 0.1;
  bool finished_ = false;
  Eigen::MatrixXd jacobian_;
  Eigen::VectorXd residual_;
};

}  // namespace tributer
