// Runs of a store for its tests: targets made by number, outputs read back.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/store/result_store.h"

namespace pagescan::test {

/// Target number `n`, from 1: key, outcome and a line that names it.
FinishedTarget finished_target(unsigned n);

/// Targets `first` to `last`.
std::vector<FinishedTarget> finished_targets(unsigned first, unsigned last);

/// The line of target `n`, with its line feed.
std::string line_of(unsigned n);
std::string lines_of(unsigned first, unsigned last);

std::string read_bytes(const std::filesystem::path& path);
void write_bytes(const std::filesystem::path& path, std::string_view bytes);

/// What a whole plain, gzip or zstd file holds, by its extension. Nothing but
/// whole members or frames is taken: fails the test else.
std::string decoded(const std::filesystem::path& path);

/// Options for an output file.
StoreOptions to_file(const std::filesystem::path& path, bool resume = false);

/// Opens and commits groups of targets 1 to n and closes, as complete if asked.
void run_groups(const StoreOptions& options,
                const std::vector<unsigned>& group_sizes, bool complete);

}  // namespace pagescan::test
