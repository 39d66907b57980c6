#!/usr/bin/env python3
"""Kills `pagescan batch --store` and `scan --store` at random moments.

Afterwards the database passes SQLite's integrity_check and `pagescan history
check`, and has every scan that was said to be finished: those of whole groups
in the journal, and those whose report `scan` wrote. Once a run is resumed and
complete, each of its URLs is there once. Then many processes write to one
database at once, and nothing is lost. Standard library only; the server is on
127.0.0.1.

    tests/kill_history.py                            a few rounds
    tests/kill_history.py --rounds 100 --pages 1000  what is promised

The seed is printed; --seed repeats the moments as far as the machine's speed
allows. Exit status 0 if all holds, 1 if not.
"""

import argparse
import json
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import kill_resume
from kill_resume import Failure, check

PROCESSES = 20


def urls_by_run(store):
    """The URLs stored of each run, sorted, after a look at the database."""
    if not store.exists():
        return {}
    database = sqlite3.connect(store, timeout=30)
    try:
        state = database.execute("PRAGMA integrity_check").fetchall()
        check(state == [("ok",)], f"integrity_check: {state[:3]}")
        runs = {}
        # A kill may have come before there was a table.
        if database.execute("PRAGMA user_version").fetchone()[0] == 0:
            return {}
        for token, url in database.execute(
                "SELECT token, url FROM scan JOIN run ON run.id = run_id "
                "JOIN target ON target.id = target_id ORDER BY url"):
            runs.setdefault(token, []).append(url)
        return runs
    finally:
        database.close()


def expect_whole(program, store):
    """What pagescan itself says of the database."""
    done = subprocess.run([program, "history", "check", "--store", store],
                          capture_output=True, check=False)
    check(done.returncode == 0,
          f"history check: {done.stdout[:300]}{done.stderr[:300]}")


def journal_lines(output):
    journal = pathlib.Path(f"{output}.journal")
    if not journal.exists():
        return []
    lines = journal.read_bytes().split(b"\n")[:-1]  # a torn one does not count
    return [json.loads(line) for line in lines]


def finished(output):
    """How many targets the journal counts, and the run's name."""
    lines = journal_lines(output)
    whole = 0
    for number, line in enumerate(lines):
        if line.get("left") == 0:
            whole = number
    return whole, lines[0].get("history") if lines else None


def batch(scanner, output, store, concurrency, *more):
    plain = kill_resume.MODES[0]
    return scanner.start(plain, output, concurrency, "--store", store, *more)


def kill_batch(scanner, store, output, rng, seconds):
    """Kills a batch once or twice, resumes it; how often it was alive."""
    killed = 0
    for attempt in range(rng.randint(1, 2)):
        resume = ["--resume"] if attempt else []
        process = batch(scanner, output, store, rng.choice([1, 16, 64]),
                        *resume)
        time.sleep(rng.uniform(0, seconds))
        process.kill()
        code, said = kill_resume.finish(process)
        check(code in (0, -signal.SIGKILL), f"exit {code}: {said.strip()}")
        killed += code == -signal.SIGKILL
        count, run = finished(output)
        stored = urls_by_run(store).get(run, [])
        check(len(stored) >= count,
              f"{count} targets are finished, {len(stored)} are stored")
    code, said = kill_resume.finish(
        batch(scanner, output, store, 64, "--resume"))
    check(code == 0, f"exit {code}: {said.strip()[-400:]}")
    _, run = finished(output)
    check(urls_by_run(store).get(run) == sorted(scanner.urls),
          "a resumed run is not in the database once")
    output.unlink()
    pathlib.Path(f"{output}.journal").unlink()
    return killed


def kill_scan(scanner, store, folder, rng, seconds):
    """Kills a scan of many URLs; what it wrote must be stored."""
    before = sum(map(len, urls_by_run(store).values()))
    shown = folder / "shown.ndjson"
    with shown.open("wb") as out:
        # A line at a time would be told late through a pipe's buffer.
        process = subprocess.Popen(
            [scanner.program, "scan", "-f", "json", "--store", store,
             *scanner.urls], stdout=out, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0, seconds))
        process.kill()
        process.wait()
    said = shown.read_bytes().count(b"\n")
    after = sum(map(len, urls_by_run(store).values()))
    check(after >= before + said,
          f"{said} reports were written, {after - before} are stored")
    return process.returncode == -signal.SIGKILL


def write_at_once(scanner, store, folder):
    """Many processes, each with a part of the list, one database."""
    running = []
    for part in range(1, PROCESSES + 1):
        output = folder / f"part-{part}.ndjson"
        running.append(batch(scanner, output, store, 16, "--shard",
                             f"{part}/{PROCESSES}"))
    for process in running:
        code, said = kill_resume.finish(process)
        check(code == 0, f"exit {code}: {said.strip()[-400:]}")
    runs = urls_by_run(store)
    check(len(runs) <= PROCESSES, "more runs than processes")
    urls = sorted(url for stored in runs.values() for url in stored)
    check(urls == sorted(scanner.urls), "a scan is lost or there twice")


def rounds(options, rng, folder, scanner):
    store = folder / "scans.db"
    began = time.monotonic()
    code, said = kill_resume.finish(
        batch(scanner, folder / "measured.ndjson", store, 64))
    check(code == 0, f"exit {code}: {said.strip()[-400:]}")
    seconds = time.monotonic() - began
    killed = 0
    for number in range(options.rounds):
        if number % 4 == 3:
            killed += kill_scan(scanner, store, folder, rng, seconds)
        else:
            killed += kill_batch(scanner, store, folder / "out.ndjson", rng,
                                 seconds)
        expect_whole(options.pagescan, store)
    write_at_once(scanner, folder / "together.db", folder)
    expect_whole(options.pagescan, folder / "together.db")
    return killed


def main():
    parser = argparse.ArgumentParser(
        description="Kills `pagescan batch --store` and looks at the database.")
    parser.add_argument("--pagescan",
                        default=kill_resume.ROOT / "build" / "pagescan")
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = options.seed
    if seed is None:
        seed = random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        scanner = kill_resume.Scanner(options.pagescan, folder,
                                      kill_resume.start_server(),
                                      options.pages)
        try:
            killed = rounds(options, random.Random(seed), folder, scanner)
        except Failure as failure:
            print(f"FAILED (seed {seed}): {failure}")
            return 1
    print(f"ok: {options.rounds} rounds of {options.pages} pages, {killed} "
          f"kills, {PROCESSES} processes at once: nothing lost, nothing twice; "
          f"{time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
