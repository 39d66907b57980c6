#include "scanner/cli/output.h"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace pagescan {

void Output::CloseFile::operator()(std::FILE* file) const {
  if (file != stdout) std::fclose(file);
}

Result<Output> Output::open(const std::string& path) {
  if (path.empty()) {
    return Output({stdout, CloseFile{}}, "standard output");
  }
  std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "wb"));
  Output output(std::move(file), path);
  if (!output.file_) return output.unwritable();
  return output;
}

Result<void> Output::write(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) {
    return unwritable();
  }
  return {};
}

Result<void> Output::close() {
  if (std::fflush(file_.get()) != 0) return unwritable();
  if (file_.get() == stdout) return {};
  if (std::fclose(file_.release()) != 0) return unwritable();
  return {};
}

tl::unexpected<Error> Output::unwritable() const {
  return fail(ErrorCode::kOutputUnwritable,
              fmt::format("{}: can't write the report: {} (choose another "
                          "place with -o FILE)",
                          name_, std::generic_category().message(errno)));
}

Result<void> expect_unread(const std::vector<std::string>& outputs,
                           const std::vector<std::string>& inputs) {
  std::error_code ignored;
  for (const std::string& output : outputs) {
    for (const std::string& input : inputs) {
      if (!std::filesystem::equivalent(output, input, ignored)) continue;
      return fail(ErrorCode::kUsage,
                  fmt::format("{}: it is read as well: choose another place "
                              "with -o FILE",
                              output));
    }
  }
  return {};
}

}  // namespace pagescan
