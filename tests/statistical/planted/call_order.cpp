// The planted fault for the pairing test: this engine was built with draws that depend on the order of calls. Arms then
// share only their start, and pairing must have no gain.
#include <cstdio>

#include "../pairing.hpp"

uint64_t tributer::planted_call_number() {
  static thread_local uint64_t calls = 0;
  return ++calls;
}

int main() {
  auto const study = lab::open_pairing_study();
  auto const paths = lab::run_arms(*study.model, {"baseline", "full"}, 10, lab::three_years_on + 1);
  double const total = lab::gain(paths[1], paths[0], 3, lab::three_years_on),
               far = lab::gain(paths[1], paths[0], 2, lab::last_of_presence);
  std::printf("draws in call order: gain from pairing, miners in total x%.2f, far ring x%.2f\n", total, far);
  return total < 2.5 && far < 2.5 ? 0 : 1;
}
