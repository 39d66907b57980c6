#!/usr/bin/env python3
"""Compares the label pagescan gives each control with its accessible name in
Chromium, over saved pages: the controls that are visible and not hidden from
assistive technology. Scripts don't run and no network is reached.

  accessible_names.py --pagescan build/pagescan --min-equal 0.95

What is to differ: names that hang on a style sheet (which the output tells
apart), values of controls named like secrets, which no label gives away, and
white space that Chromium drops beside an empty inline element.

PAGES is a folder of .html files or a .tar archive of one, all of them UTF-8;
without it, the corpus beside the repository. Exit status: 0 agrees, 1 agrees
less than --min-equal, 77 skipped: no browser or no pages.
"""

import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile

import chromium

SKIPPED = 77
SECONDS_TO_SCAN = 300

CONTROL_ELEMENTS = {"input", "button", "select", "textarea"}
INPUT_TYPES = {
    *("hidden", "text", "search", "tel", "url", "email", "password"),
    *("date", "month", "week", "time", "datetime-local", "number", "range"),
    *("color", "checkbox", "radio", "file", "submit", "image", "reset"),
    "button",
}

# A control, what names it, and where that comes from.
Control = collections.namedtuple("Control", "key label source")
# `plain`: what the browser calls it without the page's style sheets.
Difference = collections.namedtuple("Difference", "page ours theirs plain")


class NoPages(Exception):
    """There is nothing to compare."""


# --- the pages ---------------------------------------------------------------


def default_pages():
    """The corpus beside the repository, as the other tests find it."""
    root = pathlib.Path(__file__).resolve().parents[2]
    shared = os.environ.get("PAGESCAN_SHARED", root.parent / "shared")
    return pathlib.Path(shared) / "corpus" / "forms.tar.xz"


