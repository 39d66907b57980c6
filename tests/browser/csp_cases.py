"""Pairs of a policy and a page, each with one thing the policy may block.

The kinds: "script" is whatever runs by itself, "click" what runs when #x is
clicked, "form" a submission to TARGET, "dynamic" a script another script adds,
"image", "iframe", "stylesheet" a request, "style" an inline style sheet.

Left out is where Chromium departs from the standards such that it blocks more:
"wss:" does not stand for https, and a comma parts policies in a meta element.
"""

import base64
import collections
import hashlib

HOST = "https://page.test"
PAGE = HOST + "/dir/page"
PLAIN = "http://page.test/dir/page"
CDN = "https://cdn.test"
# Two origins of one machine.
LOOPBACK = "http://127.0.0.1:8001"
LOCALHOST = "http://localhost:8002"

REPORT_ONLY = "report-only: "

# `policies`: the values of Content-Security-Policy fields, one each; of a
# report-only one after REPORT_ONLY.
Case = collections.namedtuple("Case", "kind policies html url target head")

RUN = "ran.push(1)"
INLINE = f"<script>{RUN}</script>"
NONCED = f"<script nonce=abc>{RUN}</script>"
CLICK = f'<b id=x onclick="{RUN}">x</b>'
LINK = f'<a id=x href="javascript:{RUN}">x</a>'
STYLE = "<style>body { color: red }</style>"


def digest(text, name="sha256"):
    value = hashlib.new(name, text.encode()).digest()
    return name + "-" + base64.b64encode(value).decode()


def quoted_digest(text, name="sha256"):
    return "'" + digest(text, name) + "'"


def for_urls(text):
    return quoted_digest(text).replace("+", "-").replace("/", "_")


HASH = quoted_digest(RUN)


def case(kind, policies, html, url=PAGE, target=None, head=""):
    if isinstance(policies, str):
        policies = [policies]
    return Case(kind, policies, html, url, target, head)


def inline(policies, html=INLINE, **rest):
    return case("script", policies, html, **rest)


def external(policies, target=CDN + "/js/a.js", attributes="", **rest):
    html = f"<script {attributes} src='{target}'></script>"
    return case("script", policies, html, target=target, **rest)


def dynamic(policies, target=CDN + "/js/a.js"):
    html = (
        "<script nonce=abc>const s = document.createElement('script');"
        f"s.src = '{target}'; document.head.append(s)</script>"
    )
    return case("dynamic", policies, html, target=target)


def form(policies, target=CDN + "/go", method="post", **rest):
    html = f"<form method={method} action='{target}'><button>B</button></form>"
    return case("form", policies, html, target=target, **rest)


def image(policies, target=CDN + "/i.png", **rest):
    html = f"<img src='{target}'>"
    return case("image", policies, html, target=target, **rest)


def iframe(policies, target=CDN + "/f", **rest):
    html = f"<iframe src='{target}'></iframe>"
    return case("iframe", policies, html, target=target, **rest)


def stylesheet(policies, target=CDN + "/s.css", attributes="", **rest):
    html = f"<link rel=stylesheet {attributes} href='{target}'>"
    return case("stylesheet", policies, html, target=target, **rest)


def meta(policy):
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'


# Each source list with the inline script, the click and the link to script.
SCRIPT_LISTS = (
    "'none'",
    "'self'",
    "'unsafe-inline'",
    "'UNSAFE-inline'",
    "unsafe-inline",
    "*",
    "'unsafe-inline' 'nonce-abc'",
    "'unsafe-inline' 'strict-dynamic'",
    "'unsafe-inline' 'sha256-AAAA'",
    "'unsafe-inline' 'none'",
    f"{HASH}",
    f"'unsafe-hashes' {HASH}",
    "'unsafe-hashes' " + quoted_digest("javascript:" + RUN),
    "'unsafe-hashes' 'unsafe-inline'",
    "",
)

