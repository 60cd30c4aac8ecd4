#pragma once
// Weighted least squares by damped Gauss-Newton with forward differences, within bounds. It never runs
// anything itself: ask for points, tell what came out.
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
  /// Points to evaluate now, in the variables' own units.
  std::vector<std::vector<double>> ask() const;
  /// Residuals over tolerance at each of those points, in order.
  void tell(std::vector<std::vector<double>> const& residuals);
  std::vector<double> const& best() const { return best_; }
  double best_sum() const { return best_sum_; }  ///< of squared residuals
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
