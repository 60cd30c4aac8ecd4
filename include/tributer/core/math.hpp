#pragma once
// exp, log, sine and the inverse normal, computed only with + - x / and integer operations. Operations are never fused,
// and libm is not used, so every compiler, processor and vector width gives the same bits. The relative error is below
// 2e-7 (float) and 1e-14 (double). The caller must keep arguments within the stated ranges.
#include <bit>
#include <cstdint>

namespace tributer::math {

inline constexpr double ln_2 = 0.6931471805599453;

/// e^x for |x| <= 87 (clamped outside).
inline float exp(float x) {
  x = x < -87.0f ? -87.0f : (x > 87.0f ? 87.0f : x);
  float const scaled = x * 1.44269504f;
  int32_t const n = static_cast<int32_t>(scaled + (scaled < 0 ? -0.5f : 0.5f));
  float const k = static_cast<float>(n);
  float const r = (x - k * 0.693359375f) - k * -2.12194440e-4f;
  float p = 1.0f / 5040.0f;
  p = p * r + 1.0f / 720.0f;
  p = p * r + 1.0f / 120.0f;
  p = p * r + 1.0f / 24.0f;
  p = p * r + 1.0f / 6.0f;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  return p * std::bit_cast<float>((n + 127) << 23);
}

/// ln x for normal positive x. With m in [sqrt(1/2), sqrt(2)): ln m = 2 atanh((m-1)/(m+1)).
inline float log(float x) {
  int32_t const bits = std::bit_cast<int32_t>(x);
  int32_t const n = (bits - 0x3f3504f3) >> 23;
  float const m = std::bit_cast<float>(bits - (n << 23));
  float const s = (m - 1.0f) / (m + 1.0f);
  float const z = s * s;
  float p = 2.0f / 9.0f;
  p = p * z + 2.0f / 7.0f;
  p = p * z + 2.0f / 5.0f;
  p = p * z + 2.0f / 3.0f;
  float const k = static_cast<float>(n);
  return k * 0.693359375f + (s * 2.0f + (s * z * p + k * -2.12194440e-4f));
}

double exp(double x);  ///< |x| <= 700 (clamped outside)
double log(double x);  ///< normal positive x
inline double power(double base, double exponent) { return exp(exponent * log(base)); }
double logistic(double x);

double sin_degrees(double degrees);  ///< |degrees| <= 180
inline double cos_degrees(double degrees) { return sin_degrees(90.0 - (degrees < 0 ? -degrees : degrees)); }
double arcsin(double x);  ///< radians, 0 <= x <= 1 (clamped outside)

/// Inverse of the standard normal distribution function (Wichura 1988, AS 241, PPND7).
float inverse_normal(float p);

/// Inverse of the standard Gumbel distribution function.
inline float gumbel(float p) { return -log(-log(p)); }

}  // namespace tributer::math
