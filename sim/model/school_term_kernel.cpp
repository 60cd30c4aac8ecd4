// What the children of many households do, side by side. The decision for one household defines it (school_term.cpp).
#include "tributer/model/school_term.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/model/school_term_kernel.cpp"
#include <hwy/foreach_target.h>

#include "tributer/core/vector_math.hpp"

HWY_BEFORE_NAMESPACE();
namespace tributer {
namespace HWY_NAMESPACE {

/// The children of one sex of the households whose draws are `words`.
inline void decide(WordBlock const& words, SchoolTerm::OfSex& sex, std::size_t k) {
  Reals const d;
  Wholes const whole;
  hn::Rebind<uint8_t, Wholes> const byte;
  WholeV const children = hn::Load(whole, sex.children.data() + k), one = hn::Set(whole, 1);
  auto const bound = [&](std::size_t b) { return hn::Load(d, sex.bounds[b].data() + k); };
  RealV const school = bound(0), home = bound(1), work = bound(2);
  WholeV out = hn::Zero(whole), other = out, mining = out;
  for (int child = 0; child < children_a_draw; ++child) {
    RealV const draw = to_uniform(words.word[child]);
    auto const count = [&](WholeV& sum, RealMask doing) {
      auto const here = hn::Gt(children, hn::Set(whole, child));
      sum = hn::Add(sum, hn::IfThenElseZero(hn::And(here, hn::RebindMask(whole, doing)), one));
    };
    RealMask const mines = hn::Ge(draw, work);
    count(out, hn::Ge(draw, school));
    count(other, hn::AndNot(mines, hn::Ge(draw, home)));
    count(mining, mines);
  }
  hn::Store(hn::DemoteTo(byte, out), byte, sex.out.data() + k);
  hn::Store(hn::DemoteTo(byte, other), byte, sex.other.data() + k);
  hn::Store(hn::DemoteTo(byte, mining), byte, sex.mining.data() + k);
}

void decide_all(SchoolTerm& term, uint32_t month, uint64_t key) {
  Words const d;
  WordV const months = hn::Set(d, month);
  for (std::size_t k = 0; k < term.n; k += hn::Lanes(d)) {
    WordV const low = hn::Load(d, term.id_low.data() + k), high = hn::Load(d, term.id_high.data() + k);
    auto const draw = [&](Sex sex) { return philox(low, high, hn::Set(d, first_draw[sex]), months, key); };
    decide(draw(female), term.girls, k);
    decide(draw(male), term.boys, k);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace tributer
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tributer {
namespace {

HWY_EXPORT(decide_all);

}  // namespace

void SchoolTerm::decide(Luck const& luck, uint32_t month) {
  HWY_DYNAMIC_DISPATCH(decide_all)(*this, month, luck.key(streams::school));
}

}  // namespace tributer
#endif
