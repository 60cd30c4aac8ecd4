#include "tributer/output/results_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "results_schema.hpp"
#include "tributer/core/check.hpp"

namespace tributer {
namespace {

std::filesystem::path final_path(std::filesystem::path const& folder) { return folder / "results.h5"; }
std::filesystem::path part_path(std::filesystem::path const& folder) { return folder / "results.h5.part"; }

/// Waits until a file or folder is on the disk.
void bring_to_disk(std::filesystem::path const& path) {
  int const descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  bool const done = descriptor >= 0 && ::fsync(descriptor) == 0;
  int const reason = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!done)
    throw FileError(fmt::format("{}: cannot be brought to the disk: {}", path.string(), std::strerror(reason)));
}

/// The panel of one run as columns, ready for the file.
struct PanelColumns {
  std::vector<int32_t> row_size, arm, replicate;
  std::vector<int64_t> person;
  std::vector<int32_t> month;
  std::vector<int32_t> index[std::size(panel_axes)];
  std::vector<int64_t> income, cash, debt;
};

PanelColumns to_columns(std::vector<PanelRow> const& rows, size_t arm, size_t replicate) {
  PanelColumns columns;
  for (size_t i = 0; i < rows.size(); ++i) {
    PanelRow const& row = rows[i];
    if (i == 0 || row.person != rows[i - 1].person) {
      columns.row_size.push_back(0);
      columns.arm.push_back(static_cast<int32_t>(arm));
      columns.replicate.push_back(static_cast<int32_t>(replicate));
      columns.person.push_back(static_cast<int64_t>(row.person));
    }
    ++columns.row_size.back();
    columns.month.push_back(row.month);
    int32_t const indices[] = {row.area, row.livelihood, row.rank, row.sex, row.origin};
    for (size_t axis = 0; axis < std::size(panel_axes); ++axis) columns.index[axis].push_back(indices[axis]);
    columns.income.push_back(row.income_cents);
    columns.cash.push_back(row.cash_cents);
    columns.debt.push_back(row.debt_cents);
  }
  return columns;
}

void append_panel(Hdf5File& file, PanelColumns const& columns, uint64_t first_row, uint64_t first_person) {
  auto const append = [&file](std::string const& name, uint64_t at, auto const& values) {
    file.grow("/panel/" + name, at + values.size());
    file.write("/panel/" + name, {{at}, {values.size()}}, values);
  };
  file.grow("/panel/trajectory", first_person + columns.person.size());
  file.grow("/panel/obs", first_row + columns.month.size());
  append("row_size", first_person, columns.row_size);
  append("arm_index", first_person, columns.arm);
  append("replicate", first_person, columns.replicate);
  append("person", first_person, columns.person);
  append("month", first_row, columns.month);
  for (size_t axis = 0; axis < std::size(panel_axes); ++axis) {
    append(std::string(panel_axes[axis]) + "_index", first_row, columns.index[axis]);
  }
  append("income_cents", first_row, columns.income);
  append("cash_cents", first_row, columns.cash);
  append("debt_cents", first_row, columns.debt);
}

}  // namespace

ResultsFile::ResultsFile(std::filesystem::path const& folder, ResultsMetadata metadata, ResultsLayout layout)
    : folder_(folder), metadata_(std::move(metadata)), layout_(std::move(layout)) {
  check(!metadata_.arms.empty() && metadata_.replicates > 0 && metadata_.months > 0,
        "a study has arms, replicates and months");
  check(metadata_.presence.empty() || metadata_.presence.size() == metadata_.arms.size(),
        "presence is known for every arm");
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (error) throw FileError(fmt::format("{}: cannot be created: {}", folder_.string(), error.message()));
  file_ = std::make_unique<Hdf5File>(part_path(folder_), Hdf5File::Access::create);
  try {
    write_schema(*file_, metadata_, layout_);
  } catch (...) {
    file_.reset();
    std::filesystem::remove(part_path(folder_), error);
    throw;
  }
}

ResultsFile::~ResultsFile() {
  if (file_ == nullptr) return;
  file_.reset();
  std::error_code ignored;
  std::filesystem::remove(part_path(folder_), ignored);
}

void ResultsFile::write_run(size_t arm, size_t replicate, RunRecord record) {
  size_t const n_arms = metadata_.arms.size();
  check(arm < n_arms && replicate < static_cast<size_t>(metadata_.replicates),
        "a run belongs to an arm and a replicate");
  bool const first_time =
      replicate * n_arms + arm >= written_ && waiting_.emplace(std::pair(replicate, arm), std::move(record)).second;
  check(first_time, "a run is written once");
  while (!waiting_.empty() && waiting_.begin()->first == std::pair(written_ / n_arms, written_ % n_arms)) {
    write_in_order(written_ % n_arms, written_ / n_arms, waiting_.begin()->second);
    waiting_.erase(waiting_.begin());
    ++written_;
  }
}

void ResultsFile::write_in_order(size_t arm, size_t replicate, RunRecord const& record) {
  check(record.variables.size() == layout_.variables.size(), "a run records every variable of the layout");
  for (size_t i = 0; i < layout_.variables.size(); ++i) {
    Variable const& variable = layout_.variables[i];
    Block block{{arm, replicate, 0}, {1, 1, static_cast<uint64_t>(metadata_.months)}};
    for (std::string const& name : variable.axes) {
      for (Axis const& axis : layout_.axes) {
        if (axis.name == name) block.count.push_back(axis.labels.size());
      }
    }
    block.offset.resize(block.count.size(), 0);
    if (variable.kind == Variable::Kind::integer) {
      file_->write(variable_path(variable), block, record.variables[i].integers);
    } else {
      file_->write(variable_path(variable), block, record.variables[i].reals);
    }
  }
  Block const cell{{arm, replicate}, {1, 1}};
  file_->write("/diagnostics/seconds", cell, std::span(&record.seconds, 1));
  file_->write("/diagnostics/miner_months", cell, std::span(&record.miner_months, 1));
  file_->write("/diagnostics/ledger_residual_cents", cell, std::span(&record.ledger_residual_cents, 1));
  check(record.seconds_per_process.size() == metadata_.processes.size(), "a run times every process");
  file_->write("/diagnostics/seconds_per_process", {{arm, replicate, 0}, {1, 1, metadata_.processes.size()}},
               record.seconds_per_process);
  if (record.panel.empty()) return;
  PanelColumns const columns = to_columns(record.panel, arm, replicate);
  append_panel(*file_, columns, panel_rows_, panel_people_);
  panel_rows_ += columns.month.size();
  panel_people_ += columns.person.size();
}

void ResultsFile::finish() {
  check(file_ != nullptr, "a results file is finished once");
  check(written_ == metadata_.arms.size() * static_cast<size_t>(metadata_.replicates),
        "a finished results file has all runs");
  int32_t const complete = 1;
  file_->set_attribute("/", "complete", std::span(&complete, 1));
  file_->close();
  bring_to_disk(part_path(folder_));
  std::error_code error;
  std::filesystem::rename(part_path(folder_), final_path(folder_), error);
  if (error) throw FileError(fmt::format("{}: cannot be renamed: {}", part_path(folder_).string(), error.message()));
  file_.reset();
  bring_to_disk(folder_);
}

}  // namespace tributer
