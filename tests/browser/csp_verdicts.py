#!/usr/bin/env python3
"""Compares what the rules say a Content Security Policy blocks with what
Chromium blocks, over pairs of a policy and a page (csp_cases.py). The browser
gets every response from memory; no network is reached.

  csp_verdicts.py --verdicts build/csp_verdicts

Exit status: 0 they agree, 1 they do not, 77 skipped: no browser.
"""

import argparse
import json
import subprocess
import sys
import time

import chromium
import csp_cases

SKIPPED = 77
SECONDS_TO_JUDGE = 60
SECONDS_TO_WAIT = 5
ATTEMPTS = 3

# Runs before the page, by the protocol: no policy applies to it.
WATCH = """
var ran = [], blocked = [];
document.addEventListener('securitypolicyviolation', e => {
  if (e.disposition == 'enforce') blocked.push(e.effectiveDirective);
});
"""

# What makes the thing happen, for the kinds that wait for someone.
ACTIONS = {
    "click": "document.getElementById('x').click()",
    "form": "document.forms[0].requestSubmit()",
}
STYLED = "getComputedStyle(document.body).color == 'rgb(255, 0, 0)'"


class NothingHappened(Exception):
    """The thing neither happened nor was blocked."""


def page_of(case):
    return (
        "<!doctype html><html><head><meta charset=utf-8>"
        f"{case.head}</head><body>{case.html}</body></html>"
    )


def policy_fields(case):
    fields = []
    for policy in case.policies:
        name = "Content-Security-Policy"
        if policy.startswith(csp_cases.REPORT_ONLY):
            name += "-Report-Only"
            policy = policy[len(csp_cases.REPORT_ONLY) :]
        fields.append((name, policy))
    return fields


# --- the rules' side ---------------------------------------------------------


def judge(verdicts, cases):
    """For each case, the directive that blocks, or None."""
    given = [
        {
            "kind": case.kind,
            "url": case.url,
            "fields": "".join(f"{n}: {v}\r\n" for n, v in policy_fields(case)),
            "html": page_of(case),
            "target": case.target,
        }
        for case in cases
    ]
    done = subprocess.run(
        [verdicts],
        input=json.dumps(given).encode(),
        stdout=subprocess.PIPE,
        timeout=SECONDS_TO_JUDGE,
        check=True,
    )
    return json.loads(done.stdout)


# --- the browser's side ------------------------------------------------------


def answers(case):
    html_fields = list(chromium.HTML_FIELDS) + policy_fields(case)
    given = {case.url: (html_fields, page_of(case).encode())}
    kind = {"stylesheet": "text/css"}.get(case.kind, "text/javascript")
    content = b"" if case.kind == "stylesheet" else csp_cases.RUN.encode()
    fields = (("Content-Type", kind), ("Access-Control-Allow-Origin", "*"))
    if case.kind in ("script", "dynamic", "stylesheet") and case.target:
        # Wherever the base element or an upgrade leads it.
        for url in targets(case):
            given[url] = (fields, content)
    return given


def targets(case):
    """The URLs by which the target may be asked for."""
    if "://" in case.target:
        return {case.target, case.target.replace("http://", "https://")}
    return {
        csp_cases.CDN + "/" + case.target,
        csp_cases.HOST + "/dir/" + case.target,
    }


def evaluate(browser, expression):
    result = browser.call(
        "Runtime.evaluate", expression=expression, returnByValue=True
    )
    return result["result"].get("value")


def happened(browser, case):
    if case.kind in ("script", "dynamic", "click"):
        return evaluate(browser, "ran.length") > 0
    if case.kind == "style":
        return evaluate(browser, STYLED)
    # A submission by GET adds an empty query.
    asked = {url.removesuffix("?") for url in browser.requested}
    return not asked.isdisjoint(targets(case))


def is_blocked_by_browser(browser, case):
    browser.visit(case.url, answers(case))
    if case.kind in ACTIONS:
        before = evaluate(browser, "blocked.length")
        if before:  # an event handler is refused as soon as it is read
            return True
        evaluate(browser, ACTIONS[case.kind])
    deadline = time.monotonic() + SECONDS_TO_WAIT
    while time.monotonic() < deadline:
        if happened(browser, case):
            return False
        if evaluate(browser, "blocked.length"):
            return True
        time.sleep(0.02)
    raise NothingHappened(describe(case))


def outcome(browser, case):
    """Whether the browser blocks; None where nothing happened. A page may get
    lost to a navigation of the page before it: once more, then."""
    for _ in range(ATTEMPTS):
        try:
            return is_blocked_by_browser(browser, case)
        except NothingHappened:
            continue
    return None


# --- the comparison ----------------------------------------------------------


def describe(case):
    policies = " + ".join(case.policies)
    return f"{case.kind} [{policies}] {case.head} {case.html} on {case.url}"


def compare(browser_path, verdicts, cases):
    """The number of cases on which the two differ."""
    different = 0
    blocked_by_both = 0
    ours = judge(verdicts, cases)
    with chromium.Browser(browser_path, scripts=True) as browser:
        browser.call("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
        for case, directive in zip(cases, ours):
            theirs = outcome(browser, case)
            if theirs != (directive is not None):
                different += 1
                print(
                    f"blocked: {directive} here, {theirs} there:"
                    f" {describe(case)}"
                )
            elif theirs:
                blocked_by_both += 1
    print(
        f"cases {len(cases)} blocked {blocked_by_both} different {different}"
    )
    return different


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--verdicts", required=True, metavar="FILE")
    options = parser.parse_args()
    browser_path = chromium.find()
    if browser_path is None:
        print("SKIPPED: no Chromium: verdicts on policies are not compared")
        return SKIPPED
    cases = csp_cases.all_cases()
    return 1 if compare(browser_path, options.verdicts, cases) else 0


if __name__ == "__main__":
    sys.exit(main())
