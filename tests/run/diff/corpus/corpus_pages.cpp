#include "tests/run/diff/corpus/corpus_pages.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "tests/support/process.h"
#include "tests/support/shared_data.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

#if defined(__SANITIZE_ADDRESS__)
constexpr size_t kFewer = 20;
#elif defined(__has_feature)
constexpr size_t kFewer = __has_feature(address_sanitizer) != 0 ? 20 : 1;
#else
constexpr size_t kFewer = 1;
#endif

constexpr const char* kCorpora[] = {"articles", "forms"};

fs::path archive_of(const std::string& corpus) {
  return shared_data("corpus/" + corpus + ".tar.xz");
}

std::string bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  return bytes.str();
}

void add_pages(const std::string& corpus, std::vector<CorpusPage>& pages) {
  const TempDir folder;
  const ProgramOutcome tar = run_program(
      {{"tar", "--extract", "--xz", "--file", archive_of(corpus).string(),
        "--directory", folder.path().string()}});
  if (tar.exit_code != 0) throw std::runtime_error(tar.err);
  const fs::path root = folder.path() / corpus;
  const json index = fs::exists(root / "index.json")
                         ? json::parse(bytes_of(root / "index.json"))
                         : json::object();
  for (const auto& entry : fs::directory_iterator(root / "html")) {
    if (entry.path().extension() != ".html") continue;
    const std::string name = entry.path().filename().string();
    const json known = index.value("html/" + name, json::object());
    pages.push_back({corpus + "/" + name,
                     known.value("url", "https://www.example.com/a/b"),
                     bytes_of(entry.path())});
  }
}

}  // namespace

bool has_corpora() {
  return std::ranges::all_of(kCorpora, [](const char* corpus) {
    return fs::exists(archive_of(corpus));
  });
}

std::vector<CorpusPage> corpus_pages(size_t count) {
  std::vector<CorpusPage> all;
  for (const char* corpus : kCorpora) add_pages(corpus, all);
  std::ranges::sort(all, {}, &CorpusPage::name);
  const size_t wanted = std::max<size_t>(count / kFewer, 1);
  std::vector<CorpusPage> chosen;
  for (size_t i = 0; i < wanted && i < all.size(); ++i) {
    chosen.push_back(std::move(all[i * all.size() / wanted]));
  }
  return chosen;
}

}  // namespace pagescan::test
