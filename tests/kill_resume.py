#!/usr/bin/env python3
"""Kills `pagescan batch` at random moments and resumes it until it completes.

Afterwards every URL of the list must be in the output exactly once, none lost
and none twice, and every line whole JSON: for plain, gzip, zstd and ordered
outputs and for a folder. The same with a disk that is full and an output that
can't be written. Standard library only; the server is on 127.0.0.1.

    tests/kill_resume.py                             a few rounds
    tests/kill_resume.py --rounds 100 --pages 2000   what is promised

The seed is printed; --seed repeats the moments as far as the machine's speed
allows. Exit status 0 if all holds, 1 if not. A full disk is a small tmpfs
where mounting is allowed, else a limit on the length of files.
"""

import argparse
import asyncio
import ctypes
import ctypes.util
import gzip
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent

# Name, file or folder, further arguments.
MODES = [
    ("plain", "out.ndjson", []),
    ("gzip", "out.ndjson.gz", []),
    ("zstd", "out.ndjson.zst", []),
    ("folder", "reports", []),
    ("ordered", "out.ndjson", ["--ordered"]),
]
CONCURRENCIES = [1, 3, 16, 64, 256]
# A run that takes longer hangs.
RUN_LIMIT = 300
PARAGRAPH = "<p>A page needs some text to be a page. "


class Failure(Exception):
    """Something that was promised does not hold."""


def check(holds, what):
    if not holds:
        raise Failure(what)


# ------------------------------------------------------------------ the server


class PageServer(asyncio.Protocol):
    """Answers every path with a small page that has the path as its title."""

    def connection_made(self, transport):
        self.transport = transport
        self.received = b""

    def data_received(self, data):
        self.received += data
        while b"\r\n\r\n" in self.received:
            head, self.received = self.received.split(b"\r\n\r\n", 1)
            path = head.split(b" ", 2)[1]
            page = (b"<!doctype html><title>" + path + b"</title>" +
                    PARAGRAPH.encode() * 20)
            self.transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
                b"Content-Length: %d\r\n\r\n" % len(page) + page)


