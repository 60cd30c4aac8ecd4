# Reads a results file in R: one outcome of each arm and replicate.
#   Rscript read_results.R RESULTS.h5 [OUTCOME]        needs the package ncdf4; the outcome is working_miners unless named
library(ncdf4)

arguments <- commandArgs(trailingOnly = TRUE)
wanted <- if (length(arguments) > 1) arguments[2] else "working_miners"
file <- nc_open(arguments[1])
row <- which(ncvar_get(file, "outcomes/outcome") == wanted)
value <- ncvar_get(file, "outcomes/value", collapse_degen = FALSE)  # R reverses the order: replicate, arm, outcome
by_arm <- matrix(value[, , row], nrow = dim(value)[1])
colnames(by_arm) <- ncvar_get(file, "arm")
cat(ncvar_get(file, "outcomes/label")[row], "in", ncvar_get(file, "outcomes/unit")[row], "\n")
print(by_arm)
nc_close(file)
