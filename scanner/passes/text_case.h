// Upper-casing of words for headings: Unicode's full, untailored mapping (sharp
// s becomes SS), as ECMAScript's toUpperCase has it. One thread at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct UCaseMap;

namespace pagescan {

class UpperCaser {
 public:
  UpperCaser();
  ~UpperCaser();
  UpperCaser(const UpperCaser&) = delete;
  UpperCaser& operator=(const UpperCaser&) = delete;

  /// `text`, well-formed UTF-8, in upper case. Good until the next call.
  std::string_view operator()(std::string_view text);

 private:
  bool map_unicode(std::string_view text);

  struct CloseCaseMap {
    void operator()(UCaseMap* map) const;
  };
  std::unique_ptr<UCaseMap, CloseCaseMap> map_;  // opened when first needed
  std::string buffer_;
};

}  // namespace pagescan