INLINE_CASES = [
    inline("img-src 'none'"),
    inline("script-src 'nonce-abc'", NONCED),
    inline("script-src 'nonce-ABC'", NONCED),
    inline("script-src 'NONCE-abc'", NONCED),
    inline("script-src nonce-abc", NONCED),
    inline("default-src 'nonce-abc'", NONCED),
    inline("script-src 'nonce-abc'", f"<script nonce=''>{RUN}</script>"),
    inline(
        "script-src 'nonce-abc'",
        f"<script data-x='<script' nonce=abc>{RUN}</script>",
    ),
    inline("script-src 'nonce-abc' 'strict-dynamic'", NONCED),
    inline("script-src " + quoted_digest(RUN, "sha384")),
    inline("script-src " + quoted_digest(RUN, "sha512")),
    inline("script-src " + for_urls(RUN)),
    inline("script-src " + HASH.replace("sha256", "SHA256")),
    inline("script-src " + HASH.replace("sha256", "sha512")),
    inline(
        "script-src " + quoted_digest(RUN + "\n"),
        f"<script>{RUN}\n</script>",
    ),
    inline(
        "script-src " + quoted_digest("/*é*/" + RUN),
        f"<script>/*é*/{RUN}</script>",
    ),
    inline("script-src 'strict-dynamic' " + HASH),
    inline("default-src 'none'; script-src 'unsafe-inline'"),
    inline("default-src 'unsafe-inline'; script-src 'none'"),
    inline("script-src-elem 'unsafe-inline'; script-src 'none'"),
    inline("script-src 'unsafe-inline'; script-src-elem 'none'"),
    inline("script-src-attr 'none'; script-src 'unsafe-inline'"),
    inline("script-src 'none'; script-src 'unsafe-inline'"),
    inline("script-src 'unsafe-inline'; SCRIPT-SRC 'none'"),
    inline("Script-Src 'none'"),
    inline("script-scr 'none'"),
    inline("script-src 'none' \u00fc"),
    inline(["script-src 'unsafe-inline'", "script-src 'none'"]),
    inline(["script-src 'unsafe-inline'", "img-src 'none'"]),
    inline("script-src 'unsafe-inline', script-src 'none'"),
    inline(["script-src 'nonce-abc'", f"script-src {HASH}"], NONCED),
    inline(["script-src 'nonce-abc'", "script-src 'nonce-xyz'"], NONCED),
    inline([], head=meta("script-src 'none'")),
    inline([], head=meta("script-src 'unsafe-inline'")),
    inline("script-src 'unsafe-inline'", head=meta("default-src 'self'")),
    inline([], head="<noscript>" + meta("script-src 'none'") + "</noscript>"),
    inline([], head="<template>" + meta("script-src 'none'") + "</template>"),
    inline([], meta("script-src 'none'") + INLINE),
    inline([], "<p>", head=INLINE + meta("script-src 'none'")),
    inline("script-src 'self'", f"<script type=module>{RUN}</script>"),
    inline(f"script-src {HASH}", f"<script type=module>{RUN}</script>"),
    inline("script-src-attr 'unsafe-inline'; default-src 'none'"),
    inline(REPORT_ONLY + "script-src 'none'"),
    inline([REPORT_ONLY + "script-src 'none'", "default-src 'self'"]),
    inline([], head=meta("img-src *") + meta("script-src 'none'")),
    inline([], head=meta("script-src 'none'; script-src 'unsafe-inline'")),
    inline("script-src\t'none'"),
    inline(";;script-src  'none' ;"),
    inline("script-src 'nonce-abc'", f"<script nonce=' abc'>{RUN}</script>"),
    inline(
        "script-src " + quoted_digest(RUN + "\n"),
        f"<script>{RUN}\r\n</script>",
    ),
    inline("script-src " + HASH.replace("=", "")),
    inline("script-src 'self'", f"<svg><script>{RUN}</script></svg>"),
    inline("script-src 'unsafe-inline'", f"<svg><script>{RUN}</script></svg>"),
    inline("script-src " + HASH, f"<svg><script>{RUN}</script></svg>"),
    inline(
        "script-src 'nonce-abc'", f"<svg><script nonce=abc>{RUN}</script></svg>"
    ),
    inline(
        "script-src 'self'",
        f'<iframe src="javascript:parent.{RUN}"></iframe>',
    ),
    inline(
        "script-src 'unsafe-inline'",
        f'<iframe src="javascript:parent.{RUN}"></iframe>',
    ),
    inline("script-src 'self'", f"<img src=data:, onerror='{RUN}'>"),
    inline(
        "script-src-attr 'unsafe-inline'",
        f"<img src=data:, onerror='{RUN}'>",
    ),
    inline("script-src 'self'", f"<svg onload='{RUN}'></svg>"),
]

