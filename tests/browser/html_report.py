#!/usr/bin/env python3
"""Opens HTML reports in Chromium: of a page, of a batch, of hostile strings in
every place, of a thousand pages, of diffs. No network is reached.

  html_report.py --files build/tests/browser/html_report_files --samples samples

PAGESCAN_AXE names an axe.min.js (npm axe-core); without it, accessibility is
not checked. --pictures DIRECTORY keeps what the reports look like. Exit status:
0 all is well, 1 something is not, 77 skipped: no browser.
"""

import argparse
import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import chromium

SKIPPED = 77
SECONDS_TO_WRITE = 300
SECONDS_TO_ANSWER = 60
MAX_SCRIPT_SECONDS = 2.0
MAX_SEARCH_SECONDS = 2.0
REPORTS = (
    "page", "rich", "samples", "batch", "hostile", "many", "diff", "diff-batch",
    "diff-hostile", "diff-many",
)
THEMES = ("light", "dark")
WIDTHS = (320, 1600)
# Larger ones take axe minutes, and have nothing in them that these don't.
CHECKED_BY_AXE = ("page", "rich", "batch", "diff", "diff-batch")

# What an element or attribute of the report may be.
TAGS = (
    "html head meta link title style body a header div span h1 p label select"
    " option main dl dt dd input fieldset legend section h2 details summary h3"
    " ul li code bdi table caption thead tbody tr th td button h4 h5 pre strong"
    " ol footer script del ins"
).split()

STRUCTURE = """(() => {
  const tags = new Set(%s);
  const bad = [];
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName;
    if (!tags.has(name)) bad.push('<' + name + '>');
    for (const { name: attribute, value } of element.attributes) {
      if (/^on/.test(attribute) || attribute === 'src' ||
          attribute === 'style' ||
          (attribute === 'href' && name !== 'link' && value[0] !== '#')) {
        bad.push(name + ' ' + attribute + '=' + value);
      }
    }
  }
  return bad;
})()""" % json.dumps(TAGS)

VISIBLE = """(selector) => Array.from(document.querySelectorAll(selector))
  .filter((e) => e.checkVisibility()).length"""


class Checks:
    def __init__(self):
        self.count = 0
        self.failures = []

    def expect(self, holds, what, detail=""):
        self.count += 1
        if not holds:
            self.failures.append(what)
            print(f"FAILED: {what} {detail}".rstrip())


def write_reports(program, samples, folder):
    subprocess.run(
        [program, folder, samples], check=True, timeout=SECONDS_TO_WRITE
    )
    folder = pathlib.Path(folder)
    return {
        name: (folder / (name + ".html")).read_bytes() for name in REPORTS
    }


def visible(browser, selector):
    return browser.evaluate(f"({VISIBLE})({json.dumps(selector)})")


def set_theme(browser, theme):
    browser.call(
        "Emulation.setEmulatedMedia",
        features=[{"name": "prefers-color-scheme", "value": theme}],
    )


def choose(browser, name, value):
    """Sets a field of the tools as a user does."""
    browser.evaluate(
        f"""(() => {{
          const field = document.getElementById({json.dumps(name)});
          field.value = {json.dumps(value)};
          field.dispatchEvent(new Event('input'));
          field.dispatchEvent(new Event('change'));
          return new Promise((done) => setTimeout(done, 300));
        }})()"""
    )


def click(browser, selector):
    browser.evaluate(f"document.querySelector({json.dumps(selector)}).click()")


def check_quiet(browser, checks, name):
    checks.expect(not browser.console, name + ": console", browser.console)
    checks.expect(not browser.refused, name + ": requests", browser.refused)


def check_structure(browser, checks, name):
    bad = browser.evaluate(STRUCTURE)
    checks.expect(not bad, name + ": only text from pages", bad[:5])


