#!/usr/bin/env python3
"""Prints how pagescan compares, as ratios measured side by side in one run.

    bench/ratios.py BUILD_DIR CORPUS_DIR...

A CORPUS_DIR holds html/*.html. Needs a build with -DPAGESCAN_BENCH=ON, curl and
nginx. Each pair of commands runs in turn, so that a busy machine slows both;
figures are medians. Nothing but loopback is contacted.
"""

import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 7
STARTS = 60
PORT = 18089

NGINX = """
daemon off; pid {dir}/nginx.pid; error_log stderr crit; worker_processes 1;
events {{ }}
http {{
  access_log off; types {{ text/html html; }}
  client_body_temp_path {dir}/tmp; proxy_temp_path {dir}/tmp;
  fastcgi_temp_path {dir}/tmp; uwsgi_temp_path {dir}/tmp;
  scgi_temp_path {dir}/tmp;
  server {{ listen 127.0.0.1:{port}; root {dir}; }}
}}
"""


def run(command):
    """User seconds and wall seconds of a command; its output is dropped."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    began = time.monotonic()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    wall = time.monotonic() - began
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before, wall


def compare(title, ours, theirs, rounds, which):
    """Runs both in turn and prints the ratio of their medians."""
    samples = [(run(ours)[which], run(theirs)[which]) for _ in range(rounds)]
    mine = statistics.median(s[0] for s in samples)
    other = statistics.median(s[1] for s in samples)
    print(f"{title}: {1000 * mine:.1f} ms to {1000 * other:.1f} ms, "
          f"ratio {mine / other:.2f}", flush=True)


def compare_urls(build):
    """`pagescan scan URL` beside `curl -s URL`, start to exit."""
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        root.chmod(0o755)
        paragraph = ("<p class='text'>The quick <a href='/fox'>brown fox</a> "
                     "jumps over the lazy dog.</p>\n")
        pages = {"tiny": "<title>t</title><p>x", "100 KB": ""}
        while len(pages["100 KB"]) < 100_000:
            pages["100 KB"] += paragraph
        for title, text in pages.items():
            (root / f"{title[0]}.html").write_text(text)
        (root / "nginx.conf").write_text(NGINX.format(dir=name, port=PORT))
        nginx = subprocess.Popen(["nginx", "-c", f"{name}/nginx.conf"])
        try:
            for title in pages:
                url = f"http://127.0.0.1:{PORT}/{title[0]}.html"
                subprocess.run(["curl", "-s", "-o", "/dev/null", "--retry",
                                "20", "--retry-connrefused", "--retry-delay",
                                "1", url], check=True)
                compare(f"scan URL to curl -s, {title}, wall",
                        [f"{build}/pagescan", "scan", url],
                        ["curl", "-s", url], STARTS, 1)
        finally:
            nginx.terminate()
            nginx.wait()


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    build = sys.argv[1]
    for corpus in sys.argv[2:]:
        files = sorted(str(p) for p in pathlib.Path(corpus, "html").glob("*.html"))
        compare(f"{corpus}: scan to parse only (shared Gumbo, malloc), user",
                [f"{build}/pagescan", "scan", "--fail-level", "none",
                 "--charset", "utf-8", "--format",
                 "json", "-o", "/dev/null", *files],
                [f"{build}/parse_only", *files], ROUNDS, 0)
        subprocess.run([f"{build}/analyse_ratio", f"{corpus}/html"], check=True)
    compare_urls(build)


if __name__ == "__main__":
    main()
