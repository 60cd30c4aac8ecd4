#include "tributer/run/study_runner.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <exception>
#include <mutex>

#include "tributer/core/seconds.hpp"
#include "tributer/output/results_file.hpp"
#include "tributer/run/licence_holders.hpp"
#include "tributer/run/pool.hpp"
#include "tributer/run/progress.hpp"

namespace tributer {
namespace {

std::size_t cells_of(Layout const& layout, Variable const& variable) {
  std::size_t cells = 1;
  for (auto const& name : variable.axes)
    cells *= std::find_if(layout.axes.begin(), layout.axes.end(), [&](Axis const& a) {
               return a.name == name;
             })->labels.size();
  return cells;
}

/// Values of one run that are kept for every point of a design.
int64_t chosen_values(Model const& model, Layout const& layout) {
  std::size_t cells = 0;
  for (std::size_t const v : series_variables(model.study.output, layout))
    cells += cells_of(layout, layout.variables[v]);
  return static_cast<int64_t>(cells) * model.study.time.months;
}

/// Keeps what observables record of one run.
class Recorder {
 public:
  Recorder(Model const& model, Layout const& layout)
      : model_(model),
        months_(static_cast<std::size_t>(model.study.time.months)),
        areas_of_(model.areas.of.begin(), model.areas.of.end()),
        holders_(layout.labels("programme")),
        seconds_(model.observables.size()) {
    record_.variables.resize(layout.variables.size());
    for (std::size_t v = 0; v < layout.variables.size(); ++v) {
      cells_.push_back(cells_of(layout, layout.variables[v]));
      counts_people_.push_back(layout.variables[v].counts == Variable::Counts::people);
      if (layout.variables[v].kind == Variable::Kind::integer)
        record_.variables[v].integers.resize(months_ * cells_[v]);
      else
        record_.variables[v].reals.resize(months_ * cells_[v]);
    }
  }

  void record(MonthContext const& month, World const& world, Cents residual) {
    record_.ledger_residual_cents = std::max(record_.ledger_residual_cents, residual < 0 ? -residual : residual);
    std::size_t const t = static_cast<std::size_t>(month.since_start);
    std::vector<Frame> frames;
    for (std::size_t v = 0; v < cells_.size(); ++v) {
      Recorded& r = record_.variables[v];
      Frame frame;
      if (!r.integers.empty()) frame.integers = std::span(r.integers).subspan(t * cells_[v], cells_[v]);
      if (!r.reals.empty()) frame.reals = std::span(r.reals).subspan(t * cells_[v], cells_[v]);
      frames.push_back(frame);
    }
    Census census;
    std::span<Frame> rest(frames);
    int64_t const weight = model_.geography->weight;
    for (std::size_t k = 0; k < model_.observables.size(); ++k) {
      Observable const& observable = *model_.observables[k];
      std::size_t const n = observable.variables().size();
      auto const from = std::chrono::steady_clock::now();
      observable.record(month, world, model_.areas, rest.first(n));
      census.begin_questions_of(k);
      observable.ask(census, month, world, model_.areas, rest.first(n));
      seconds_[k] += seconds_since(from);
      rest = rest.subspan(n);
    }
    census.take(month, world.miners, areas_of_, seconds_);
    for (std::size_t v = 0; v < frames.size() && weight > 1; ++v)
      if (counts_people_[v])
        for (int64_t& cell : frames[v].integers) cell *= weight;
    holders_.record(month.since_start, month.ordinal, world);
    if (model_.study.output.panel_share > 0 && month.since_start % model_.study.output.panel_every_months == 0)
      sample(month, world);
  }

  RunRecord take(Simulation const& simulation, double seconds, int64_t miner_months) {
    std::sort(record_.panel.begin(), record_.panel.end(), [](PanelRow const& a, PanelRow const& b) {
      return std::tie(a.person, a.month) < std::tie(b.person, b.month);
    });
    record_.holders = holders_.take();
    record_.seconds_per_process = simulation.seconds_per_process();
    record_.seconds_per_process.insert(record_.seconds_per_process.end(), seconds_.begin(), seconds_.end());
    record_.seconds = seconds;
    record_.miner_months = miner_months;
    return std::move(record_);
  }