def check_axe(browser, checks, name, axe):
    for theme in THEMES:
        set_theme(browser, theme)
        browser.evaluate(
            "document.querySelectorAll('details')"
            ".forEach((d) => { d.open = true; })"
        )
        browser.evaluate(axe + "; 0")
        found = browser.evaluate(
            "axe.run().then((r) => ({ passed: r.passes.length, failed:"
            " r.violations.map((v) => v.id + ': ' +"
            " v.nodes.slice(0, 3).map((n) => n.html + ' ' +"
            " n.failureSummary).join('; ')) }))"
        )
        checks.expect(found["passed"] > 20, f"{name}: axe runs, {theme}", found)
        checks.expect(
            not found["failed"],
            f"{name}: axe, {theme}",
            "\n  ".join(found["failed"]),
        )


def check_widths(browser, checks, name):
    for width in WIDTHS:
        browser.resize(width, 900)
        wide = browser.evaluate(
            "document.documentElement.scrollWidth - innerWidth"
        )
        checks.expect(wide <= 0, f"{name}: fits {width} px", f"{wide} px over")
    browser.resize(1280, 900)


def check_filters(browser, checks):
    """On the batch: rich_result() and the sample pages."""
    groups = "details.rule .found > li"
    browser.evaluate(
        "document.querySelectorAll('details.rule')"
        ".forEach((d) => { d.open = true; })"
    )
    all_groups = visible(browser, groups)
    all_pages = visible(browser, ".list tbody tr")
    checks.expect(all_groups >= 3, "batch: has findings", all_groups)
    checks.expect(all_pages == 10, "batch: lists its pages", all_pages)

    click(browser, "[name=level][value=error]")
    checks.expect(
        visible(browser, groups + ".error") == 0, "batch: hides errors"
    )
    left = visible(browser, groups)
    checks.expect(0 < left < all_groups, "batch: leaves the others", left)
    click(browser, "[name=level][value=error]")
    checks.expect(visible(browser, groups) == all_groups, "batch: back again")

    choose(browser, "query", "No Such Words")
    checks.expect(visible(browser, groups) == 0, "batch: finds no finding")
    checks.expect(
        visible(browser, ".list tbody tr") == 0, "batch: finds no page"
    )
    choose(browser, "query", "bank.example")
    found = browser.evaluate(
        "Array.from(document.querySelectorAll('.list tbody tr:not([hidden])'),"
        " (r) => r.querySelector('a').textContent)"
    )
    checks.expect(
        "https://bank.example.org/verify" in found and len(found) < all_pages,
        "batch: finds a page by its words",
        found,
    )
    choose(browser, "query", "")

    hosts = browser.evaluate(
        "Array.from(document.getElementById('host').options,"
        " (o) => [o.value, o.text])"
    )
    value = next(v for v, text in hosts if text == "bank.example.org")
    choose(browser, "host", value)
    checks.expect(visible(browser, ".list tbody tr") == 1, "batch: one host")
    checks.expect(visible(browser, "details.page") == 1, "batch: its details")
    choose(browser, "host", "")

    rule = browser.evaluate(
        "document.querySelector('details.rule').dataset.rule"
    )
    choose(browser, "rule", rule)
    checks.expect(visible(browser, "details.rule") == 1, "batch: one rule")
    rows = visible(browser, ".list tbody tr")
    checks.expect(0 < rows < all_pages, "batch: pages of a rule", rows)
    choose(browser, "rule", "")
    shown = browser.evaluate("document.getElementById('shown').textContent")
    checks.expect(
        shown == f"{all_groups} of {all_groups} findings, 10 of 10 pages",
        "batch: counts what is shown",
        shown,
    )


