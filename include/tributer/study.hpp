#pragma once
// A study for programs that use the library: it is read from its file, checked, and built.
//
//   tributer::Study study("crackdown.toml");
//   tributer::Results results = *tributer::run(study, "out");
//   double change = results.outcome("leakage_net", "with_force").estimate.difference;
//
// If the study is not valid, a UserError lists every problem with file, line, reason and remedy.
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tributer/model/registry.hpp"
#include "tributer/run/simulation.hpp"
#include "tributer/scenario/study.hpp"

namespace tributer {

/// One point of an ensemble: what is set otherwise than in the study. Point 0 changes nothing.
using Point = std::vector<Override>;

/// All points of a study, point 0 included. A study without a design has that one point.
struct Ensemble {
  std::vector<std::string> addresses;            ///< what varies; of parameters that vary together, the first
  std::vector<std::vector<std::string>> values;  ///< [point][address], as text; point 0 has the values of the study
  std::vector<Point> points;                     ///< what is set at each point, to be given to StudyOptions
};

Ensemble ensemble_of(Design const& design);

class Study {
 public:
  /// Reads the file with the built-in plug-ins, or with those of `registry`. To add plug-ins, a program adds them to a
  /// copy of built_in_registry() (plugin.hpp).
  explicit Study(std::filesystem::path const& file, StudyOptions const& options = {},
                 Registry registry = built_in_registry());
  /// Reads a study from a copy, with further changes after those of the copy.
  explicit Study(StudyCopy const& copy, std::vector<Override> const& changes = {},
                 Registry registry = built_in_registry());
  /// The study of an empty file, to list parameters. `entries` says whether its lists of tables have an entry.
  static Study empty(Entries entries = Entries::none, Registry registry = built_in_registry());

  /// The parameters as they were declared and read.
  ParameterBook const& book() const { return *book_; }
  ParameterBook& book() { return *book_; }
  /// What is the same for all runs. Its ground is empty until the study is prepared.
  Model const& model() const { return *model_; }
  /// What varies among the points of an ensemble. Without variables if the study has no [design].
  Design const& design() const { return design_; }
  Ensemble const& ensemble() const { return ensemble_; }  ///< its points, drawn once
  /// The study at a point of its ensemble, read from copies of its files, without a design of its own. It is prepared
  /// with prepare_like. Throws a UserError if it is not valid there.
  Study at(Point const& point) const;
  /// Everything from which the study can be read again.
  StudyCopy copy() const;

  /// Infers the ground from the counted miners. It takes seconds for some hundred concessions. A second call does
  /// nothing.
  void prepare(Executor const& executor);
  /// Prepares another point of a prepared study: its results have the same areas.
  void prepare_like(Study const& prepared, Executor const& executor);

 private:
  Study() = default;

  std::filesystem::path file_;
  StudyOptions options_;
  Registry registry_;
  std::unique_ptr<ParameterBook> book_;
  std::unique_ptr<Model> model_;
  Design design_;
  Ensemble ensemble_;
  bool prepared_ = false;
};

/// What a results file says about the points; without addresses if the study has no design.
PointSettings point_settings(Study const& study);

}  // namespace tributer
