"""A headless Chromium, driven over two pipes, that reaches no network.

Every request of a page is answered here: the page itself, and what else it is
told to, from memory, all else aborted. Were one to slip through, it would meet
a resolver that knows no host and a proxy on loopback where nobody listens.
Scripts don't run unless asked for.

The protocol: https://chromedevtools.github.io/devtools-protocol/
"""

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
import time

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
)

HTML_FIELDS = (("Content-Type", "text/html; charset=utf-8"),)

# Where the page shown seems to come from: a host that never exists (RFC 6761).
PAGE_URL = "http://page.invalid/"

ARGUMENTS = (
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--remote-debugging-pipe",
)


class BrowserError(Exception):
    """The browser answered with an error, too late, or not at all."""


def find():
    """The path of a Chromium, None where there is none."""
    chosen = os.environ.get("PAGESCAN_BROWSER")
    if chosen:
        return chosen
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One browser with one tab. A context manager: leaving it ends both."""

    def __init__(self, path, timeout=20, scripts=False):
        self._timeout = timeout
        self._scripts = scripts
        # Of the page shown: what it asked for in vain, what was said on the
        # console.
        self.refused = []
        self.console = []
        self._last_id = 0
        self._session = None
        self._unread = b""
        self._answers = {}
        self._visited, self._loaded = None, False
        self.requested = []  # URLs since the last show() or visit()
        self._style_sheets = []
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._start(path)

    def __enter__(self):
        try:
            self._open_tab()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *_):
        self._stop()

    def _start(self, path):
        browser_reads, self._to_browser = os.pipe()
        self._from_browser, browser_writes = os.pipe()
        # Out of the way of the descriptors they become in the browser.
        high = [
            fcntl.fcntl(fd, fcntl.F_DUPFD, 64)
            for fd in (browser_reads, browser_writes)
        ]

        def take_descriptors():
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        arguments = list(ARGUMENTS)
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")
        self._process = subprocess.Popen(
            [path, *arguments, "--user-data-dir=" + self._profile.name],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=take_descriptors,
            pass_fds=(3, 4),
            start_new_session=True,
        )
        for fd in (browser_reads, browser_writes, *high):
            os.close(fd)

    def _stop(self):
        os.close(self._to_browser)  # the browser quits when its pipe closes
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            pass
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._process.wait()
        os.close(self._from_browser)
        self._profile.cleanup()

    def _open_tab(self):
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call(
            "Target.attachToTarget", targetId=target, flatten=True
        )["sessionId"]
        self.call(
            "Emulation.setScriptExecutionDisabled", value=not self._scripts
        )
        self.resize(1280, 900)
        self.call("Fetch.enable", patterns=[{"urlPattern": "*"}])
        for domain in ("Page", "DOM", "Accessibility"):
            self.call(domain + ".enable")
        if self._scripts:
            for domain in ("Runtime", "Log", "Performance"):
                self.call(domain + ".enable")

    def resize(self, width, height):
        """Sets the size of the window in CSS pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def show(self, markup):
        """Loads the page, bytes in UTF-8, and waits until it has loaded."""
        self.visit(PAGE_URL, {PAGE_URL: (HTML_FIELDS, markup)})

    def visit(self, url, answers):
        """Loads `url` and waits until it has loaded. `answers`: for a URL its
        fields, pairs of name and value, and its content, given out once: a
        page that asks for itself gets nothing."""
        self._answers = dict(answers)
        self.requested = []
        self.refused = []
        self.console = []
        self._visited, self._loaded = url, False
        self._send("Page.navigate", url=url)
        deadline = time.monotonic() + self._timeout
        while not self._loaded:
            self._handle(self._receive(deadline))

    def evaluate(self, expression):
        """The value of a JavaScript expression in the page, awaited."""
        done = self.call(
            "Runtime.evaluate",
            expression=expression,
            awaitPromise=True,
            returnByValue=True,
        )
        if "exceptionDetails" in done:
            raise BrowserError(str(done["exceptionDetails"]))
        return done["result"].get("value")

    def script_seconds(self):
        """How long scripts ran in this tab since the page was loaded."""
        metrics = self.call("Performance.getMetrics")["metrics"]
        return next(m["value"] for m in metrics if m["name"] == "ScriptDuration")

    def drop_style_sheets(self):
        """Empties the style sheets of the page shown; style attributes stay."""
        self._style_sheets = []
        self.call("CSS.enable")
        for sheet in self._style_sheets:
            self.call("CSS.setStyleSheetText", styleSheetId=sheet, text="")
        self.call("CSS.disable")

    def call(self, method, **parameters):
        """The result of a method of the protocol."""
        sent = self._send(method, **parameters)
        deadline = time.monotonic() + self._timeout
        while True:
            message = self._receive(deadline)
            if message.get("id") != sent:
                self._handle(message)
                continue
            if "error" in message:
                raise BrowserError(method + ": " + message["error"]["message"])
            return message["result"]

    def _send(self, method, **parameters):
        self._last_id += 1
        message = {
            "id": self._last_id,
            "method": method,
            "params": parameters,
        }
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._to_browser, data) :]
        return self._last_id

    def _receive(self, deadline):
        parts = [self._unread]
        while b"\0" not in parts[-1]:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select(
                [self._from_browser], [], [], left
            )[0]:
                raise BrowserError("no answer in time")
            data = os.read(self._from_browser, 1 << 20)
            if not data:
                raise BrowserError("the browser is gone")
            parts.append(data)
        line, self._unread = b"".join(parts).split(b"\0", 1)
        return json.loads(line)

    def _handle(self, message):
        method = message.get("method")
        if method == "Fetch.requestPaused":
            self._answer(message["params"])
        elif method == "Page.loadEventFired":
            # Not that of the page before, about:blank say.
            self._loaded = self._visited in self.requested
        elif method == "Log.entryAdded":
            self.console.append(message["params"]["entry"]["text"])
        elif method == "Runtime.consoleAPICalled":
            self.console.append(str(message["params"]["args"]))
        elif method == "Runtime.exceptionThrown":
            self.console.append(str(message["params"]["exceptionDetails"]))
        elif method == "CSS.styleSheetAdded":
            header = message["params"]["header"]
            if header["origin"] == "regular":
                self._style_sheets.append(header["styleSheetId"])

    def _answer(self, request):
        url = request["request"]["url"]
        self.requested.append(url)
        fields, content = self._answers.pop(url, (None, None))
        if content is not None:
            self._send(
                "Fetch.fulfillRequest",
                requestId=request["requestId"],
                responseCode=200,
                responseHeaders=[
                    {"name": name, "value": value} for name, value in fields
                ],
                body=base64.b64encode(content).decode(),
            )
        else:
            self.refused.append(url)
            # "Aborted" leaves the page as it is where it would navigate.
            self._send(
                "Fetch.failRequest",
                requestId=request["requestId"],
                errorReason="Aborted",
            )
