#include "tributer/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "block_work.hpp"
#include "results_metadata.hpp"
#include "tributer/core/digest.hpp"
#include "tributer/core/separate_process.hpp"
#include "tributer/output/results_blocks.hpp"
#include "tributer/run/pool.hpp"

namespace tributer {
namespace {

void require_space(std::filesystem::path const& folder, Needs const& needs) {
  uint64_t const available = free_bytes(folder);
  if (static_cast<uint64_t>(needs.bytes_on_disk) <= available) return;
  constexpr double megabyte = 1e6;
  throw FileError(fmt::format(
      "{}: the results need about {:.1f} MB of space, but {:.1f} MB are free; choose another "
      "disk, or record fewer arms, replicates or months",
      folder.string(), static_cast<double>(needs.bytes_on_disk) / megabyte, static_cast<double>(available) / megabyte));
}

BlockHead head_of(Study const& study) {
  BlockHead head;
  head.study = study.model().study.digest, head.program = digest_of_program();
  head.points = static_cast<uint32_t>(study.ensemble().points.size());
  head.replicates = static_cast<uint32_t>(study.model().study.replicates);
  head.copy = study.copy();
  return head;
}

/// What results there are. They are read in another process, because damaged files can end the HDF5 library.
enum class FoundResults { nothing, same_study, other_build, other_study, unreadable };

FoundResults look_at_results(std::filesystem::path const& file, BlockHead const& wanted) {
  std::error_code none;
  if (!std::filesystem::exists(std::filesystem::symlink_status(file, none))) return FoundResults::nothing;
  auto const held = in_separate_process([&]() -> int {
    try {
      ResultsReader const results(file);
      if (results.text("input_digest") != wanted.study) return static_cast<int>(FoundResults::other_study);
      return static_cast<int>(results.text("program_digest") == wanted.program ? FoundResults::same_study
                                                                               : FoundResults::other_build);
    } catch (std::exception const&) {
      return static_cast<int>(FoundResults::unreadable);
    }
  });
  return held ? static_cast<FoundResults>(*held) : FoundResults::unreadable;
}

/// Whether a results file holds this ensemble as a whole.
bool holds_ensemble(std::filesystem::path const& file, BlockHead const& head) {
  std::error_code none;
  if (!std::filesystem::exists(file, none)) return false;
  ResultsReader const results(file);
  return results.text("input_digest") == head.study && results.points() == head.points &&
         results.replicates() == head.replicates;
}

/// Waits for another process that writes the same results. False if it was killed. Throws a FileTaken if nothing has
/// happened for a while.
bool others_have_written(std::filesystem::path const& file, BlockHead const& head) {
  constexpr auto between_looks = std::chrono::milliseconds(50);
  constexpr int patience = 1200;  // looks without any change: a minute
  std::filesystem::path part = file;
  part += ".part";
  std::error_code none;
  uintmax_t length = 0;
  for (int quiet = 0; quiet < patience; ++quiet) {
    if (!std::filesystem::exists(part, none)) return holds_ensemble(file, head);
    uintmax_t const now = std::filesystem::file_size(part, none);
    if (now != length) quiet = 0;
    length = now;
    std::this_thread::sleep_for(between_looks);
  }
  throw FileTaken(
      fmt::format("{}: another run began to write this file and does not go on; remove it if no run is at "
                  "work",
                  part.string()));
}

std::string size_of(BlockHead const& head) {
  std::string const points =
      head.points > 1 ? fmt::format("{} points beside the study as it is written, ", head.points - 1) : "";
  return points + fmt::format("{} replicate{}", head.replicates, head.replicates == 1 ? "" : "s");
}

[[noreturn]] void refuse(std::filesystem::path const& where, std::string_view what) {
  throw FileError(
      fmt::format("{}: {}; choose another folder, or give `tributer run` the option --replace", where.string(), what));
}

}  // namespace

EnsembleFolder::EnsembleFolder(Study const& study, std::filesystem::path folder, OlderResults older)
    : folder_(std::move(folder)) {
  BlockHead head = head_of(study);
  auto const found = look_at_results(results_file(), head);
  bool const may_replace = older == OlderResults::replaced;
  if (found == FoundResults::other_study && !may_replace)
    refuse(results_file(), "it holds the results of another study, or of the same study with other settings");
  if (found == FoundResults::unreadable && !may_replace)
    refuse(results_file(), "it is not a results file of this program, or it is damaged");
  if ((found == FoundResults::same_study || found == FoundResults::other_build) && !may_replace) {
    ResultsBlocks const results(results_file());
    BlockHead held = results.head();
    if (held.points > head.points || held.replicates > head.replicates)
      refuse(results_file(), fmt::format("it holds more of this study than was asked for: {}", size_of(held)));
    if (found == FoundResults::other_build && older == OlderResults::continued)
      throw FileError(
          fmt::format("{}: another build of the program has written it, so its runs cannot be added to; run "
                      "the study again with this build",
                      results_file().string()));
    if (found == FoundResults::same_study && results.has_quantiles() && held.points > 1 &&
        held.replicates < head.replicates)
      notes_.push_back(
          fmt::format("{}: its series are quantiles over {} replicates; those over {} need the runs, so "
                      "all points except point 0 are run again",
                      results_file().string(), held.replicates, head.replicates));
    if (found == FoundResults::same_study) older_ = std::move(held);
  }
  blocks_ = std::make_unique<BlockFolder>(folder_ / "blocks", std::move(head));
  if (blocks_->has_other_studies() && !may_replace)
    refuse(folder_ / "blocks", "it holds unfinished work of another study, or of the same study with other settings");
  if (blocks_->has_larger_ensembles() && !may_replace)
    refuse(folder_ / "blocks", "it holds unfinished work on more points or replicates of this study");
  blocks_->set_others_aside(may_replace);
  blocks_->begin_writing();
}

std::vector<std::string> EnsembleFolder::take_warnings() {
  std::vector<std::string> fresh(blocks_->faults().begin() + static_cast<std::ptrdiff_t>(warned_),
                                 blocks_->faults().end());
  warned_ = blocks_->faults().size();
  fresh.insert(fresh.begin(), notes_.begin(), notes_.end());
  notes_.clear();
  return fresh;
}

RunEnd run_ensemble(Study& study, EnsembleFolder& folder, RunOptions const& options) {
  std::size_t const threads = options.threads > 0 ? options.threads : machine_threads();
  study.prepare(PoolExecutor(threads));
  ResultsMetadata metadata = metadata_of(study);
  require_space(folder.folder_, estimate_needs(study.model(), threads, static_cast<int64_t>(metadata.points.points())));
  metadata.command = options.command, metadata.program_digest = folder.blocks_->head().program;
  metadata.execution = {{"threads", fmt::format("{}", threads)}};
  BlockWork work(study, *folder.blocks_, folder.older_ ? folder.results_file() : "", std::move(metadata));
  RunEnd end;
  end.blocks = work.n_blocks();
  for (bool written = false; !written;) {
    bool const runs = options.missing == RunOptions::Missing::run;
    end.stopped = runs && !work.run_blocks(threads, options.share, options.progress);
    folder.blocks_->refresh();
    end.blocks_done = work.n_done();
    if (end.stopped || end.blocks_done < end.blocks || options.share.rank.number > 0) return end;
    try {
      written = work.write_results(folder.results_file());  // false: a block was damaged
      if (!written && !runs) return end;
    } catch (FileTaken const&) {
      written = others_have_written(folder.results_file(), folder.blocks_->head());
    } catch (FileError const& e) {
      throw FileError(fmt::format("{}; the finished blocks are kept: make room, then run tributer resume {}", e.what(),
                                  folder.folder_.string()));
    }
  }
  end.results.emplace(folder.results_file());
  end.failures = end.results->file().failures();
  return end;
}

std::optional<Results> run(Study& study, std::filesystem::path const& folder, RunOptions const& options,
                           OlderResults older) {
  EnsembleFolder ensemble(study, folder, older);
  return run_ensemble(study, ensemble, options).results;
}

void copy_blocks(std::vector<std::filesystem::path> const& from, std::filesystem::path const& folder) {
  std::error_code error;
  std::optional<BlockHead> first = head_of_blocks(folder / "blocks");
  for (auto const& other : from) {
    auto const head = head_of_blocks(other / "blocks");
    if (!head) throw FileError(fmt::format("{}: there are no finished blocks in this folder", other.string()));
    if (!first) first = head;
    if (head->study != first->study || head->program != first->program)
      throw FileError(
          fmt::format("{}: its blocks are of another study, of other settings or of another build than those "
                      "of the other folders",
                      other.string()));
  }
  auto const into = folder / "blocks";
  std::filesystem::create_directories(into, error);
  for (auto const& other : from) {
    if (std::filesystem::equivalent(other, folder, error)) continue;
    for (auto const& entry : std::filesystem::directory_iterator(other / "blocks", error)) {
      std::error_code none;
      bool const is_file = std::filesystem::is_regular_file(entry.symlink_status(none));
      if (!is_file || entry.path().extension() != block_file_ending) continue;
      auto const target = into / entry.path().filename();
      // A file may have grown since it was copied.
      if (std::filesystem::exists(target, none) && std::filesystem::file_size(target, none) >= entry.file_size(none))
        continue;
      auto part = target;
      part += ".part";
      std::filesystem::copy_file(entry.path(), part, std::filesystem::copy_options::overwrite_existing, error);
      if (!error) std::filesystem::rename(part, target, error);
      if (error)
        throw FileError(
            fmt::format("{}: cannot be copied to {}: {}", entry.path().string(), target.string(), error.message()));
    }
  }
}

std::optional<BlockHead> ensemble_in(std::filesystem::path const& folder) {
  // Unfinished blocks beside results are of the same ensemble, enlarged.
  if (auto unfinished = head_of_blocks(folder / "blocks")) return unfinished;
  std::error_code none;
  if (!std::filesystem::exists(folder / "results.h5", none)) return std::nullopt;
  return ResultsBlocks(folder / "results.h5").head();
}

}  // namespace tributer
