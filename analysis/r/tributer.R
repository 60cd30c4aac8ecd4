# Runs `tributer` from R, and opens its results. Needs the package ncdf4 (Debian: r-cran-ncdf4).
#   source("analysis/r/tributer.R")
#   results <- tributer_run("scenarios/crackdown.toml", set = list(choice.move_cost = 2), replicates = 4)
#   tributer_table(results, "leakage_net")                    # a data frame: point, arm, replicate, value, settings
#   tributer_estimate(results, "leakage_net", "with_force")   # by point, as `tributer compare` computes it
#   tributer_evaluate("scenarios/crackdown.toml", data.frame(choice.move_cost = c(1, 2)), "leakage_net", "with_force")
# The program is the option tributer.program, or the environment variable TRIBUTER, or `tributer` on the PATH.
library(ncdf4)

tributer_program <- function() {
  name <- getOption("tributer.program", Sys.getenv("TRIBUTER", "tributer"))
  found <- Sys.which(name)
  if (!nzchar(found)) stop(name, ": the program is not there; set TRIBUTER, or add it to PATH", call. = FALSE)
  unname(found)
}

# Runs a study and returns its opened results. `set` changes values by their address. The folder `out` keeps the results.
# Other arguments are options of `tributer run` with a value: replicates, months, points, threads, outcome.
tributer_run <- function(study, set = list(), out = NULL, ..., uncertain = FALSE, replace = FALSE) {
  folder <- if (is.null(out)) tempfile("tributer-") else out
  if (is.null(out)) on.exit(unlink(folder, recursive = TRUE))
  text <- function(x) {
    if (is.logical(x)) tolower(as.character(x)) else if (is.numeric(x)) format(x, digits = 17, trim = TRUE) else x
  }
  arguments <- c("run", study, "-o", folder, "--quiet")
  for (address in names(set)) arguments <- c(arguments, "--set", paste0(address, "=", text(set[[address]])))
  options <- list(...)
  for (option in names(options)) {
    arguments <- c(arguments, paste0("--", option), format(options[[option]], scientific = FALSE))
  }
  arguments <- c(arguments, if (uncertain) "--uncertain", if (replace) "--replace")
  said <- tempfile()
  on.exit(unlink(said), add = TRUE)
  code <- system2(tributer_program(), shQuote(arguments), stdout = FALSE, stderr = said)
  message <- if (file.exists(said)) paste(readLines(said, warn = FALSE), collapse = "\n") else ""
  if (code == 70 && grepl("failed: point", message, fixed = TRUE)) {
    warning(message, call. = FALSE)  # results were written, and some of their runs are missing
  } else if (code != 0) {
    stop(if (nzchar(message)) message else paste("tributer ended with code", code), call. = FALSE)
  }
  tributer_open(folder)
}

# Opens results: a results file, or the folder of a run. The list has `settings` (a data frame, one row for each point;
# point 0 is the study as it is written), `outcomes` (what defines each outcome), the names `arms` and `baseline`, and the
# arrays value and given [replicate, arm, outcome, point] and numerator and denominator [replicate, reference, arm,
# outcome, point].
tributer_open <- function(path) {
  if (dir.exists(path)) path <- file.path(path, "results.h5")
  if (!file.exists(path)) stop(path, ": there are no results; run the study to its end", call. = FALSE)
  file <- nc_open(path)
  on.exit(nc_close(file))
  get <- function(name) ncvar_get(file, name, collapse_degen = FALSE)
  results <- list(arms = as.vector(get("arm")), baseline = ncatt_get(file, 0, "baseline")$value)
  if (!nzchar(results$baseline)) results$baseline <- results$arms[1]
  columns <- c("outcome", "question", "label", "unit", "form", "better", "shown", "scale")
  results$outcomes <- as.data.frame(lapply(setNames(columns, columns),
                                           function(column) as.vector(get(paste0("outcomes/", column)))))
  has_points <- "points/value" %in% names(file$var)
  if (has_points) {
    texts <- t(matrix(get("points/setting"), ncol = length(get("points/point"))))
    results$settings <- data.frame(point = as.vector(get("points/point")))
    addresses <- as.vector(get("points/parameter"))
    for (k in seq_along(addresses)) results$settings[[addresses[k]]] <- type.convert(texts[, k], as.is = TRUE)
  } else {
    results$settings <- data.frame(point = 0L)
  }
  names_of <- list(arm = results$arms, outcome = results$outcomes$outcome, point = results$settings$point)
  for (name in c("value", "given", "numerator", "denominator")) {
    at_study <- get(paste0("outcomes/", name))
    pairs <- if (length(dim(at_study)) == 4) list(reference = results$arms)
    replicates <- list(replicate = seq_len(dim(at_study)[1]) - 1)
    all <- if (has_points) get(paste0("points/", name)) else at_study
    all[seq_along(at_study)] <- at_study  # point 0
    all[is.nan(all)] <- NA
    labels <- c(replicates, pairs, names_of)
    results[[name]] <- array(all, lengths(labels), labels)
  }
  results
}