def read_pages(path, count):
    """Name and content of `count` pages, evenly spaced over the sorted names;
    all of them if count is 0."""
    if path.is_dir():
        found = {p.name: p.read_bytes() for p in path.glob("*.html")}
    elif path.is_file():
        with tarfile.open(path) as archive:
            found = {
                pathlib.PurePath(member.name).name: (
                    archive.extractfile(member).read()
                )
                for member in archive
                if member.isfile() and member.name.endswith(".html")
            }
    else:
        raise NoPages(str(path) + " is not there")
    names = sorted(found)
    if not names:
        raise NoPages(str(path) + " holds no .html file")
    count = min(count, len(names)) or len(names)
    chosen = (names[i * len(names) // count] for i in range(count))
    return {name: found[name] for name in chosen}


# --- pagescan's side ---------------------------------------------------------


def scan(pagescan, pages):
    """For each page, its controls outside templates, in source order."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name, content in pages.items():
            files.append(os.path.join(folder, name))
            pathlib.Path(files[-1]).write_bytes(content)
        command = [pagescan, "scan", "--format", "json", "--charset", "utf-8",
                   "--fail-level", "none"]
        done = subprocess.run(
            command + files,
            stdout=subprocess.PIPE,
            timeout=SECONDS_TO_SCAN,
            check=True,
        )
    results = [json.loads(line) for line in done.stdout.splitlines()]
    if len(results) != len(pages):
        raise RuntimeError("pagescan gave another number of results")
    return dict(zip(pages, map(scanned_controls, results)))


def scanned_controls(result):
    controls = list(result["controls"])
    for form in result["forms"]:
        controls += form["controls"]
    controls.sort(key=lambda c: (c["position"]["line"], c["position"]["column"]))
    return [
        Control(
            (c["element"], c["type"], c["name"], c.get("id", "")),
            c["label"],
            chosen_source(c),
        )
        for c in controls
        if c["type"] != "hidden"
    ]


def chosen_source(control):
    label = control["label"]
    sources = (k for k, text in control["labels"].items() if text == label)
    return next(sources, "none")


# --- the browser's side ------------------------------------------------------


def browser_controls(browser):
    """The controls of the page shown, in tree order; the label is None where
    the control is not visible."""
    tree = browser.call("Accessibility.getFullAXTree")["nodes"]
    exposed = {
        node["backendDOMNodeId"]: node
        for node in tree
        if "backendDOMNodeId" in node and not node["ignored"]
    }
    snapshot = browser.call("DOMSnapshot.captureSnapshot", computedStyles=[])
    strings = [*snapshot["strings"], ""]  # the empty string has index -1
    document = snapshot["documents"][0]
    nodes = document["nodes"]
    with_box = set(document["layout"]["nodeIndex"])
    shadow = set(nodes["shadowRootType"]["index"])
    controls = []
    for i, name in enumerate(nodes["nodeName"]):
        parent = nodes["parentIndex"][i]
        if parent in shadow:
            shadow.add(i)  # parents stand before their children
        element = strings[name].lower()
        if i in shadow or element not in CONTROL_ELEMENTS:
            continue
        flat = [strings[s] for s in nodes["attributes"][i]]
        attributes = dict(zip(flat[::2], flat[1::2]))
        key = control_key(element, attributes)
        if key[1] == "hidden":
            continue
        node = exposed.get(nodes["backendNodeId"][i])
        if node is None or i not in with_box:
            controls.append(Control(key, None, "none"))
        else:
            controls.append(Control(key, accessible_name(node), source(node)))
    return controls


def control_key(element, attributes):
    kind = attributes.get("type", "").lower()
    if element == "input":
        kind = kind if kind in INPUT_TYPES else "text"
    elif element == "button":
        kind = kind if kind in ("submit", "reset", "button") else "submit"
    elif element == "select":
        kind = "select-multiple" if "multiple" in attributes else "select-one"
    else:
        kind = "textarea"
    return element, kind, attributes.get("name", ""), attributes.get("id", "")


def accessible_name(node):
    return str(node.get("name", {}).get("value", ""))


def source(node):
    """What the browser says it took the name from."""
    for s in node.get("name", {}).get("sources", ()):
        if s.get("superseded") or not s.get("value", {}).get("value"):
            continue
        return s.get("attribute") or s.get("nativeSource") or s["type"]
    return "none"


# --- the comparison ----------------------------------------------------------


def collapsed(text):
    return " ".join(text.split())


def matches(ours, theirs):
    """Pairs of the controls that are the same: the n-th of those with the same
    element, type, name and ID in the one list and in the other; None for ours
    where there is none."""
    queues = collections.defaultdict(collections.deque)
    for control in ours:
        queues[control.key].append(control)
    for control in theirs:
        queue = queues[control.key]
        yield (queue.popleft() if queue else None), control


def cause_of(difference):
    """In words, where the two names come from and how they differ."""
    _, ours, theirs, plain = difference
    a, b = collapsed(ours.label), collapsed(theirs.label)
    if plain is not None and plain.label is not None:
        if a == collapsed(plain.label):
            return "equal without the page's style sheets"
    if not a:
        how = "no label here"
    elif not b:
        how = "no name there"
    elif a.replace(" ", "") == b.replace(" ", ""):
        how = "other white space"
    elif a in b:
        how = "less text here"
    elif b in a:
        how = "more text here"
    else:
        how = "other text"
    return f"{how}: {ours.source} here, {theirs.source} there"


class Comparison:
    def __init__(self):
        self.pages = 0
        self.compared = 0
        self.equal = 0
        self.unmatched = []
        self.differences = []

    def add(self, page, ours, theirs):
        """Adds a page; returns the differences, `plain` left open."""
        self.pages += 1
        differences = []
        for position, (mine, other) in enumerate(matches(ours, theirs)):
            if other.label is None:
                continue
            if mine is None:
                self.unmatched.append((page, other))
                continue
            self.compared += 1
            if collapsed(mine.label) == collapsed(other.label):
                self.equal += 1
            else:
                differences.append((position, mine, other))
        return differences

    def explain(self, page, differences, plain):
        """Files the differences of the page, given the browser's controls
        without style sheets."""
        for position, mine, other in differences:
            self.differences.append(
                Difference(page, mine, other, plain[position])
            )

    @property
    def share(self):
        return self.equal / self.compared if self.compared else 0.0

    def print(self, every):
        by_cause = collections.defaultdict(list)
        for difference in self.differences:
            by_cause[cause_of(difference)].append(difference)
        for cause in sorted(by_cause, key=lambda c: (-len(by_cause[c]), c)):
            group = by_cause[cause]
            print(f"{len(group):4}  {cause}")
            for d in group if every else group[:1]:
                print("      " + describe(d))
        if self.unmatched:
            page, control = self.unmatched[0]
            print(
                f"{len(self.unmatched):4}  not found by pagescan, not compared:"
                f" {page} {' '.join(control.key)}"
            )
        print(
            f"pages {self.pages} controls {self.compared}"
            f" equal {self.equal} share {100 * self.share:.2f} %"
        )


def describe(difference):
    element, kind, name, identifier = difference.ours.key
    return (
        f"{difference.page} <{element} type={kind} name={name!r}"
        f" id={identifier!r}>: {difference.ours.label[:200]!r} here,"
        f" {difference.theirs.label[:200]!r} there"
    )


def compare(browser_path, pagescan, pages):
    comparison = Comparison()
    scanned = scan(pagescan, pages)
    with chromium.Browser(browser_path) as browser:
        for name, content in pages.items():
            browser.show(content)
            theirs = browser_controls(browser)
            differences = comparison.add(name, scanned[name], theirs)
            if differences:
                browser.drop_style_sheets()
                plain = browser_controls(browser)
                comparison.explain(name, differences, plain)
    return comparison


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("pages", nargs="?", type=pathlib.Path)
    parser.add_argument("--pagescan", required=True, metavar="FILE")
    parser.add_argument("--count", type=int, default=100, help="0: every page")
    parser.add_argument("--min-equal", type=float, default=0.0)
    parser.add_argument("--all", action="store_true", help="every difference")
    options = parser.parse_args()
    browser_path = chromium.find()
    if browser_path is None:
        print("SKIPPED: no Chromium: labels are not compared with a browser's")
        return SKIPPED
    try:
        pages = read_pages(options.pages or default_pages(), options.count)
    except NoPages as reason:
        print(f"SKIPPED: {reason}: labels are not compared with a browser's")
        return SKIPPED
    comparison = compare(browser_path, options.pagescan, pages)
    comparison.print(options.all)
    return 0 if comparison.share >= options.min_equal else 1


if __name__ == "__main__":
    sys.exit(main())
