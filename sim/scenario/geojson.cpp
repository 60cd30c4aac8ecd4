// The only file that includes nlohmann/json. The text is read as a stream of events, so memory grows only with the
// number of positions, not with the other contents of the file.
#include "geojson.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "suggestion.hpp"

namespace tributer {
namespace {

constexpr std::size_t deepest = 64;
constexpr std::size_t most_others = 1000;  ///< number of other properties that are checked for misspelling
constexpr double largest_whole = 1e15;

/// What a list or object of the file contains.
enum class Part : uint8_t {
  collection,
  crs,
  crs_properties,
  features,
  feature,
  geometry,
  coordinates,
  properties,
  other
};

struct Bracket {
  Part part;
  std::string key;             ///< the last key that was read of an object
  std::set<std::string> keys;  ///< all keys of an object that is used
};

struct Feature {
  std::string type, id;
  Geometry geometry;
  std::vector<std::string> fields;
};

/// Replaces control characters, so that the text is one line.
std::string one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return text;
}

class FeatureReader final : public nlohmann::json::json_sax_t {
 public:
  FeatureReader(FileProblems problems, std::vector<std::string> columns, Areas areas)
      : problems_(std::move(problems)), columns_(std::move(columns)), areas_(areas), seen_(columns_.size(), false) {}