def check_order(browser, checks):
    column = (
        "Array.from(document.querySelectorAll('.list tbody tr'), (r) =>"
        " r.cells[%d].textContent)"
    )
    heads = browser.evaluate(
        "Array.from(document.querySelectorAll('.list thead th'),"
        " (h) => h.textContent)"
    )
    scripts = heads.index("Scripts")
    button = f".list thead th:nth-child({scripts + 1}) button"
    for descending in (True, False):
        click(browser, button)
        numbers = [int(n) for n in browser.evaluate(column % scripts)]
        checks.expect(
            numbers == sorted(numbers, reverse=descending)
            and len(set(numbers)) > 1,
            "batch: sorts by number",
            numbers,
        )
        state = browser.evaluate(
            "document.querySelector('[aria-sort]').getAttribute('aria-sort')"
        )
        checks.expect(
            state == ("descending" if descending else "ascending"),
            "batch: says how it is sorted",
            state,
        )
    click(browser, ".list thead th button")
    names = browser.evaluate(
        "Array.from(document.querySelectorAll('.list tbody tr'), (r) =>"
        " r.cells[0].textContent.trim().toLowerCase())"
    )
    checks.expect(names == sorted(names), "batch: sorts by name", names)
    choose(browser, "order", "rule")
    rules = browser.evaluate(
        "Array.from(document.querySelectorAll('details.rule'), (d) =>"
        " d.dataset.rule)"
    )
    checks.expect(rules == sorted(rules), "batch: sorts rules", rules)


def check_link(browser, checks):
    click(browser, ".list tbody a")
    opened = browser.evaluate(
        "new Promise((done) => setTimeout(() => done("
        "document.querySelector(location.hash).open), 100))"
    )
    checks.expect(opened, "batch: a link opens the details")


def check_theme_switch(browser, checks):
    set_theme(browser, "light")
    back = "getComputedStyle(document.body).backgroundColor"
    light = browser.evaluate(back)
    choose(browser, "theme", "dark")
    dark = browser.evaluate(back)
    choose(browser, "theme", "")
    checks.expect(light != dark, "batch: has a dark theme", (light, dark))
    checks.expect(browser.evaluate(back) == light, "batch: and back again")
    set_theme(browser, "dark")
    checks.expect(
        browser.evaluate(back) == dark, "batch: takes the system's theme"
    )


def check_diff(browser, checks):
    """On diff-batch: a page changed, one the same, one failed, one added."""
    browser.evaluate(
        "document.querySelectorAll('details.page')"
        ".forEach((d) => { d.open = true; })"
    )
    changes = "details.page .change"
    rows = ".list tbody tr"
    all_changes = visible(browser, changes)
    checks.expect(all_changes == 13, "diff: has changes", all_changes)
    checks.expect(visible(browser, rows) == 4, "diff: lists its pages")

    for level in ("warning", "note"):
        click(browser, f"[name=level][value={level}]")
    left = visible(browser, changes)
    checks.expect(
        left == visible(browser, changes + ".error") == 3,
        "diff: shows errors alone",
        left,
    )
    checks.expect(visible(browser, rows) == 1, "diff: and their page")
    for level in ("warning", "note"):
        click(browser, f"[name=level][value={level}]")

    choose(browser, "part", "forms")
    checks.expect(visible(browser, changes) == 2, "diff: one part")
    checks.expect(visible(browser, ".part h4") == 1, "diff: its heading")
    choose(browser, "part", "")
    choose(browser, "state", "failed")
    checks.expect(visible(browser, "details.page") == 1, "diff: one state")
    choose(browser, "state", "")
    choose(browser, "query", "Evil.Example")
    checks.expect(visible(browser, changes) == 1, "diff: finds a value")
    choose(browser, "query", "/about")
    checks.expect(visible(browser, rows) >= 1, "diff: finds a page")
    choose(browser, "query", "")
    checks.expect(visible(browser, changes) == all_changes, "diff: all again")
    shown = browser.evaluate("document.getElementById('shown').textContent")
    checks.expect(
        shown == "13 of 13 changes, 4 of 4 pages", "diff: counts", shown
    )
    click(browser, ".list thead th:nth-child(3) button")
    first = browser.evaluate(
        "document.querySelector('.list tbody tr').cells[2].textContent"
    )
    checks.expect(first == "3", "diff: sorts its pages", first)


