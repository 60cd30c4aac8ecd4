# Reads a results file in R: miners at work by arm and month, summed over the cleared places.
#   Rscript read_results.R RESULTS.h5        needs the package ncdf4
library(ncdf4)

file <- nc_open(commandArgs(trailingOnly = TRUE)[1])
arm <- ncvar_get(file, "arm")
ring <- ncvar_get(file, "area_ring")
miners <- ncvar_get(file, "working_miners", collapse_degen = FALSE)  # R turns the order around: area, time, replicate, arm
cleared <- miners[ring == "cleared", , , , drop = FALSE]
by_arm <- apply(cleared, c(2, 3, 4), sum)                            # time, replicate, arm
mean_by_arm <- apply(by_arm, c(1, 3), mean)
colnames(mean_by_arm) <- arm
print(round(mean_by_arm))
nc_close(file)
