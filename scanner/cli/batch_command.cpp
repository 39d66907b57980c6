#include "scanner/cli/batch_command.h"

#include <utility>

#include "report/escape.h"
#include "scanner/cli/batch_run.h"
#include "scanner/cli/console.h"
#include "scanner/cli/redaction.h"

namespace pagescan {

ExitCode run_batch(const BatchFlags& flags, std::istream& in) {
  Console console(flags.target.verbosity, flags.quiet);
  const Redaction redaction(flags.target, {});
  BatchRun run(flags, console);
  const auto refuse = [&](const Error& error) {
    console.error(for_terminal(redaction.of_text(error.message)));
    return ExitCode::kUsage;
  };
  if (auto opened = run.open(in); !opened) return refuse(opened.error());
  Result<ExitCode> code = run.run();
  return code ? *code : refuse(code.error());
}

}  // namespace pagescan
