// `tributer equalise STUDY.toml -o OUT`: brings arms to the same outlay of the donor, in present value, so that designs
// are compared for equal money. In each arm one quantity is changed, such as a budget or the capital of a fund. The arm
// is run with each trial of the quantity, on the same people with the same luck, until its outlay is the one asked for.
// Some designs cannot absorb it: the quantity grows and the outlay no longer does. The quantities found are written as
// a study that extends the given one.
#include <fmt/format.h>

#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <charconv>
#include <cmath>
#include <numeric>
#include <span>
#include <variant>

#include "command_line.hpp"
#include "scratch_folder.hpp"
#include "terminal.hpp"
#include "tributer/core/new_file.hpp"
#include "tributer/run.hpp"
#include "tributer/run/pool.hpp"

namespace tributer {
namespace {

constexpr double close_enough = 0.01;       ///< largest error of an outlay, as a share
constexpr double step = 3;                  ///< factor between trials until the outlay is bracketed
constexpr double no_longer_rises = 0.02;    ///< rise of an outlay by a step, as a share, that counts as none
constexpr int most_steps = 12;              ///< trials until the outlay is bracketed
constexpr std::uintmax_t most_trials = 20;  ///< trials within the bracket
constexpr int usual_replicates = 4;         ///< enough for an outlay, which varies little

/// One quantity of one arm.
struct Quantity {
  std::string arm, id, key, address;
  double drawn = 0, least = 0, most = 0;  ///< as the study has it; the range of the parameter
  bool whole = false;                     ///< true for sums of money: trials are whole dollars
};

/// A quantity that was tried, and the outlay that it leads to, in present value.
struct Trial {
  double quantity = 0, usd = 0;
};

struct Finding {
  Trial drawn, found;
  enum class What { equal, cannot_absorb, costs_more } what = What::equal;
};

/// The quantity at an address, or what is wrong with the address.
std::variant<Quantity, Problem> quantity_at(std::string const& address, Study const& study, Origin const& file) {
  auto const last = address.rfind('.');
  std::string const of_instrument = address.substr(0, last == std::string::npos ? 0 : last + 1);
  std::vector<std::string> keys;
  for (Parameter const& p : study.book().parameters()) {
    if (!p.address.starts_with("arm.") || p.type != "real" || !p.address.starts_with(of_instrument)) continue;
    keys.push_back(p.address.substr(of_instrument.size()));
    if (p.address != address) continue;
    auto const before = address.rfind('.', last - 1);
    Quantity q{address.substr(4, before - 4),
               address.substr(before + 1, last - before - 1),
               address.substr(last + 1),
               address,
               0,
               p.min,
               p.max,
               p.unit == "USD"};
    std::from_chars(p.value.data(), p.value.data() + p.value.size(), q.drawn);
    return q;
  }
  bool const has_instrument = !of_instrument.empty() && !keys.empty();
  return Problem{file, fmt::format("compare.equal_cost.vary: no arm has a number at '{}'", address),
                 has_instrument ? fmt::format("its instrument has the numbers {}", fmt::join(keys, ", "))
                                : "write arm.NAME.ID.KEY, with an arm and an instrument of the study"};
}

std::string text_of(Quantity const& q, double value) {
  return q.whole ? fmt::format("{:.0f}", value) : fmt::format("{:.6g}", value);
}

/// Runs one arm with trials of its quantity.
class Trials {
 public:
  Trials(CommandLine const& line, std::filesystem::path const& scratch, Quantity quantity)
      : line_(line), scratch_(scratch), q_(std::move(quantity)) {
    line_.arm = q_.arm;
  }

  Trial run(double quantity) {
    CommandLine line = line_;
    line.overrides.push_back({q_.address, text_of(q_, quantity)});
    Study study = open_study(line.operands[0], line);
    study.prepare(StoppableExecutor(PoolExecutor(line.n_threads())));
    auto const results = tributer::run(
        study, scratch_, {line.n_threads(), line.as_typed, [](Progress const&) { return !stop_asked(); }, {}},
        OlderResults::replaced);
    if (!results) throw Interrupted();
    double const usd = outlay_usd(results->file().outcomes());
    if (line.verbosity != Verbosity::quiet)
      tell(fmt::format("{}: {} = {} costs {:.0f} USD\n", q_.arm, q_.key, text_of(q_, quantity), usd));
    return {quantity, usd};
  }

  /// Finds the quantity at which the outlay is `wanted`.
  Finding find(double wanted) {
    Finding out;
    Trial last = out.drawn = out.found = run(q_.drawn);
    if (near(last, wanted)) return out;
    bool const grows = last.usd < wanted;
    for (int k = 0; k < most_steps; ++k) {
      double const next = std::clamp(grows ? last.quantity * step : last.quantity / step, q_.least, q_.most);
      Trial const trial = run(next);
      if ((trial.usd < wanted) != grows || near(trial, wanted)) {
        out.found = near(trial, wanted) ? trial : between(last, trial, wanted);
        return out;
      }
      bool const still = std::abs(trial.usd - last.usd) < no_longer_rises * std::max(1.0, last.usd);
      if (still || next == last.quantity || next == q_.least || next == q_.most) {
        out.found = still ? last : trial;
        break;
      }
      last = trial;
    }
    out.what = grows ? Finding::What::cannot_absorb : Finding::What::costs_more;
    return out;
  }

