#!/usr/bin/env python3
"""Measures `pagescan batch`, each figure beside its yardstick in one run.

    bench/batch.py BUILD_DIR corpus CORPUS_DIR...
    bench/batch.py BUILD_DIR latency
    bench/batch.py BUILD_DIR memory [--lines N] [--page-bytes N]
    bench/batch.py BUILD_DIR tarpits
    bench/batch.py BUILD_DIR peers CORPUS_DIR... [--limit N]

A CORPUS_DIR holds html/*.html. Needs a build with -DPAGESCAN_BENCH=ON and
-DPAGESCAN_TESTS=ON; corpus needs nginx and curl, peers needs nginx, whatweb and
node, with `npm ci` run in bench/node. What is compared runs in turn, so that a
busy machine slows both; ratios come last, and none fails the script. What does
fail it is a page that was not scanned. Nothing but loopback is contacted.
"""

import argparse
import collections
import contextlib
import os
import pathlib
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time

CORES = len(os.sched_getaffinity(0))
TICKS = os.sysconf("SC_CLK_TCK")
HOSTS_OF_A_NET = 254
NGINX_ADDRESSES = 16
NOT_ALL_SCANNED = 3  # pagescan's exit status

NGINX = """
daemon off; pid {dir}/nginx.pid; error_log stderr crit; worker_processes auto;
events {{ worker_connections 2048; }}
http {{
  access_log off; sendfile on; types {{ text/html html; }}
  client_body_temp_path {dir}/tmp; proxy_temp_path {dir}/tmp;
  fastcgi_temp_path {dir}/tmp; uwsgi_temp_path {dir}/tmp;
  scgi_temp_path {dir}/tmp;
  server {{ {listen} root {dir}/pages; }}
}}
"""

Usage = collections.namedtuple("Usage", "wall user system peak_mib")


def address(index):
    """The load server's address of this index, from 127.1.0.1 on."""
    return f"127.1.{index // HOSTS_OF_A_NET}.{index % HOSTS_OF_A_NET + 1}"


def finish(child, began, allowed=(0,)):
    """Waits for a child; what it took. Its status must be an allowed one."""
    _, status, used = os.wait4(child.pid, 0)
    wall = time.monotonic() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in allowed:
        sys.exit(f"{child.args[0]}: exit status {child.returncode}")
    return Usage(wall, used.ru_utime, used.ru_stime, used.ru_maxrss / 1024)


def run(command, allowed=(0,), **options):
    """Runs a command, its output dropped; what it took."""
    began = time.monotonic()
    child = subprocess.Popen([str(part) for part in command],
                             stdout=subprocess.DEVNULL, **options)
    return finish(child, began, allowed)


def run_side_by_side(commands):
    """Wall seconds of commands that run at the same time."""
    began = time.monotonic()
    children = [subprocess.Popen([str(part) for part in command],
                                 stdout=subprocess.DEVNULL)
                for command in commands]
    for child in children:
        finish(child, began)
    return time.monotonic() - began


