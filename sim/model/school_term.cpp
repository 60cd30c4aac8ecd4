#include "tributer/model/school_term.hpp"

namespace tributer {

Doing decide(Luck const& luck, uint32_t month, uint64_t id, Sex sex, int children, Bounds const& bounds) {
  Doing doing;
  PhiloxBlock words{};
  for (int child = 0; child < children; ++child) {
    if (child % children_a_draw == 0)
      words = luck.block(id, month, streams::school, static_cast<uint16_t>(first_draw[sex] + child / children_a_draw));
    float const draw = Luck::to_uniform(words[static_cast<std::size_t>(child % children_a_draw)]);
    bool const mining = draw >= bounds[2];
    doing.out = static_cast<uint8_t>(doing.out + (draw >= bounds[0] ? 1 : 0));
    doing.other = static_cast<uint8_t>(doing.other + (draw >= bounds[1] && !mining ? 1 : 0));
    doing.mining = static_cast<uint8_t>(doing.mining + (mining ? 1 : 0));
  }
  return doing;
}

}  // namespace tributer