 private:
  /// Mean over replicates; the study has one arm.
  static double outlay_usd(OutcomeTable const& table) {
    for (std::size_t k = 0; k < table.outcomes.size(); ++k) {
      if (table.outcomes[k].name != "outlay_present") continue;
      auto const values = table.numerator(k, 0, 0);
      double const sum = std::accumulate(values.begin(), values.end(), 0.0);
      return 1000 * table.outcomes[k].scale * sum / static_cast<double>(values.size());  // in thousands of dollars
    }
    throw Bug("there is no outcome of the present outlay");
  }

  static bool near(Trial const& trial, double wanted) { return std::abs(trial.usd / wanted - 1) <= close_enough; }

  Trial between(Trial a, Trial b, double wanted) {
    if (a.quantity > b.quantity) std::swap(a, b);
    Trial best = std::abs(a.usd - wanted) < std::abs(b.usd - wanted) ? a : b;
    auto const gap = [&](double quantity) {
      Trial const trial = run(quantity);
      if (std::abs(trial.usd - wanted) < std::abs(best.usd - wanted)) best = trial;
      return trial.usd / wanted - 1;
    };
    auto trials = most_trials;
    boost::math::tools::toms748_solve(
        gap, a.quantity, b.quantity, a.usd / wanted - 1, b.usd / wanted - 1,
        [&](double low, double high) { return near(best, wanted) || high - low < 1e-4 * high; }, trials);
    return best;
  }

  CommandLine line_;
  std::filesystem::path scratch_;
  Quantity q_;
};

std::string sentence(Quantity const& q, Finding const& f, double wanted) {
  std::string const drawn = fmt::format("as drawn, {} costs {:.0f}", text_of(q, f.drawn.quantity), f.drawn.usd);
  std::string const found = fmt::format("{} = {}", q.key, text_of(q, f.found.quantity));
  switch (f.what) {
    case Finding::What::equal:
      return fmt::format("{}: {} costs {:.0f} USD ({})", q.arm, found, f.found.usd, drawn);
    case Finding::What::cannot_absorb:
      return fmt::format("{}: this design cannot absorb {:.0f} USD: largest outlay {:.0f} USD, reached at {} ({})",
                         q.arm, wanted, f.found.usd, found, drawn);
    case Finding::What::costs_more:
      break;
  }
  return fmt::format("{}: this design costs more than {:.0f} USD: smallest outlay {:.0f} USD, at {} ({})", q.arm,
                     wanted, f.found.usd, found, drawn);
}

}  // namespace

int equalise_command(CommandLine const& given) {
  if (given.operands.size() != 1 || given.out.empty())
    throw UsageError("equalise takes one study file and -o OUT, a folder");
  stop_on_signals();
  CommandLine line = given;
  Study const study = open_study(line.operands[0], line);
  EqualCost const& asked = study.model().study.equal_cost;
  if (asked.present_usd <= 0 || asked.vary.empty())
    throw UserError(Problem{{line.operands[0], 0, {}},
                            "the study does not say at which cost its arms are compared",
                            "add equal_cost = { present_usd = 1_000_000, vary = [\"arm.NAME.ID.KEY\"] } to [compare]"});
  if (line.replicates == 0) line.replicates = std::min(usual_replicates, study.model().study.replicates);
  std::vector<Quantity> quantities;
  std::vector<Problem> problems;
  for (std::string const& address : asked.vary) {
    auto found = quantity_at(address, study, {line.operands[0], 0, {}});
    if (auto* const quantity = std::get_if<Quantity>(&found))
      quantities.push_back(std::move(*quantity));
    else
      problems.push_back(std::get<Problem>(found));
  }
  if (!problems.empty()) throw UserError(problems);
  ScratchFolder const scratch(line.out);
  std::string const beginning = "# Arms of ";
  NewFile file(line.out / "equal_cost.toml", beginning);
  std::string const study_path = std::filesystem::absolute(line.operands[0]).lexically_normal().string();
  std::string text = fmt::format("{}{} at an outlay of {:.0f} USD in present value, over {} replicates.\n", beginning,
                                 study_path, asked.present_usd, line.replicates);
  std::string arms;
  for (Quantity const& q : quantities) {
    Finding const f = Trials(line, scratch.path(), q).find(asked.present_usd);
    std::string const said = sentence(q, f, asked.present_usd);
    fmt::print("{}\n", said);
    require_output_written();
    text += fmt::format("# {}\n", said);
    arms += fmt::format("\n[[arm]]\nname = \"{}\"\n  [[arm.instrument]]\n  id = \"{}\"\n  {} = {}\n", q.arm, q.id,
                        q.key, text_of(q, f.found.quantity));
  }
  text += fmt::format("format = 1\nextends = {:?}\n", study_path) + arms;
  file.write(0, std::as_bytes(std::span(text)));
  file.keep();
  if (line.verbosity != Verbosity::quiet) tell(fmt::format("study: {}\n", file.final_name().string()));
  return ok;
}

}  // namespace tributer