CLICK_CASES = [
    case("click", "script-src-attr 'unsafe-inline'; default-src 'none'", CLICK),
    case("click", "script-src-elem 'unsafe-inline'; default-src 'none'", CLICK),
    case("click", "script-src-attr 'none'; script-src 'unsafe-inline'", CLICK),
    case("click", "script-src-attr 'none'; script-src 'unsafe-inline'", LINK),
    case("click", "script-src-elem 'none'; script-src 'unsafe-inline'", LINK),
    case("click", "script-src 'unsafe-hashes' 'nonce-abc'", CLICK),
    case("click", [], CLICK, head=meta("script-src 'none'")),
    case("click", [], LINK, head=meta("script-src 'none'")),
    case("click", "default-src 'none'", LINK),
    case("click", f"default-src 'unsafe-hashes' {HASH}", CLICK),
    case("click", f"script-src-attr 'unsafe-hashes' {HASH}", CLICK),
    case("click", [f"script-src {HASH}", "script-src 'unsafe-inline'"], CLICK),
    case(
        "click",
        "script-src 'unsafe-hashes' "
        + quoted_digest("javascript:ran.push( 1)"),
        "<a id=x href='javascript:ran.push(%201)'>x</a>",
    ),
    case(
        "click",
        "script-src 'unsafe-hashes' "
        + quoted_digest("javascript:ran.push(%201)"),
        "<a id=x href='javascript:ran.push(%201)'>x</a>",
    ),
    case(
        "click",
        "script-src 'unsafe-hashes' " + quoted_digest("javascript:" + RUN),
        f"<a id=x href=' JavaScript:{RUN}'>x</a>",
    ),
    case(
        "click",
        "script-src 'self'",
        f"<form action='javascript:{RUN}'><button id=x>x</button></form>",
    ),
    case(
        "click",
        "script-src 'unsafe-inline'",
        f"<form action='javascript:{RUN}'><button id=x>x</button></form>",
    ),
]

EXTERNAL_CASES = [
    external("img-src *"),
    external("script-src 'self'"),
    external("script-src 'self'", HOST + "/js/a.js"),
    external("script-src 'self'", HOST + ":8443/js/a.js"),
    external("script-src 'self'", url=PLAIN, target=HOST + "/js/a.js"),
    external("script-src 'self'", url=PLAIN, target="http://page.test/a.js"),
    external("script-src 'none'", HOST + "/js/a.js"),
    external("script-src *"),
    external("script-src *", "data:text/javascript,ran.push(1)"),
    external("script-src data:", "data:text/javascript,ran.push(1)"),
    external("script-src https:"),
    external("script-src http:"),
    external("script-src https:", "http://cdn.test/a.js", url=PLAIN),
    external("script-src cdn.test"),
    external("script-src CDN.test"),
    external("script-src *.test"),
    external("script-src *.cdn.test"),
    external("script-src *.cdn.test", "https://w.cdn.test/a.js"),
    external("script-src cdn.test", "https://w.cdn.test/a.js"),
    external("script-src http://cdn.test"),
    external("script-src https://cdn.test", "http://cdn.test/a.js", url=PLAIN),
    external("script-src cdn.test", "http://cdn.test/a.js", url=PLAIN),
    external("script-src cdn.test", url=PLAIN),
    external("script-src cdn.test:80", url=PLAIN),
    external("script-src cdn.test:443"),
    external("script-src cdn.test:80"),
    external("script-src cdn.test:81"),
    external("script-src cdn.test:*", CDN + ":8443/a.js"),
    external("script-src cdn.test", CDN + ":8443/a.js"),
    external("script-src cdn.test:8443", CDN + ":8443/a.js"),
    external("script-src *:8443", CDN + ":8443/a.js"),
    external("script-src 127.0.0.2", "https://127.0.0.2/a.js"),
    external("script-src [::1]", "https://[::1]/a.js"),
    external("script-src cdn.test/"),
    external("script-src cdn.test/js/"),
    external("script-src cdn.test/js"),
    external("script-src cdn.test/js/a.js"),
    external("script-src cdn.test/js/a.js?v=1"),
    external("script-src cdn.test/js/a.js", CDN + "/js/a.js?v=2"),
    external("script-src cdn.test/JS/a.js"),
    external("script-src cdn.test/%6As/"),
    external("script-src cdn.test/js/", CDN + "/js/deep/a.js"),
    external("script-src cdn.test/js%2Fa.js"),
    external("script-src 'self' 'none'", HOST + "/js/a.js"),
    external("script-src self", HOST + "/js/a.js"),
    external("script-src 'strict-dynamic' https:"),
    external("script-src 'nonce-abc'", attributes="nonce=abc"),
    external("script-src 'nonce-abc'", attributes="nonce=abd"),
    external("script-src 'nonce-abc' 'strict-dynamic'", attributes="nonce=abc"),
    external("default-src 'none'; script-src-elem cdn.test"),
    external("script-src cdn.test; script-src-elem 'none'"),
    external("default-src cdn.test"),
    external(["script-src cdn.test", "script-src 'self'"]),
    external(["script-src cdn.test", "script-src https:"]),
    external("script-src 'self'; base-uri 'none'", "a.js",
             head="<base href=https://cdn.test/>"),
    external("script-src 'self'", "a.js", head="<base href=https://cdn.test/>"),
    external(
        "script-src " + HASH,
        attributes=f"integrity='{digest(RUN)}' crossorigin",
    ),
    external(
        "script-src " + HASH,
        attributes=f"integrity='{digest(RUN)} {digest(RUN, 'sha384')}'"
        " crossorigin",
    ),
    external("script-src " + HASH),
    external(
        "script-src 'self'; upgrade-insecure-requests",
        "http://page.test/js/a.js",
    ),
    external("script-src https://*"),
    external("script-src *:*", CDN + ":8443/a.js"),
    external("script-src https://*.test:*", CDN + ":8443/a.js"),
    external("script-src cdn.test."),
    external("script-src 'self'", LOOPBACK + "/a.js", url=LOOPBACK + "/"),
    external("script-src 'self'", LOCALHOST + "/a.js", url=LOOPBACK + "/"),
    external("script-src localhost", LOCALHOST + "/a.js", url=LOOPBACK + "/"),
    external(
        "script-src localhost:8002", LOCALHOST + "/a.js", url=LOOPBACK + "/"
    ),
    external(
        "script-src 127.0.0.1:*", LOOPBACK + "/a.js", url=LOCALHOST + "/"
    ),
    external("script-src 'self'", attributes="type=module"),
    external("script-src cdn.test", attributes="type=module"),
    external(REPORT_ONLY + "script-src 'none'"),
    external("script-src 'self'", "http://page.test/js/a.js",
             head=meta("upgrade-insecure-requests")),
    external([], head=meta("script-src 'self'")),
    external("script-src 'unsafe-inline'"),
    dynamic("script-src 'nonce-abc' 'strict-dynamic'"),
    dynamic("script-src 'nonce-abc'"),
    dynamic("script-src 'nonce-abc' cdn.test"),
]

