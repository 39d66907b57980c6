#!/usr/bin/env python3
"""Measures what `--store` costs: time of a batch, and bytes a scan.

    bench/history.py PAGESCAN CORPUS_DIR... [--pages N]

A CORPUS_DIR holds html/*.html. The pages are read from disk, copied until there
are N, and scanned in turn without and with --store, so that a busy machine slows
both. Then one of them is served on 127.0.0.1 and scanned a hundred times,
unchanged and with a nonce that changes in each script, form and in the policy.
"""

import argparse
import http.server
import os
import pathlib
import re
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROUNDS = 3
SCANS = 100


def copies(folders, count, into):
    """The paths of `count` pages."""
    pages = sorted(page for folder in folders
                   for page in pathlib.Path(folder, "html").glob("*.html"))
    into.mkdir()
    for number in range(count):
        shutil.copy(pages[number % len(pages)], into / f"{number}.html")
    return [into / f"{number}.html" for number in range(count)]


def run_batch(program, lines, *more):
    """Seconds of a batch."""
    began = time.monotonic()
    done = subprocess.run([program, "batch", lines, "-q", *more], check=False,
                          stdout=subprocess.DEVNULL)
    if done.returncode not in (0, 1):
        sys.exit(f"exit {done.returncode}")
    return time.monotonic() - began


def size_of(store):
    """Bytes of the database; nobody has it open."""
    return os.path.getsize(store)


def measure_batch(program, folder, folders, count):
    lines = folder / "list.txt"
    lines.write_text("\n".join(map(str, copies(folders, count,
                                               folder / "pages"))) + "\n")
    plain, stored, again = [], [], []
    for number in range(ROUNDS):
        output = folder / "out.ndjson"
        store = folder / f"{number}.db"
        plain.append(run_batch(program, lines, "-o", output))
        stored.append(run_batch(program, lines, "-o", output, "--store", store))
        first = size_of(store)
        again.append(run_batch(program, lines, "-o", output, "--store", store))
    print(f"{count} pages: {count / statistics.median(plain):.0f} a second "
          f"without --store, {count / statistics.median(stored):.0f} with it, "
          f"{count / statistics.median(again):.0f} a second time")
    print(f"reports {output.stat().st_size / count:.0f} bytes a page, database "
          f"{first / count:.0f}, {(size_of(store) - first) / count:.0f} more "
          "for a second scan")


class Server:
    """Serves a page, with a fresh nonce in it where `changes`."""

    def __init__(self, page, changes):
        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                nonce = secrets.token_urlsafe(16).encode() if changes else b""
                content = re.sub(rb"<(script|form)\b",
                                 rb'<\1 nonce="' + nonce + rb'"', page)
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy",
                                 f"script-src 'nonce-{nonce.decode()}'")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def measure_page(program, folder, page, changes):
    server = Server(page.read_bytes(), changes)
    store = folder / f"page-{changes}.db"

    def scan(times):
        return subprocess.run(
            [program, "scan", "-f", "json", "--store", store,
             *[server.url] * times], capture_output=True, check=False).stdout

    report = scan(1)
    before = size_of(store)
    scan(SCANS)
    print(f"{page.name}, {'nonces' if changes else 'unchanged'}: report of "
          f"{len(report)} bytes, {(size_of(store) - before) / SCANS:.0f} bytes "
          "a further scan")


def main():
    parser = argparse.ArgumentParser(description="Measures --store.")
    parser.add_argument("program")
    parser.add_argument("corpora", nargs="+")
    parser.add_argument("--pages", type=int, default=2000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        measure_batch(options.program, folder, options.corpora, options.pages)
        pages = sorted(pathlib.Path(options.corpora[0], "html").glob("*.html"),
                       key=lambda page: page.stat().st_size)
        for page in (pages[len(pages) // 2], pages[-len(pages) // 10]):
            for changes in (False, True):
                measure_page(options.program, folder, page, changes)


if __name__ == "__main__":
    main()