def start_server():
    """Serves on a thread of its own; the port."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(
        loop.create_server(PageServer, "127.0.0.1", 0, backlog=1024))
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return server.sockets[0].getsockname()[1]


# ------------------------------------------------------------------ the output


class ZstdBuffer(ctypes.Structure):
    _fields_ = [("at", ctypes.c_void_p), ("size", ctypes.c_size_t),
                ("pos", ctypes.c_size_t)]


def zstd_decoded(data):
    """Every frame of `data`; the last must be whole."""
    zstd = ctypes.CDLL(ctypes.util.find_library("zstd") or "libzstd.so.1")
    zstd.ZSTD_createDStream.restype = ctypes.c_void_p
    zstd.ZSTD_decompressStream.restype = ctypes.c_size_t
    zstd.ZSTD_decompressStream.argtypes = [
        ctypes.c_void_p, ctypes.POINTER(ZstdBuffer), ctypes.POINTER(ZstdBuffer)]
    zstd.ZSTD_freeDStream.argtypes = [ctypes.c_void_p]
    zstd.ZSTD_isError.argtypes = [ctypes.c_size_t]
    stream = zstd.ZSTD_createDStream()
    room = ctypes.create_string_buffer(1 << 20)
    source = ctypes.create_string_buffer(data, len(data))
    read = ZstdBuffer(ctypes.cast(source, ctypes.c_void_p), len(data), 0)
    decoded = bytearray()
    left = 0
    while read.pos < read.size:
        out = ZstdBuffer(ctypes.cast(room, ctypes.c_void_p), len(room), 0)
        left = zstd.ZSTD_decompressStream(stream, out, read)
        check(not zstd.ZSTD_isError(left), "the zstd output is damaged")
        decoded += room.raw[:out.pos]
    # What the decoder still holds of a frame it has read to its end.
    while left:
        out = ZstdBuffer(ctypes.cast(room, ctypes.c_void_p), len(room), 0)
        left = zstd.ZSTD_decompressStream(stream, out, read)
        check(out.pos > 0 or left == 0, "the last zstd frame is torn")
        decoded += room.raw[:out.pos]
    zstd.ZSTD_freeDStream(stream)
    return bytes(decoded)


def documents(output):
    """Every report of an output, as bytes."""
    if output.is_dir():
        names = [name for name in sorted(os.listdir(output))
                 if name != ".pagescan-journal"]
        for name in names:
            check(name.endswith(".json"), f"{name} is left in the folder")
        return [(output / name).read_bytes() for name in names]
    data = output.read_bytes()
    if output.suffix == ".gz":
        data = gzip.decompress(data)
    elif output.suffix == ".zst":
        data = zstd_decoded(data)
    check(not data or data.endswith(b"\n"), "the last line is torn")
    return data.splitlines()


def check_output(output, urls, is_ordered):
    found = []
    for document in documents(output):
        try:
            report = json.loads(document)
        except ValueError as error:
            raise Failure(f"no JSON: {error}: {document[:80]!r}") from error
        url = report["task"]["url"]
        check(report["page"]["status"] == 200, f"{url}: not scanned")
        check(url.endswith(report["page"]["title"]), f"{url}: another's page")
        found.append(url)
    lost = set(urls) - set(found)
    check(not lost, f"{len(lost)} URLs are lost, such as {min(lost, default='')}")
    check(len(found) == len(set(found)),
          f"{len(found) - len(set(found))} URLs are in the output twice")
    check(set(found) == set(urls), "there are URLs that are not in the list")
    check(not is_ordered or found == urls, "the output is out of order")


# --------------------------------------------------------------------- the runs


class Scanner:
    """Runs `pagescan batch` over one list."""

    def __init__(self, program, folder, port, pages):
        self.program = program
        self.urls = [f"http://127.0.0.1:{port}/page/{n}" for n in range(pages)]
        self.list = folder / "urls.txt"
        self.list.write_text("\n".join(self.urls) + "\n")

    def start(self, mode, output, concurrency, *more, **popen):
        _, _, arguments = mode
        target = "--output-dir" if output.suffix == "" else "-o"
        # One host: its limits must not be what slows the run down.
        command = [self.program, "batch", self.list, target, output,
                   "--concurrency", concurrency, "--per-host", concurrency,
                   *arguments, *more]
        return subprocess.Popen([str(part) for part in command],
                                stderr=subprocess.PIPE,
                                stdout=subprocess.DEVNULL, **popen)

    def run(self, mode, output, concurrency, *more, **popen):
        """To its end: the exit code and what it said."""
        return finish(self.start(mode, output, concurrency, *more, **popen))


def finish(process):
    try:
        _, said = process.communicate(timeout=RUN_LIMIT)
    except subprocess.TimeoutExpired as error:
        process.kill()
        process.communicate()
        raise Failure("a run hangs") from error
    return process.returncode, said.decode(errors="replace")


def expect_complete(scanner, mode, output, code, said):
    check(code == 0, f"exit {code}: {said.strip()[-400:]}")
    check_output(output, scanner.urls, "--ordered" in mode[2])


def space_used(output):
    """Bytes of disk that an output and its journal take."""
    if output.is_dir():
        files = list(output.iterdir())
    else:
        files = [output, pathlib.Path(f"{output}.journal")]
    return sum(file.stat().st_blocks * 512 for file in files)


def measure(scanner, mode, folder):
    """Seconds of a whole run, and the space it takes."""
    output = folder / ("measured-" + mode[1])
    began = time.monotonic()
    code, said = scanner.run(mode, output, 64)
    took = time.monotonic() - began
    expect_complete(scanner, mode, output, code, said)
    space = space_used(output)
    remove(output)
    return took, space


def remove(output):
    if output.is_dir():
        shutil.rmtree(output)
    else:
        output.unlink(missing_ok=True)
        pathlib.Path(f"{output}.journal").unlink(missing_ok=True)


def kill_round(scanner, mode, folder, rng, seconds):
    """Kills a run one to three times; how often it was still alive."""
    output = folder / mode[1]
    killed = 0
    for attempt in range(rng.randint(1, 3)):
        concurrency = rng.choice(CONCURRENCIES)
        resume = ["--resume"] if attempt > 0 else []
        process = scanner.start(mode, output, concurrency, *resume)
        time.sleep(rng.uniform(0, seconds))
        process.kill()
        code, said = finish(process)
        check(code in (0, -signal.SIGKILL), f"exit {code}: {said.strip()}")
        killed += code == -signal.SIGKILL
    code, said = scanner.run(mode, output, rng.choice(CONCURRENCIES[1:]),
                             "--resume")
    expect_complete(scanner, mode, output, code, said)
    remove(output)
    return killed


# ------------------------------------------------------- disks that take no more


class SmallDisk:
    """A tmpfs of its own, grown when told to; None where that is not allowed."""

    def __init__(self, folder):
        self.path = folder / "disk"

    def mount(self, options):
        self.path.mkdir(exist_ok=True)
        return self._mount(options, ["-t", "tmpfs", "tmpfs"])

    def remount(self, options):
        check(self._mount("remount," + options, []), "can't remount")

    def _mount(self, options, what):
        command = ["mount", "-o", options, *what, str(self.path)]
        try:
            return subprocess.run(command, stderr=subprocess.DEVNULL,
                                  check=False).returncode == 0
        except OSError:
            return False

    def unmount(self):
        subprocess.run(["umount", str(self.path)], check=True)


def expect_refusal(code, said, words):
    check(code == 2, f"exit {code} where nothing can be written: {said.strip()}")
    for word in words:
        check(word in said, f"the error does not say \"{word}\": {said.strip()}")


def full_tmpfs(scanner, mode, disk, space):
    """Full in the middle of a run, read-only at the next, then well."""
    output = disk.path / mode[1]
    check(disk.mount(f"size={space // 2}"), "can't mount")
    try:
        code, said = scanner.run(mode, output, 64)
        expect_refusal(code, said, ["No space left on device", "--resume"])
        disk.remount("ro")
        code, said = scanner.run(mode, output, 16, "--resume")
        expect_refusal(code, said, ["Read-only file system"])
        disk.remount("rw,size=1g")
        code, said = scanner.run(mode, output, 16, "--resume")
        expect_complete(scanner, mode, output, code, said)
    finally:
        disk.unmount()


def limited_files(scanner, mode, folder):
    """Without a mount: no file may grow longer than this."""
    output = folder / mode[1]

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

    # restore_signals would have the limit end the program.
    code, said = scanner.run(mode, output, 64, preexec_fn=limit,
                             restore_signals=False)
    expect_refusal(code, said, ["File too large", "--resume"])
    code, said = scanner.run(mode, output, 16, "--resume")
    expect_complete(scanner, mode, output, code, said)
    remove(output)


def unwritable(scanner, folder):
    """Places that can't be written: told at once, nothing fetched."""
    (folder / "file").write_text("x")
    (folder / "kept.ndjson.journal").mkdir()
    plain = MODES[0]
    for output, words in [
            (folder / "missing" / "out.ndjson", ["No such file", "-o"]),
            (folder / "file" / "out.ndjson", ["Not a directory"]),
            (folder / "kept.ndjson", ["Is a directory"]),
            (folder / "file", ["file"]),
    ]:
        code, said = scanner.run(plain, output, 4)
        expect_refusal(code, said, words)