  bool null() override { return scalar(""); }
  bool boolean(bool value) override { return scalar(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override {
    return scalar(fmt::format("{}", value), static_cast<double>(value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return scalar(fmt::format("{}", value), static_cast<double>(value));
  }
  bool number_float(number_float_t value, std::string const& spelled) override {
    bool const whole = std::floor(value) == value && std::abs(value) < largest_whole;
    return scalar(whole ? fmt::format("{:.0f}", value) : spelled, value);
  }
  bool string(std::string& value) override { return scalar(one_line(std::move(value))); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(false); }
  bool start_array(std::size_t) override { return open(true); }
  bool end_array() override { return close(); }
  bool end_object() override { return close(); }

  bool key(std::string& name) override {
    Bracket& top = brackets_.back();
    top.key = one_line(std::move(name));
    if (top.part != Part::other && !top.keys.insert(top.key).second)
      problems_.fail(feature_number(), fmt::format("the key '{:.40}' occurs twice", top.key), "keep one of them");
    return true;
  }

  bool parse_error(std::size_t position, std::string const&, nlohmann::json::exception const& error) override {
    // "[json.exception.parse_error.101] parse error at line 1, column 2: what; last read: 'text'"
    std::string_view what = error.what();
    for (std::string_view const before : {"] ", ": "}) {
      std::size_t const at = what.find(before);
      if (at != std::string_view::npos) what.remove_prefix(at + before.size());
    }
    what = what.substr(0, what.find("; last read"));
    SourceText const& source = problems_.source();
    std::size_t const after = std::min(position, source.content().size());
    int const line = source.line_of(after > 0 ? after - 1 : 0);
    syntax_ = Problem{source.origin(line), one_line(fmt::format("not valid JSON: {:.200}", what)),
                      "correct the line (nothing after it was read)"};
    return false;
  }

  /// Reads the whole file. False if it is not a collection of features in degrees.
  bool read(ParameterBook& book) {
    bool const is_json = nlohmann::json::sax_parse(problems_.source().content(), this);
    if (syntax_) book.report(*syntax_);
    if (!is_json) return false;
    if (type_ != "FeatureCollection" || !has_features_) {
      problems_.fail(0, "the file is not a GeoJSON FeatureCollection",
                     "export the sites as a FeatureCollection of Points");
      return false;
    }
    bool const in_degrees = crs_.empty() || crs_.ends_with("CRS84") || crs_.ends_with("4326");
    if (!in_degrees)
      problems_.fail(0, fmt::format("the positions are in '{:.60}', not in degrees", crs_),
                     "export the sites in WGS 84 (EPSG:4326)");
    return in_degrees;
  }

  CsvTable table() {
    std::vector<std::string> header{"lon", "lat"};
    for (std::size_t k = 0; k < columns_.size(); ++k)
      if (seen_[k]) header.push_back(columns_[k]);
    for (auto& row : rows_) {
      std::vector<std::string> fields{std::move(row.fields[0]), std::move(row.fields[1])};
      for (std::size_t k = 0; k < columns_.size(); ++k)
        if (seen_[k]) fields.push_back(std::move(row.fields[k + 2]));
      fields.resize(header.size() + misspelled_.size());
      row.fields = std::move(fields);
    }
    header.insert(header.end(), misspelled_.begin(), misspelled_.end());
    return {std::move(problems_), std::move(header), std::move(rows_)};
  }

 private:
  Part part_of_next(bool list) {
    if (brackets_.empty()) return list ? Part::other : Part::collection;
    auto const& [part, key, keys] = brackets_.back();
    if (part == Part::collection && key == "features" && list) return Part::features;
    if (part == Part::collection && key == "crs" && !list) return Part::crs;
    if (part == Part::crs && key == "properties" && !list) return Part::crs_properties;
    if (part == Part::features && !list) return Part::feature;
    if (part == Part::feature && key == "geometry" && !list) return Part::geometry;
    if (part == Part::feature && key == "properties" && !list) return Part::properties;
    if ((part == Part::coordinates || (part == Part::geometry && key == "coordinates")) && list)
      return Part::coordinates;
    return Part::other;
  }

  bool open(bool list) {
    if (brackets_.size() == deepest) {
      problems_.fail(feature_number(), fmt::format("brackets nest deeper than {}", deepest),
                     "use fewer levels: a table of sites needs only a few");
      return false;
    }
    Part const next = part_of_next(list);
    if (next == Part::features) has_features_ = true;
    if (next == Part::feature) begin_feature();
    if (next == Part::coordinates) feature_.geometry.open();
    if (next == Part::other && !brackets_.empty()) nested_value();
    brackets_.push_back({next, {}, {}});
    return true;
  }

  bool close() {
    if (brackets_.back().part == Part::feature) end_feature();
    if (brackets_.back().part == Part::coordinates) feature_.geometry.close();
    brackets_.pop_back();
    return true;
  }

  /// Handles a list or object where a plain value is expected.
  void nested_value() {
    auto const& [part, key, keys] = brackets_.back();
    if (part == Part::features) not_a_feature();
    if (part == Part::coordinates) feature_.geometry.spoil();
    if (part == Part::properties && column_of(key))
      problems_.fail(n_features_, fmt::format("'{}' is a list or an object", key), "write a text or a number");
  }

  bool scalar(std::string text, std::optional<double> number = {}) {
    if (brackets_.empty()) return true;
    auto const& [part, key, keys] = brackets_.back();
    if (part == Part::collection && key == "type")
      type_ = std::move(text);
    else if (part == Part::crs_properties && key == "name")
      crs_ = std::move(text);
    else if (part == Part::features)
      not_a_feature();
    else if (part == Part::feature && key == "type")
      feature_.type = std::move(text);
    else if (part == Part::feature && key == "id")
      feature_.id = std::move(text);
    else if (part == Part::geometry && key == "type")
      feature_.geometry.set_type(std::move(text));
    else if (part == Part::coordinates && number)
      feature_.geometry.number(*number);
    else if (part == Part::coordinates)
      feature_.geometry.spoil();
    else if (part == Part::properties)
      property(key, std::move(text));
    return true;
  }

  void property(std::string const& key, std::string text) {
    if (auto const k = column_of(key)) {
      seen_[*k] = true;
      feature_.fields[*k + 2] = std::move(text);
    } else if (others_.size() < most_others && others_.insert(key).second && !closest(key, columns_).empty()) {
      misspelled_.insert(key);
    }
  }

  std::optional<std::size_t> column_of(std::string const& key) const {
    auto const at = std::find(columns_.begin(), columns_.end(), key);
    if (at == columns_.end()) return std::nullopt;
    return static_cast<std::size_t>(at - columns_.begin());
  }

  void begin_feature() {
    ++n_features_;
    feature_ = {};
    feature_.fields.resize(columns_.size() + 2);
  }

  void not_a_feature() {
    problems_.fail(++n_features_, "it is not an object of type Feature", "write each site as one Feature");
  }

  void end_feature() {
    if (feature_.type != "Feature") {
      problems_.fail(n_features_, fmt::format("its type is '{:.40}', not 'Feature'", feature_.type),
                     "write each site as one Feature");
      return;
    }
    auto const found = feature_.geometry.position(areas_);
    if (auto const* const fault = std::get_if<Geometry::Fault>(&found))
      return problems_.fail(n_features_, fault->what, fault->remedy);
    auto const [lon, lat] = std::get<Position>(found);
    feature_.fields[0] = fmt::format("{}", lon);
    feature_.fields[1] = fmt::format("{}", lat);
    auto const id = column_of("id");
    if (id && feature_.fields[*id + 2].empty() && !feature_.id.empty()) property("id", std::move(feature_.id));
    rows_.push_back({n_features_, std::move(feature_.fields)});
  }

  /// Number of the feature that is being read; 0 outside features.
  int feature_number() const { return brackets_.size() > 2 && brackets_[1].part == Part::features ? n_features_ : 0; }

  FileProblems problems_;
  std::vector<std::string> const columns_;
  Areas const areas_;
  std::optional<Problem> syntax_;
  std::vector<Bracket> brackets_;
  std::string type_, crs_;
  bool has_features_ = false;
  int n_features_ = 0;
  Feature feature_;
  std::vector<bool> seen_;
  std::set<std::string> others_, misspelled_;
  std::vector<CsvTable::Row> rows_;
};

}  // namespace

std::optional<CsvTable> read_geojson(SourcePointer source, std::vector<std::string> const& columns, Areas areas,
                                     ParameterBook& book) {
  std::vector<std::string> properties;
  for (auto const& column : columns)
    if (column != "lon" && column != "lat") properties.push_back(column);
  FeatureReader reader(FileProblems(std::move(source), FileProblems::Rows::features, book), std::move(properties),
                       areas);
  if (!reader.read(book)) return std::nullopt;
  return reader.table();
}

}  // namespace tributer
