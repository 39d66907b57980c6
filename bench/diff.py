#!/usr/bin/env python3
"""Measures `pagescan diff`: seconds and peak memory.

    bench/diff.py BUILD_DIR pair CORPUS_DIR... [--megabytes N]
    bench/diff.py BUILD_DIR batches CORPUS_DIR... [--pages N]

A CORPUS_DIR holds html/*.html. pair: two reports of so many megabytes, of one
page made of many and of the same with a change in each of them. batches: two
outputs of so many pages, and of a tenth of them, beside each other: what is
more in the larger is the index. Nothing is contacted.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

CHANGED = 1  # pagescan's exit status
TENTH = 10
MAX_REPORT_BYTES = 40_000  # of a page in the batches


def run(command):
    """Seconds of wall and user time, and MiB at most, of a command."""
    began = time.monotonic()
    with subprocess.Popen([str(part) for part in command],
                          stdout=subprocess.DEVNULL) as child:
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != CHANGED:
        sys.exit(f"{command}: exit status {child.returncode}")
    return (time.monotonic() - began, used.ru_utime + used.ru_stime,
            used.ru_maxrss / 1024)


def measure(title, command, rounds):
    samples = [run(command) for _ in range(rounds)]
    wall, cpu, peak = (statistics.median(column) for column in zip(*samples))
    print(f"{title}: {wall:.2f} s, {cpu:.2f} s of CPU, {peak:.1f} MiB",
          flush=True)
    return peak


def corpus_pages(corpora):
    return [path.read_bytes() for corpus in corpora
            for path in sorted(pathlib.Path(corpus, "html").glob("*.html"))]


def edited(page, number):
    """The page with another title, link and paragraph, as a new day's is."""
    page = page.replace(b"</title>", b" today</title>", 1)
    addition = (f"<p>Paragraph {number} is new <a href='/new/{number}'>here"
                "</a></p>").encode()
    at = page.rfind(b"</body>")
    return page[:at] + addition + page[at:] if at >= 0 else page + addition


def scan(build, folder, name, page):
    """The JSON report of a page as a line."""
    path = folder / name
    path.write_bytes(page)
    found = subprocess.run(
        [build / "pagescan", "scan", path, "--url", "https://shop.example/p",
         "-f", "json", "--no-config", "--fail-level", "none", "--parse-time",
         "60"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    return found.stdout


def measure_pair(options, folder):
    pages = corpus_pages(options.corpora)
    wanted = options.megabytes * 1_000_000
    count = 1
    while True:
        reports = [scan(options.build, folder, "page.html",
                        b"\n".join(pages[:count]))]
        if len(reports[0]) >= wanted:
            break
        if count == len(pages):
            sys.exit(f"the corpus makes {len(reports[0])} bytes only")
        # Pages are of different sizes: no further than seems needed.
        count = min(len(pages), 2 * count,
                    max(count + 1, count * wanted // len(reports[0])))
    reports.append(scan(options.build, folder, "page.html",
                        b"\n".join(edited(page, number) for number, page
                                   in enumerate(pages[:count]))))
    paths = []
    for name, report in zip(("old.json", "new.json"), reports):
        (folder / name).write_bytes(report)
        paths.append(folder / name)
    sizes = " and ".join(f"{len(report) / 1e6:.1f} MB" for report in reports)
    measure(f"two reports of {sizes}",
            [options.build / "pagescan", "diff", "--no-config", *paths],
            options.rounds)


def write_batch(path, reports, count):
    with open(path, "wb") as file:
        for number in range(count):
            head, tail = reports[number % len(reports)]
            file.write(head + f"https://shop.example/{number}".encode() + tail)


def measure_batches(options, folder):
    before, after = [], []
    for number, page in enumerate(corpus_pages(options.corpora)):
        report = scan(options.build, folder, "page.html", page)
        if len(report) > MAX_REPORT_BYTES:
            continue
        changed = scan(options.build, folder, "page.html",
                       edited(page, number) if number % 2 else page)
        url = json.loads(report)["task"]["url"].encode()
        before.append(report.split(url, 1))
        after.append(changed.split(url, 1))
        if len(before) == options.distinct:
            break
    peaks = []
    for count in (options.pages // TENTH, options.pages):
        old, new = folder / "old.ndjson", folder / "new.ndjson"
        write_batch(old, before, count)
        write_batch(new, after, count)
        peaks.append(measure(
            f"two batches of {count} pages, {old.stat().st_size / 1e6:.0f} MB "
            "each",
            [options.build / "pagescan", "diff", "--no-config", old, new], 1))
    print(f"peak memory of {options.pages} pages to a tenth of them: "
          f"{peaks[1] / peaks[0]:.2f}")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("what", choices=["pair", "batches"])
    parser.add_argument("corpora", nargs="+", type=pathlib.Path)
    parser.add_argument("--megabytes", type=int, default=5)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--distinct", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        if options.what == "pair":
            measure_pair(options, folder)
        else:
            measure_batches(options, folder)


if __name__ == "__main__":
    main()