def run_disks(scanner, folder, spaces):
    """How the full disk was made. `spaces`: what the modes need."""
    disk = SmallDisk(folder)
    can_mount = disk.mount("size=64k")
    if can_mount:
        disk.unmount()
    for mode in MODES:
        if can_mount:
            full_tmpfs(scanner, mode, disk, spaces[mode[0]])
        else:
            limited_files(scanner, mode, folder)
    unwritable(scanner, folder)
    return "tmpfs" if can_mount else "file size limit"


def main():
    parser = argparse.ArgumentParser(
        description="Kills and resumes `pagescan batch`.")
    parser.add_argument("--pagescan", default=ROOT / "build" / "pagescan")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = options.seed
    if seed is None:
        seed = random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}", flush=True)
    rng = random.Random(seed)
    killed = 0
    where = "the start"
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        scanner = Scanner(options.pagescan, folder, start_server(),
                          options.pages)
        try:
            seconds, spaces = {}, {}
            for mode in MODES:
                seconds[mode[0]], spaces[mode[0]] = measure(scanner, mode,
                                                            folder)
            for number in range(options.rounds):
                mode = MODES[number % len(MODES)]
                where = f"round {number + 1}, {mode[0]}"
                killed += kill_round(scanner, mode, folder, rng,
                                     seconds[mode[0]])
            where = "full or unwritable disk"
            disk = run_disks(scanner, folder, spaces)
        except Failure as failure:
            print(f"FAILED in {where} (seed {seed}): {failure}")
            return 1
    print(f"ok: {options.rounds} rounds of {options.pages} pages, {killed} "
          f"kills, every URL exactly once; full disk ({disk}) and unwritable "
          f"output refused and resumed; {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
