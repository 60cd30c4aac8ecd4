// A planted data race: two threads add to one plain integer. Without the argument `fixed`
// the thread sanitizer must report it; with it (an atomic integer, same threads) it must be silent.
#include <atomic>
#include <cstdio>
#include <string_view>
#include <thread>

namespace {

template <class Integer>
void add_from_two_threads(Integer& total) {
  auto const add = [&total] {
    for (int i = 0; i < 1000; ++i) total += 1;
  };
  std::jthread const first(add);
  std::jthread const second(add);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "fixed") {
    std::atomic<int> total = 0;
    add_from_two_threads(total);
    std::printf("%d\n", total.load());
    return total == 2000 ? 0 : 1;
  }
  int total = 0;
  add_from_two_threads(total);
  std::printf("%d\n", total);
  return 0;
}
