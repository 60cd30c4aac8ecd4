#pragma once
#include "document.hpp"

namespace tributer {

/// A table of a document, with its address. `value` is null if the table is absent.
struct TableReader::Node {
  std::shared_ptr<Document> document;
  Value* value = nullptr;
  std::string address;
  std::string path;  ///< like the address, but without the names of entries: "arm[].instrument[]"
  Place place;       ///< position of the table, or of the nearest table above it that exists
};

TableReader root_reader(std::shared_ptr<Document> document, ParameterBook& book);

}  // namespace tributer