 private:
  void sample(MonthContext const& month, World const& world) {
    Miners const& m = world.miners;
    float const share = static_cast<float>(model_.study.output.panel_share);
    for (std::size_t i = 0; i < m.size(); ++i)
      if (m.alive(i) && month.luck.uniform(m.id[i], 0, streams::panel) < share)
        record_.panel.push_back({m.id[i], month.since_start, static_cast<int32_t>(model_.areas.of[m.location[i]]),
                                 m.livelihood[i], m.rank[i], m.sex[i], m.origin[i], m.income_cents[i], m.cash_cents[i],
                                 m.debt_cents[i]});
  }

  Model const& model_;
  std::size_t months_;
  std::vector<std::size_t> cells_;
  std::vector<bool> counts_people_;
  std::vector<uint32_t> areas_of_;  ///< by location; narrow, because every person looks it up
  LicenceHolders holders_;
  std::vector<double> seconds_;  ///< by observable
  RunRecord record_;
};

}  // namespace

Layout make_layout(Model const& model) {
  Layout layout;
  std::vector<std::string> livelihoods;
  for (auto const& traits : model.axis.traits) livelihoods.push_back(traits.label);
  layout.axes = {{"area", model.areas.labels},          {"from_area", model.areas.labels},
                 {"to_area", model.areas.labels},       {"livelihood", livelihoods},
                 {"rank", labels_of<Rank>()},           {"sex", labels_of<Sex>()},
                 {"origin", labels_of<PersonOrigin>()}, {"fifth", labels_of<Fifth>()}};
  for (auto const& observable : model.observables) {
    for (auto& axis : observable->own_axes()) layout.axes.push_back(std::move(axis));
    for (auto const& variable : observable->variables()) layout.variables.push_back(variable);
    for (auto& outcome : observable->outcomes()) layout.outcomes.push_back(std::move(outcome));
  }
  layout.outcomes = in_table_order(std::move(layout.outcomes));
  check_outcomes(layout);
  return layout;
}

bool run_block(Model const& model, Layout const& layout, uint32_t replicate, Executor const& executor,
               BlockWatch& watch) {
  Simulation burn_in(model, replicate, executor);
  for (int m = 0; m < model.study.time.burn_in; ++m) {
    if (watch.stopped()) return false;
    burn_in.step();
    watch.month_done(burn_in.world().miners.size());
  }
  for (std::size_t arm = 0; arm < model.study.arms.size(); ++arm) {
    watch.arm_begins(arm);
    auto const from = std::chrono::steady_clock::now();
    bool const last = arm + 1 == model.study.arms.size();  // needs no copy of the people
    Simulation run(model, burn_in.luck(), last ? std::move(burn_in.world()) : World(burn_in.world()),
                   burn_in.months_done(), static_cast<int>(arm), executor);
    Recorder recorder(model, layout);
    Terms const none;
    int64_t miner_months = 0;
    for (int m = 0; m < model.study.time.months; ++m) {
      if (watch.stopped()) return false;
      Cents const residual = run.step();
      recorder.record(run.context(none), run.world(), residual);
      miner_months += static_cast<int64_t>(run.world().miners.size());
      watch.month_done(run.world().miners.size());
    }
    watch.arm_done(arm, recorder.take(run, seconds_since(from), miner_months));
  }
  return true;
}

bool share_work(std::size_t threads, int64_t pieces, ProgressMeter& meter,
                std::function<bool(Executor const&)> const& do_next) {
  std::mutex mutex;
  std::exception_ptr failure;
  auto const do_all = [&](Executor const& executor) {
    try {
      while (!meter.stopped() && do_next(executor)) {
      }
    } catch (...) {
      std::scoped_lock const lock(mutex);
      if (!failure) failure = std::current_exception();
      meter.stop();
    }
  };
  if (threads <= 1 || pieces < static_cast<int64_t>(threads)) {
    do_all(PoolExecutor(std::max<std::size_t>(1, threads)));
  } else {
    auto const work = [&](std::size_t) { do_all(SerialExecutor()); };
    auto const others = start_threads(threads - 1, work);
    work(0);
  }
  if (failure) std::rethrow_exception(failure);
  return !meter.stopped();
}

bool run_study(Model const& model, std::size_t threads, TakeRun const& take_run, TakeProgress const& take_progress) {
  Layout const layout = make_layout(model);
  uint32_t const replicates = static_cast<uint32_t>(model.study.replicates);
  int64_t const arms = static_cast<int64_t>(model.study.arms.size());
  ProgressMeter meter(take_progress, arms * replicates,
                      replicates * (model.study.time.burn_in + arms * model.study.time.months));
  std::mutex mutex;
  std::atomic<uint32_t> next{0};
  return share_work(threads, replicates, meter, [&](Executor const& executor) {
    uint32_t const replicate = next++;
    if (replicate >= replicates) return false;
    BlockWatch watch(meter);
    watch.arm_done = [&](std::size_t arm, RunRecord record) {
      {
        std::scoped_lock const lock(mutex);
        take_run(arm, replicate, std::move(record));
      }
      meter.run_done();
    };
    run_block(model, layout, replicate, executor, watch);
    return true;
  });
}

double BlockSeconds::of_block(Model const& model) const {
  double const arms = static_cast<double>(model.study.arms.size());
  return start + burn_in_month * model.study.time.burn_in + arms * arm_month * model.study.time.months;
}

BlockSeconds measure_block(Model const& model, Executor const& executor, double most_seconds) {
  auto const from = std::chrono::steady_clock::now();
  Simulation burn_in(model, 0, executor);
  BlockSeconds block;
  block.start = seconds_since(from);
  // The mean of months, each of which is simulated by `month`.
  auto const mean_of = [&](int months, double until, auto const& month) {
    constexpr int most_months = 3;
    auto const begin = std::chrono::steady_clock::now();
    int done = 0;
    while (done < std::min(months, most_months) && (done == 0 || seconds_since(from) < until)) month(), ++done;
    return done == 0 ? 0 : seconds_since(begin) / done;
  };
  block.burn_in_month = mean_of(model.study.time.burn_in, most_seconds / 2, [&] { burn_in.step(); });
  // The arm begins in its first month, although not all of the burn-in was simulated.
  Simulation run(model, burn_in.luck(), std::move(burn_in.world()), static_cast<uint32_t>(model.study.time.burn_in),
                 static_cast<int>(model.study.arms.size()) - 1, executor);
  Layout const layout = make_layout(model);
  Recorder recorder(model, layout);
  Terms const none;
  block.arm_month = mean_of(model.study.time.months, most_seconds, [&] {
    Cents const residual = run.step();
    recorder.record(run.context(none), run.world(), residual);
  });
  return block;
}

Needs estimate_needs(Model const& model, std::size_t threads, int64_t points) {
  Miners one;
  one.resize(1);
  double people = 0;
  for (double const n : model.ground.people) people += n / static_cast<double>(model.geography->weight);
  Layout const layout = make_layout(model);
  std::size_t cells = 0;
  for (auto const& variable : layout.variables) cells += cells_of(layout, variable);
  int64_t const arms = static_cast<int64_t>(model.study.arms.size()), blocks = points * model.study.replicates,
                months = model.study.time.months;
  int64_t const side_by_side = blocks < static_cast<int64_t>(threads) ? 1 : static_cast<int64_t>(threads);
  Needs needs;
  OutputInput const& output = model.study.output;
  double const visits = std::ceil(static_cast<double>(months) / output.panel_every_months);
  int64_t const series = months * static_cast<int64_t>(cells) * 8,
                panel = static_cast<int64_t>(people * output.panel_share * visits * sizeof(PanelRow)),
                record = series + panel;
  // A run has its people, those of the burn-in unless it is the last arm, and a record that grows by doubling. The
  // records of a block wait until all of its arms are done.
  needs.bytes_in_memory =
      side_by_side *
          ((arms > 1 ? 2 : 1) * static_cast<int64_t>(people * static_cast<double>(one.bytes()) * 1.07) + 2 * record) +
      side_by_side * (arms - 1) * record;
  needs.miner_months = static_cast<int64_t>(people) * blocks * (model.study.time.burn_in + arms * months);
  // Compressed; measured on shipped studies.
  int64_t const own = (series / 4 + panel / 6) * arms * model.study.replicates,
                others = blocks - model.study.replicates, chosen_of_point = chosen_values(model, layout) * 8 * arms,
                outcomes = static_cast<int64_t>(layout.outcomes.size()) * arms * (2 * arms + 2) * 8 / 2;
  bool const as_runs = output.series_as == SeriesAs::runs;
  constexpr int64_t n_quantiles = quantiles_of_series.size();
  needs.bytes_of_blocks = own + others * (chosen_of_point / 4 + outcomes);
  needs.bytes_on_disk = own + others * outcomes;
  if (points > 1)
    needs.bytes_on_disk += points * (as_runs ? model.study.replicates : n_quantiles) * chosen_of_point / 4;
  // Quantiles are computed from all runs of a point, after the last run.
  if (points > 1 && !as_runs)
    needs.bytes_in_memory = std::max(needs.bytes_in_memory, (model.study.replicates + n_quantiles) * chosen_of_point);
  return needs;
}

}  // namespace tributer