FORM_CASES = [
    form("default-src 'none'"),
    form("form-action 'none'"),
    form("form-action 'self'"),
    form("form-action 'self'", method="get"),
    form("form-action 'self'", HOST + "/go"),
    form("form-action 'self'", HOST + ":8443/go"),
    form("form-action 'self' cdn.test"),
    form("form-action https:"),
    form("form-action cdn.test/go"),
    form("form-action cdn.test/other"),
    form("form-action *"),
    form("form-action"),
    form(["form-action cdn.test", "form-action 'self'"]),
    form([], head=meta("form-action 'self'")),
    form(REPORT_ONLY + "form-action 'none'"),
    form("form-action 'none'", HOST + "/go"),
    form("form-action 'self'", HOST + "/go", method="get"),
    form("form-action 'self'", LOCALHOST + "/go", url=LOOPBACK + "/"),
    form("form-action localhost:*", LOCALHOST + "/go", url=LOOPBACK + "/"),
    form("form-action 'self'", HOST + "/go", url=PLAIN),
    form("form-action https:", "http://cdn.test/go", url=PLAIN),
    form("form-action https:; upgrade-insecure-requests", "http://cdn.test/go",
         url=PLAIN),
]

OTHER_CASES = [
    image("img-src 'self'"),
    image("img-src 'self' cdn.test"),
    image("default-src 'none'"),
    image("default-src 'none'; img-src *"),
    image("script-src 'none'"),
    iframe("frame-src 'self'"),
    iframe("frame-src cdn.test"),
    iframe("child-src 'none'"),
    iframe("child-src 'none'; frame-src cdn.test"),
    iframe("default-src 'none'; child-src cdn.test"),
    stylesheet("style-src 'self'"),
    stylesheet("style-src cdn.test"),
    stylesheet("style-src-elem 'none'; style-src *"),
    stylesheet("style-src 'nonce-abc'", attributes="nonce=abc"),
    stylesheet("default-src 'self'"),
    case("style", "style-src 'self'", STYLE),
    case("style", "style-src 'unsafe-inline'", STYLE),
    case("style", "style-src 'unsafe-inline' 'strict-dynamic'", STYLE),
    case("style", "style-src " + quoted_digest("body { color: red }"), STYLE),
    case("style", "style-src-attr 'none'; style-src 'unsafe-inline'", STYLE),
]


def all_cases():
    cases = []
    for sources in SCRIPT_LISTS:
        policy = "script-src " + sources
        cases.append(inline(policy))
        cases.append(case("click", policy, CLICK))
        cases.append(case("click", policy, LINK))
    return (
        cases
        + INLINE_CASES
        + CLICK_CASES
        + EXTERNAL_CASES
        + FORM_CASES
        + OTHER_CASES
    )
