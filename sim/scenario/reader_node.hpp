#pragma once
#include "document.hpp"

namespace tributer {

/// A table of a document with its address. `value` is null where the table is absent.
struct TableReader::Node {
  std::shared_ptr<Document> document;
  Value* value = nullptr;
  std::string address;
  std::string path;  ///< as the address, but without the names of entries: "arm[].instrument[]"
  Place place;       ///< of the table, or of the nearest one that exists
};

TableReader root_reader(std::shared_ptr<Document> document, ParameterBook& book);

}  // namespace tributer
