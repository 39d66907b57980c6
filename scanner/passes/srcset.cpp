// https://html.spec.whatwg.org/#parse-a-srcset-attribute
#include <optional>
#include <string_view>
#include <vector>

#include "scanner/base/strings.h"
#include "scanner/passes/resources.h"

namespace pagescan {
namespace {

bool is_all_digits(std::string_view text) {
  if (text.empty()) return false;
  for (const char c : text) {
    if (!is_ascii_digit(c)) return false;
  }
  return true;
}

bool has_nonzero_digit(std::string_view text) {
  return find_one_of(text, "123456789") != std::string_view::npos;
}

// Takes ASCII digits off the front of `text`; whether there were any.
bool take_digits(std::string_view& text) {
  size_t count = 0;
  while (count < text.size() && is_ascii_digit(text[count])) ++count;
  text.remove_prefix(count);
  return count > 0;
}

// Whether `text` is a valid floating-point number that is not negative
// (https://html.spec.whatwg.org/#valid-floating-point-number).
bool is_density(std::string_view text) {
  const bool minus = text.starts_with('-');
  if (minus) text.remove_prefix(1);
  const std::string_view mantissa = text.substr(0, text.find_first_of("eE"));
  if (minus && has_nonzero_digit(mantissa)) return false;
  const bool whole = take_digits(text);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (!take_digits(text)) return false;
  } else if (!whole) {
    return false;
  }
  if (text.empty()) return true;
  if (text.front() != 'e' && text.front() != 'E') return false;
  text.remove_prefix(1);
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return take_digits(text) && text.empty();
}

// The descriptor parser: what the descriptors of one candidate come to.
class Descriptors {
 public:
  void add(std::string_view descriptor) {
    const std::string_view number = descriptor.substr(0, descriptor.size() - 1);
    const bool integer = is_all_digits(number);
    switch (descriptor.back()) {
      case 'w':
        valid_ = valid_ && integer && has_nonzero_digit(number) && !width_ &&
                 !density_;
        width_ = true;
        break;
      case 'x':
        valid_ =
            valid_ && is_density(number) && !width_ && !density_ && !height_;
        density_ = true;
        break;
      case 'h':
        valid_ = valid_ && integer && has_nonzero_digit(number) && !height_ &&
                 !density_;
        height_ = true;
        break;
      default:
        valid_ = false;
    }
  }

  bool are_valid() const { return valid_ && (!height_ || width_); }

 private:
  bool valid_ = true;
  bool width_ = false;
  bool density_ = false;
  bool height_ = false;  // reserved for the future by the Standard
};

// The descriptor tokenizer, from `at` to behind the ',' that ends the candidate
// or to the end.
Descriptors take_descriptors(std::string_view srcset, size_t& at) {
  Descriptors descriptors;
  size_t begin = at;
  bool in_parens = false;
  const auto end_descriptor = [&] {
    if (at > begin) descriptors.add(srcset.substr(begin, at - begin));
    begin = at + 1;
  };
  for (; at < srcset.size(); ++at) {
    const char c = srcset[at];
    if (in_parens) {
      in_parens = c != ')';
    } else if (is_ascii_whitespace(c)) {
      end_descriptor();
    } else if (c == ',') {
      end_descriptor();
      ++at;
      return descriptors;
    } else {
      in_parens = c == '(';
    }
  }
  end_descriptor();
  return descriptors;
}

}  // namespace

std::vector<std::string_view> srcset_urls(std::string_view srcset) {
  std::vector<std::string_view> urls;
  size_t at = 0;
  while (true) {
    while (at < srcset.size() &&
           (is_ascii_whitespace(srcset[at]) || srcset[at] == ',')) {
      ++at;
    }
    if (at == srcset.size()) return urls;
    const size_t begin = at;
    while (at < srcset.size() && !is_ascii_whitespace(srcset[at])) ++at;
    std::string_view url = srcset.substr(begin, at - begin);
    if (url.ends_with(',')) {
      while (url.ends_with(',')) url.remove_suffix(1);
      urls.push_back(url);
    } else if (take_descriptors(srcset, at).are_valid()) {
      urls.push_back(url);
    }
  }
}

}  // namespace pagescan