def check_many(browser, checks, name, size):
    seconds = browser.script_seconds()
    loading = browser.evaluate(
        "performance.getEntriesByType('navigation')[0].loadEventEnd / 1000"
    )
    pages = browser.evaluate("document.querySelectorAll('details.page').length")
    checks.expect(pages == 1000, f"{name}: has every page", pages)
    checks.expect(
        seconds < MAX_SCRIPT_SECONDS, f"{name}: script time", f"{seconds:.2f} s"
    )
    choose(browser, "query", "verify")
    searching = browser.script_seconds() - seconds
    checks.expect(
        searching < MAX_SEARCH_SECONDS, f"{name}: search", f"{searching:.2f} s"
    )
    print(
        f"{name}: {size / 1e6:.1f} MB, loaded in {loading:.2f} s,"
        f" script {seconds:.3f} s, first search {searching:.2f} s"
    )


def take_picture(browser, path):
    data = browser.call("Page.captureScreenshot", format="png")["data"]
    path.write_bytes(base64.b64decode(data))


def take_pictures(browser, reports, folder):
    """html-report.png is the one in docs/."""
    folder.mkdir(parents=True, exist_ok=True)
    browser.resize(1200, 1000)
    set_theme(browser, "light")
    browser.show(reports["samples"])
    browser.evaluate("document.querySelector('details.rule').open = true")
    take_picture(browser, folder / "html-report.png")
    for name in ("page", "samples", "rich", "diff", "diff-batch"):
        for theme in THEMES:
            for width in WIDTHS:
                browser.resize(width, 1200)
                set_theme(browser, theme)
                browser.show(reports[name])
                take_picture(browser, folder / f"{name}-{theme}-{width}.png")


def check_with_scripts(path, reports, checks, pictures):
    axe_path = os.environ.get("PAGESCAN_AXE")
    if axe_path:
        axe = pathlib.Path(axe_path).read_text(encoding="utf-8")
    else:
        print("note: PAGESCAN_AXE names no axe.min.js: no check by axe")
    with chromium.Browser(path, SECONDS_TO_ANSWER, scripts=True) as browser:
        for name, markup in reports.items():
            browser.show(markup)
            check_structure(browser, checks, name)
            if name in ("many", "diff-many"):
                check_many(browser, checks, name, len(markup))
            else:
                check_widths(browser, checks, name)
            if name == "batch":
                check_filters(browser, checks)
                check_order(browser, checks)
                check_link(browser, checks)
                check_theme_switch(browser, checks)
            if name == "diff-batch":
                check_diff(browser, checks)
            check_quiet(browser, checks, name)
            if axe_path and name in CHECKED_BY_AXE:
                browser.show(markup)
                check_axe(browser, checks, name, axe)
        if pictures:
            take_pictures(browser, reports, pictures)


def check_without_scripts(path, reports, checks):
    """What is in the file shows, and nothing that would need a script."""
    with chromium.Browser(path, SECONDS_TO_ANSWER) as browser:
        browser.show(reports["batch"])
        tree = browser.call("Accessibility.getFullAXTree")["nodes"]
        names = [
            n.get("name", {}).get("value", "") for n in tree if not n["ignored"]
        ]
        checks.expect(
            "https://bank.example.org/verify" in names,
            "without scripts: lists the pages",
        )
        checks.expect("Findings" in names, "without scripts: has findings")
        checks.expect("Search" not in names, "without scripts: no search")
        checks.expect(
            not browser.refused, "without scripts: no requests"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--files", required=True, metavar="PROGRAM")
    parser.add_argument("--samples", required=True, metavar="FOLDER")
    parser.add_argument("--pictures", type=pathlib.Path, metavar="DIRECTORY")
    options = parser.parse_args()
    path = chromium.find()
    if path is None:
        print("SKIPPED: no Chromium: the HTML report is not opened")
        return SKIPPED
    checks = Checks()
    with tempfile.TemporaryDirectory() as folder:
        reports = write_reports(options.files, options.samples, folder)
    check_with_scripts(path, reports, checks, options.pictures)
    check_without_scripts(path, reports, checks)
    print(f"{checks.count} checks, {len(checks.failures)} failed")
    return 1 if checks.failures else 0


if __name__ == "__main__":
    sys.exit(main())
