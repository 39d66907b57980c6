#include "tests/support/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>

namespace pagescan::test {
namespace {

[[noreturn]] void throw_error(int error, const char* what) {
  throw std::system_error(error, std::generic_category(), what);
}

// A file in memory: unlike a pipe it never blocks, however much is in it.
class MemoryFile {
 public:
  MemoryFile() : fd_(::memfd_create("pagescan-test", MFD_CLOEXEC)) {
    if (fd_ < 0) throw_error(errno, "memfd_create");
  }
  ~MemoryFile() { ::close(fd_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  int fd() const { return fd_; }

  void fill(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
      if (written < 0) throw_error(errno, "write");
      bytes.remove_prefix(static_cast<size_t>(written));
    }
    ::lseek(fd_, 0, SEEK_SET);
  }

  std::string content() const {
    ::lseek(fd_, 0, SEEK_SET);
    std::string bytes;
    std::array<char, 65536> chunk{};
    ssize_t got = 0;
    while ((got = ::read(fd_, chunk.data(), chunk.size())) > 0) {
      bytes.append(chunk.data(), static_cast<size_t>(got));
    }
    return bytes;
  }

 private:
  int fd_;
};

class FileActions {
 public:
  FileActions() { posix_spawn_file_actions_init(&actions_); }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;

  void use(const MemoryFile& file, int as) {
    posix_spawn_file_actions_adddup2(&actions_, file.fd(), as);
  }
  void open_to_write(const std::string& path, int as) {
    posix_spawn_file_actions_addopen(&actions_, as, path.c_str(), O_WRONLY, 0);
  }
  void close(int fd) { posix_spawn_file_actions_addclose(&actions_, fd); }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

std::vector<std::string> environment_of(const ProgramRun& run) {
  std::vector<std::string> all = run.environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::string_view name = text.substr(0, text.find('=') + 1);
    bool replaced = false;
    for (const std::string& own : run.environment) {
      replaced = replaced || own.starts_with(name);
    }
    if (!replaced) all.emplace_back(text);
  }
  return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  pointers.reserve(strings.size() + 1);
  for (std::string& text : strings) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Whether the process ends within `limit`.
bool ends_within(pid_t pid, std::chrono::milliseconds limit) {
  // glibc 2.36 declares its wrapper for C alone.
  const int fd = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
  if (fd < 0) throw_error(errno, "pidfd_open");
  pollfd entry{fd, POLLIN, 0};
  const int ready = ::poll(&entry, 1, static_cast<int>(limit.count()));
  ::close(fd);
  return ready > 0;
}

}  // namespace

ProgramOutcome run_program(const ProgramRun& run) {
  const MemoryFile in;
  const MemoryFile out;
  const MemoryFile err;
  in.fill(run.input);
  FileActions actions;
  actions.use(in, STDIN_FILENO);
  actions.use(out, STDOUT_FILENO);
  actions.use(err, STDERR_FILENO);
  if (run.output_file) actions.open_to_write(*run.output_file, STDOUT_FILENO);
  for (const int stream : run.closed_streams) actions.close(stream);

  std::vector<std::string> arguments = run.command;
  std::vector<std::string> environment = environment_of(run);
  const auto began = std::chrono::steady_clock::now();
  pid_t pid = 0;
  const int error = ::posix_spawnp(&pid, arguments.at(0).c_str(), actions.get(),
                                   nullptr, pointers_to(arguments).data(),
                                   pointers_to(environment).data());
  if (error != 0) throw_error(error, arguments[0].c_str());

  ProgramOutcome outcome;
  outcome.timed_out = !ends_within(pid, run.limit);
  if (outcome.timed_out) ::kill(pid, SIGKILL);
  int status = 0;
  rusage usage{};
  ::wait4(pid, &status, 0, &usage);
  if (WIFEXITED(status)) outcome.exit_code = WEXITSTATUS(status);
  outcome.peak_memory = static_cast<size_t>(usage.ru_maxrss) * 1024;
  outcome.time = std::chrono::steady_clock::now() - began;
  outcome.out = out.content();
  outcome.err = err.content();
  return outcome;
}

}  // namespace pagescan::test
