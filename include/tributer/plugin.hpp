#pragma once
// Headers for plug-ins. A plug-in is a livelihood, an instrument, an observable or a process in a file of its own.
//
//   tributer::Registry registry = tributer::built_in_registry();
//   registry.instrument<FuelSubsidy>("fuel_subsidy", "part of the price of fuel is paid", {"share = 0.3\n"});
//   tributer::Study study("fuel.toml", {}, registry);
#include "tributer/model/effects.hpp"
#include "tributer/model/programme.hpp"
#include "tributer/model/registry.hpp"
