// A curl_slist that owns itself. Not thread-safe.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>

namespace pagescan {

class CurlList {
 public:
  /// Left as it was where there is no memory.
  void append(const std::string& line) {
    curl_slist* const longer = curl_slist_append(list_.get(), line.c_str());
    if (longer == nullptr) return;
    static_cast<void>(list_.release());
    list_.reset(longer);
  }
  void clear() { list_.reset(); }
  /// Null where it is empty.
  curl_slist* get() const { return list_.get(); }

 private:
  struct Free {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  std::unique_ptr<curl_slist, Free> list_;
};

}  // namespace pagescan