def median(usages):
    """The usage of the median wall time."""
    return sorted(usages)[len(usages) // 2]


def cpu_seconds(pid):
    """User and system seconds of a process that runs."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
    user, system = fields.split()[11:13]
    return (int(user) + int(system)) / TICKS


def write_list(path, lines):
    with open(path, "w", encoding="ascii") as file:
        file.writelines(line + "\n" for line in lines)
    return path


class Bench:
    """A build, a folder to work in, and how often to repeat."""

    def __init__(self, build, folder, rounds):
        self.build = pathlib.Path(build)
        self.folder = folder
        self.rounds = rounds

    def batch(self, urls, *options, pages, allowed=(0,)):
        """Scans a list into a new file; every page must have its line."""
        output = self.folder / "out.ndjson"
        for old in self.folder.glob("out.ndjson*"):
            old.unlink()
        usage = run([self.build / "pagescan", "batch", urls, "-q",
                     "--fail-level", "none", "-o", output,
                     "--allow-private", *options], allowed)
        with open(output, "rb") as file:
            lines = sum(1 for _ in file)
        if lines != pages:
            sys.exit(f"{lines} lines of output for {pages} pages")
        return usage

    @contextlib.contextmanager
    def load_server(self, addresses, delay_ms, page_bytes):
        """Yields the server's port and process."""
        server = subprocess.Popen(
            [str(self.build / "load_server"), str(addresses), str(delay_ms),
             str(page_bytes)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            yield int(server.stdout.readline()), server.pid
        finally:
            server.stdin.close()
            print(f"server: {server.stdout.read().strip()}", flush=True)
            server.wait()

    @contextlib.contextmanager
    def nginx(self, corpora):
        """Serves the pages of the corpora. Yields URLs and files, as pairs."""
        pages = self.folder / "pages"
        pages.mkdir()
        files = []
        with socket.socket() as probe:
            probe.bind((address(0), 0))
            port = probe.getsockname()[1]
        for number, corpus in enumerate(corpora):
            source = pathlib.Path(corpus, "html").resolve()
            (pages / str(number)).symlink_to(source)
            files += [(f"{number}/{file.name}", file)
                      for file in sorted(source.glob("*.html"))]
        listen = "".join(f"listen {address(i)}:{port}; "
                         for i in range(NGINX_ADDRESSES))
        config = self.folder / "nginx.conf"
        config.write_text(NGINX.format(dir=self.folder, listen=listen))
        server = subprocess.Popen(["nginx", "-c", str(config)])
        try:
            wait_for(port)
            yield [(f"{address(i % NGINX_ADDRESSES)}:{port}/{path}", file)
                   for i, (path, file) in enumerate(files)]
        finally:
            server.terminate()
            server.wait()


def wait_for(port):
    for _ in range(200):
        try:
            socket.create_connection((address(0), port), 1).close()
            return
        except ConnectionRefusedError:
            time.sleep(0.05)
    sys.exit("nginx does not answer")


def take(served, count):
    """`count` distinct URLs and their files: the pages again and again."""
    taken = []
    for i in range(count):
        url, file = served[i % len(served)]
        taken.append((f"http://{url}?{i // len(served)}", file))
    return taken


def measure_corpus(bench, options):
    """5,000 pages at concurrency 64, beside fetching and beside parsing."""
    count = options.pages or 5000
    samples = collections.defaultdict(list)
    with bench.nginx(options.corpora) as served:
        taken = take(served, count)
        urls = write_list(bench.folder / "urls.txt", (url for url, _ in taken))
        curl = write_list(
            bench.folder / "curl.txt",
            (f'url = "{url}"\noutput = "/dev/null"' for url, _ in taken))
        files = [file for _, file in taken]
        parse = [bench.build / "parse_only"]
        for _ in range(bench.rounds):
            samples["scan"].append(bench.batch(
                urls, "--concurrency", 64, "--per-host", 64, pages=count))
            samples["curl"].append(run(
                ["curl", "--no-progress-meter", "--parallel", "--parallel-max",
                 "64", "-K", curl]))
            samples["parse"].append(run(parse + files))
            samples["parallel"].append(run_side_by_side(
                [parse + files[i::CORES] for i in range(CORES)]))
    scan, curl, parse = (median(samples[name])
                         for name in ("scan", "curl", "parse"))
    parallel = statistics.median(samples["parallel"])
    report_corpus(count, scan, curl, parse, parallel)


def report_corpus(count, scan, curl, parse, parallel):
    print(f"{count} pages, concurrency 64, {CORES} cores")
    for name, usage in (("pagescan batch", scan), ("curl --parallel", curl),
                        ("parse_only", parse)):
        print(f"  {name}: {usage.wall:.2f} s, {count / usage.wall:.0f} pages/s,"
              f" CPU {usage.user:.2f} s user, {usage.system:.2f} s system,"
              f" peak {usage.peak_mib:.0f} MiB")
    shared = parse.wall / CORES
    scan_cpu, parse_cpu = (usage.user + usage.system for usage in (scan, parse))
    print(f"  parse_only divided by the cores: {shared:.2f} s; "
          f"as {CORES} processes: {parallel:.2f} s")
    print(f"ratio of CPU seconds to parse_only: {scan_cpu / parse_cpu:.2f}")
    print(f"ratio to the larger of curl and parse divided (goal 1.2): "
          f"{scan.wall / max(curl.wall, shared):.2f}")
    print(f"ratio to the larger of curl and {CORES} processes that parse: "
          f"{scan.wall / max(curl.wall, parallel):.2f}")


def measure_latency(bench, options):
    """1,000 hosts that take 200 ms, concurrency 1,000."""
    count, hosts, ideal = options.pages or 40_000, 1000, 5000
    samples = []
    with bench.load_server(hosts, 200, 1024) as (port, pid):
        urls = write_list(bench.folder / "urls.txt",
                          (f"http://{address(i % hosts)}:{port}/{i}"
                           for i in range(count)))
        for _ in range(bench.rounds):
            before = cpu_seconds(pid)
            usage = bench.batch(urls, "--concurrency", hosts, pages=count)
            samples.append((usage, cpu_seconds(pid) - before))
    usage, server = sorted(samples)[len(samples) // 2]
    rate = count / usage.wall
    micro = 1e6 / count
    both = usage.user + usage.system + server
    print(f"{count} pages, {hosts} hosts, 200 ms, concurrency {hosts}: "
          f"{usage.wall:.2f} s, peak {usage.peak_mib:.0f} MiB")
    print(f"  CPU a page: pagescan {usage.user * micro:.0f} us user, "
          f"{usage.system * micro:.0f} us system; server {server * micro:.0f} "
          f"us; of {CORES} cores {both / usage.wall / CORES:.0%} in use")
    print(f"pages a second: {rate:.0f}; of {ideal}: {rate / ideal:.2f} (goal "
          f"0.85); core-bound limit {CORES / both * count:.0f} a second, "
          f"of that {rate * both / count / CORES:.2f}")


def measure_memory(bench, options):
    """Peak memory of a long list beside a short one."""
    hosts = HOSTS_OF_A_NET
    peaks = {}
    with bench.load_server(hosts, 0, options.page_bytes) as (port, _):
        for count in (10_000, options.lines):
            urls = write_list(bench.folder / "urls.txt",
                              (f"http://{address(i % hosts)}:{port}/{i}"
                               for i in range(count)))
            usage = bench.batch(urls, "--concurrency", 256, "--fields",
                                "task.url,page.status", pages=count)
            peaks[count] = usage.peak_mib
            print(f"{count} lines: peak {usage.peak_mib:.1f} MiB, "
                  f"{usage.wall:.1f} s, {count / usage.wall:.0f} pages/s",
                  flush=True)
    print(f"ratio of the peaks (goal 1.15, and under 400 MiB): "
          f"{peaks[options.lines] / peaks[10_000]:.2f}")


def measure_tarpits(bench, options):
    """2,000 good hosts, then with 200 among them that never answer."""
    good, stalling, timeout = options.pages or 2000, 200, 5
    step = good // stalling
    samples = {"alone": [], "with": []}
    with bench.load_server(good + stalling, 50, 1024) as (port, _):
        alone = [f"http://{address(i)}:{port}/" for i in range(good)]
        among = []
        for i, url in enumerate(alone):
            if i % step == 0 and i // step < stalling:
                among.append(f"http://{address(good + i // step)}:{port}/stall")
            among.append(url)
        for _ in range(bench.rounds):
            for name, urls in (("alone", alone), ("with", among)):
                path = write_list(bench.folder / "urls.txt", urls)
                samples[name].append(bench.batch(
                    path, "--timeout", timeout, pages=len(urls),
                    allowed=(0, NOT_ALL_SCANNED)))
    wall = {name: median(usages).wall for name, usages in samples.items()}
    limit = 1.3 * wall["alone"] + timeout
    print(f"{good} good hosts: {wall['alone']:.2f} s; with {stalling} that "
          f"stall, timeout {timeout} s: {wall['with']:.2f} s")
    print(f"of 1.3 times the good alone and a timeout ({limit:.2f} s): "
          f"{wall['with'] / limit:.2f} (goal 1)")


def node_command(urls, output):
    script = pathlib.Path(__file__).parent / "node" / "scan.mjs"
    return ["node", script, urls, output, "64"]


def whatweb_command(urls, output):
    return ["whatweb", "-q", "--no-errors", "--max-threads", "64",
            "--log-json", output, "-i", urls]


def measure_peers(bench, options):
    """The same pages by pagescan, a Node program and whatweb."""
    count = options.pages or 2000
    limit = min(options.limit, count)
    samples = collections.defaultdict(list)
    with bench.nginx(options.corpora) as served:
        taken = take(served, count)
        urls = write_list(bench.folder / "urls.txt", (url for url, _ in taken))
        # Evenly of the list, so that a part of it is as heavy as the whole.
        few = write_list(bench.folder / "few.txt",
                         (taken[i * count // limit][0] for i in range(limit)))
        for _ in range(bench.rounds):
            samples["pagescan"].append(bench.batch(
                urls, "--concurrency", 64, "--per-host", 64, pages=count))
            samples["node"].append(run(
                node_command(urls, bench.folder / "node.ndjson")))
        samples["whatweb"].append(run(
            whatweb_command(few, bench.folder / "whatweb.json")))
    rates = {}
    for name, usages in samples.items():
        pages = limit if name == "whatweb" else count
        usage = median(usages)
        rates[name] = pages / usage.wall
        cpu_ms = 1000 * (usage.user + usage.system) / pages
        print(f"{name}: {pages} pages in {usage.wall:.2f} s, {rates[name]:.1f} "
              f"pages/s, CPU a page {cpu_ms:.1f} ms, "
              f"peak {usage.peak_mib:.0f} MiB")
    for name in ("node", "whatweb"):
        print(f"pagescan's pages a second to those of {name}: "
              f"{rates['pagescan'] / rates[name]:.1f}")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", type=int, help="instead of the usual number")
    kinds = parser.add_subparsers(dest="kind", required=True)
    for kind, measure in (("corpus", measure_corpus),
                          ("latency", measure_latency),
                          ("memory", measure_memory),
                          ("tarpits", measure_tarpits),
                          ("peers", measure_peers)):
        sub = kinds.add_parser(kind, help=measure.__doc__)
        sub.set_defaults(measure=measure)
        if kind in ("corpus", "peers"):
            sub.add_argument("corpora", nargs="+")
        if kind == "memory":
            sub.add_argument("--lines", type=int, default=1_000_000)
            sub.add_argument("--page-bytes", type=int, default=64)
        if kind == "peers":
            sub.add_argument("--limit", type=int, default=2000,
                             help="pages for whatweb")
    options = parser.parse_args()
    # Thousands of listeners and connections.
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        options.measure(Bench(options.build, folder, options.rounds), options)
        load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
        print(f"load averages at the end: {load}")


if __name__ == "__main__":
    main()
