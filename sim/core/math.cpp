#include "tributer/core/math.hpp"

namespace tributer::math {

double exp(double x) {
  x = x < -700.0 ? -700.0 : (x > 700.0 ? 700.0 : x);
  double const scaled = x * 1.4426950408889634;
  int64_t const n = static_cast<int64_t>(scaled + (scaled < 0 ? -0.5 : 0.5));
  double const k = static_cast<double>(n);
  double const r = (x - k * 6.93145751953125e-1) - k * 1.42860682030941723212e-6;
  double term = 1.0, sum = 1.0;
  for (int i = 1; i <= 14; ++i) {
    term = term * r / static_cast<double>(i);
    sum = sum + term;
  }
  return sum * std::bit_cast<double>((n + 1023) << 52);
}

double log(double x) {
  int64_t const bits = std::bit_cast<int64_t>(x);
  int64_t const n = (bits - 0x3fe6a09e667f3bcd) >> 52;
  double const m = std::bit_cast<double>(bits - (n << 52));
  double const s = (m - 1.0) / (m + 1.0);
  double const z = s * s;
  double p = 0.0;
  for (int i = 21; i >= 3; i -= 2) p = (p + 2.0 / static_cast<double>(i)) * z;
  double const k = static_cast<double>(n);
  return k * 6.93145751953125e-1 + (s * 2.0 + (s * p + k * 1.42860682030941723212e-6));
}

double logistic(double x) { return x >= 0 ? 1.0 / (1.0 + exp(-x)) : exp(x) / (1.0 + exp(x)); }

namespace {
/// By the IEEE standard, std::sqrt gives the same bits everywhere.
float square_root(float x) { return __builtin_sqrtf(x); }
double square_root(double x) { return __builtin_sqrt(x); }
}  // namespace

double sin_degrees(double degrees) {
  constexpr double radians_per_degree = 0.017453292519943295;
  if (degrees > 90.0) degrees = 180.0 - degrees;
  if (degrees < -90.0) degrees = -180.0 - degrees;
  double const x = degrees * radians_per_degree, z = x * x;
  double term = x, sum = x;
  for (int i = 2; i <= 24; i += 2) {
    term = -term * z / static_cast<double>(i * (i + 1));
    sum = sum + term;
  }
  return sum;
}

/// The angle is halved twice by sin(a/2) = sin(a) / sqrt(2 (1 + cos a)), so that a short series is enough.
double arcsin(double x) {
  x = x < 0.0 ? 0.0 : (x > 1.0 ? 1.0 : x);
  for (int halving = 0; halving < 2; ++halving) x = x / square_root(2.0 * (1.0 + square_root((1.0 - x) * (1.0 + x))));
  double const z = x * x;
  double power = x, sum = x;
  for (int i = 1; i <= 40; i += 2) {
    power = power * z * static_cast<double>(i) / static_cast<double>(i + 1);
    sum = sum + power / static_cast<double>(i + 2);
  }
  return 4.0 * sum;
}

float inverse_normal(float p) {
  float const q = p - 0.5f;
  if (q >= -0.425f && q <= 0.425f) {
    float const r = 0.180625f - q * q;
    return q * (((59.109374720f * r + 159.29113202f) * r + 50.434271938f) * r + 3.3871327179f) /
           (((67.187563600f * r + 78.757757664f) * r + 17.895169469f) * r + 1.0f);
  }
  float const tail = q < 0 ? p : 1.0f - p;
  float r = square_root(-log(tail));
  float z = 0;
  if (r <= 5.0f) {
    r = r - 1.6f;
    z = (((0.17023821103f * r + 1.3067284816f) * r + 2.7568153900f) * r + 1.4234372777f) /
        ((0.12021132975f * r + 0.73700164250f) * r + 1.0f);
  } else {
    r = r - 5.0f;
    z = (((0.017337203997f * r + 0.42868294337f) * r + 3.0812263860f) * r + 6.6579051150f) /
        ((0.012258202635f * r + 0.24197894225f) * r + 1.0f);
  }
  return q < 0 ? -z : z;
}

}  // namespace tributer::math
