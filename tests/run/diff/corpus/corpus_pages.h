// The pages of the corpora, where they are there. Owns what it unpacks, for the
// time of a call.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace pagescan::test {

struct CorpusPage {
  std::string name;  // "forms/12.html"
  std::string url;
  std::string bytes;
};

/// Whether the corpora lie beside the repository.
bool has_corpora();

/// About `count` pages of the two corpora, spread evenly; few under sanitizers.
std::vector<CorpusPage> corpus_pages(size_t count);

}  // namespace pagescan::test