# A data frame with one row for each point, arm and replicate: the value of an outcome, and what the point sets.
tributer_table <- function(results, outcome) {
  value <- results$value[, , outcome, , drop = FALSE]
  table <- expand.grid(replicate = as.integer(dimnames(value)$replicate), arm = results$arms,
                       point = results$settings$point, stringsAsFactors = FALSE)
  table$value <- as.vector(value)
  table <- table[, c("point", "arm", "replicate", "value")]
  cbind(table, results$settings[match(table$point, results$settings$point), -1, drop = FALSE], row.names = NULL)
}

# An outcome of an arm by point, over all replicates and against the baseline; of the baseline itself, its level.
tributer_estimate <- function(results, outcome, arm) {
  if (!outcome %in% results$outcomes$outcome) stop("there is no outcome '", outcome, "'", call. = FALSE)
  if (!arm %in% results$arms) stop("there is no arm '", arm, "'", call. = FALSE)
  row <- results$outcomes[results$outcomes$outcome == outcome, ]
  n_points <- nrow(results$settings)
  totals <- function(name, reference) matrix(results[[name]][, reference, arm, outcome, ], ncol = n_points)
  n <- totals("numerator", arm); n0 <- totals("numerator", results$baseline)
  d <- totals("denominator", arm); d0 <- totals("denominator", results$baseline)
  mean_of <- function(x) colMeans(x, na.rm = TRUE)
  level <- ifelse(d == 0, NA, n / d); level0 <- ifelse(d0 == 0, NA, n0 / d0)
  rise <- mean_of(n - n0); added <- mean_of(d - d0)
  found <- if (row$form == "level") {
    mean_of(if (arm == results$baseline) level else level - level0)
  } else if (arm == results$baseline) {
    rep(NA_real_, n_points)
  } else {
    switch(row$form, percent_change = mean_of(n) / mean_of(n0) - 1, percent_of_baseline = mean_of(n) / mean_of(n0),
           own_share = mean_of(n) / mean_of(d), baseline_share = mean_of(n0) / mean_of(d), displaced = -rise / added,
           per_addition = ifelse(added > 0, rise / added, NA))
  }
  given <- matrix(results$given[, arm, outcome, ], ncol = n_points)
  found[!is.finite(found) | colSums(given != 0, na.rm = TRUE) == 0] <- NA
  setNames(row$scale * found, results$settings$point)
}

# An outcome of an arm at points of your own: a data frame with one column for each address and one row for each point ->
# a vector. All points have the same luck and are run as one ensemble. The study must have no design.
tributer_evaluate <- function(study, points, outcome, arm, set = list(), ...) {
  table <- tempfile("tributer-", fileext = ".csv")
  on.exit(unlink(table))
  cells <- vapply(points, function(x) if (is.numeric(x)) sprintf("%.17g", x) else tolower(as.character(x)),
                  character(nrow(points)))
  writeLines(c(paste(names(points), collapse = ","),
               apply(matrix(cells, nrow = nrow(points)), 1, paste, collapse = ",")), table)
  results <- tributer_run(study, set = c(set, list(design.file = table)), outcome = outcome, ...)
  unname(tributer_estimate(results, outcome, arm)[-1])
}
