// Scripts, redirects, and scores of whole pages.
import { kHsts, page } from "./case.mjs";

const script = (about, html, more = {}) =>
  page(`scripts: ${about}`, [], { html: `<!doctype html>${html}`, ...more });
const overHttp = { url: "http://shop.example.org/" };
export const scripts = [
  script("inline", "<script>1</script>"),
  script("relative", "<script src=/a.js></script>"),
  script(
    "relative, integrity",
    "<script src=/a.js integrity=sha256-x></script>",
  ),
  script(
    "relative, over http",
    "<script src=/a.js integrity=sha256-x></script>",
    overHttp,
  ),
  script("same host", "<script src=https://shop.example.org/a.js></script>"),
  script("same site", "<script src=https://cdn.example.org/a.js></script>"),
  script(
    "same site, integrity",
    "<script src=https://cdn.example.org/a.js integrity=sha256-x></script>",
  ),
  script(
    "same site over http",
    "<script src=http://cdn.example.org/a.js></script>",
  ),
  script("other site", "<script src=https://cdn.example.net/a.js></script>"),
  script(
    "other site, integrity",
    "<script src=https://cdn.example.net/a.js integrity=sha256-x crossorigin></script>",
  ),
  script(
    "other site, empty integrity",
    "<script src=https://cdn.example.net/a.js integrity=''></script>",
  ),
  script(
    "other site over http",
    "<script src=http://cdn.example.net/a.js></script>",
  ),
  script(
    "other site over http, integrity",
    "<script src=http://cdn.example.net/a.js integrity=sha256-x></script>",
  ),
  script(
    "other sites, one without",
    "<script src=https://a.example.net/a.js integrity=sha256-x></script><script src=https://b.example.net/b.js></script>",
  ),
  script(
    "own with, other without",
    "<script src=/a.js integrity=sha256-x></script><script src=https://b.example.net/b.js></script>",
  ),
  script(
    "own with, other with",
    "<script src=/a.js integrity=sha256-x></script><script src=https://b.example.net/b.js integrity=sha256-y></script>",
  ),
  script(
    "other with, own with",
    "<script src=https://b.example.net/b.js integrity=sha256-y></script><script src=/a.js integrity=sha256-x></script>",
  ),
  script(
    "all kinds",
    "<script src=http://a.example.net/a.js integrity=sha256-x></script><script src=https://b.example.net/b.js></script><script src=http://c.example.net/c.js></script>",
  ),
  script("in capitals", "<SCRIPT SRC=HTTPS://CDN.EXAMPLE.NET/a.js></SCRIPT>"),
  script(
    "white space",
    "<script src=' https://cdn.example.net/a.js '></script>",
  ),
  script(
    "of SVG",
    "<svg><script href=https://cdn.example.net/a.js></script></svg>",
  ),
  script(
    "in a template",
    "<template><script src=https://cdn.example.net/a.js></script></template>",
  ),
  script(
    "in noscript",
    "<noscript><p><script src=https://cdn.example.net/a.js></script></noscript>",
  ),
  script(
    "data block",
    "<script type=application/json src=https://cdn.example.net/a.json></script>",
  ),
  script("data URL", "<script src=data:text/javascript,1></script>"),
  script(
    "base elsewhere",
    "<base href=https://cdn.example.net/><script src=a.js></script>",
  ),
  script(
    "base elsewhere over http",
    "<base href=http://cdn.example.net/><script src=a.js></script>",
  ),
  script("base within", "<base href=/static/><script src=a.js></script>"),
  script("no address", "<script src=''></script>"),
  page("scripts: content that is no HTML by its letters", [], {
    fields: ["Content-Type: Text/HTML"],
    html: "<!doctype html><meta name=referrer content=no-referrer><script src=http://cdn.example.net/a.js></script>",
  }),
  page("scripts: no type", [], {
    fields: ["Server: x"],
    html: "<!doctype html><script src=http://cdn.example.net/a.js></script>",
  }),
  page("scripts: XHTML", [], {
    fields: ["Content-Type: application/xhtml+xml"],
    html: "<!doctype html><script src=https://cdn.example.net/a.js></script>",
  }),
  page("two types", [], {
    fields: ["Content-Type: text/plain", "Content-Type: text/html"],
    html: "<!doctype html><script src=https://cdn.example.net/a.js></script>",
  }),
  script("protocol-relative", "<script src=//cdn.example.net/a.js></script>", {
    differs: {
      "subresource-integrity":
        "sri-not-implemented-but-external-scripts-loaded-securely",
    },
    why: "URL section 4.4: a scheme-relative URL takes the scheme of its base, here https",
  }),
  script(
    "protocol-relative, integrity",
    "<script src=//cdn.example.net/a.js integrity=sha256-x></script>",
    {
      differs: {
        "subresource-integrity":
          "sri-implemented-and-external-scripts-loaded-securely",
      },
      why: "URL section 4.4: a scheme-relative URL takes the scheme of its base, here https",
    },
  ),
  script(
    "protocol-relative, same site",
    "<script src=//cdn.example.org/a.js></script>",
    {
      differs: {
        "subresource-integrity":
          "sri-not-implemented-but-all-scripts-loaded-from-secure-origin",
      },
      why: "HTML section 7.1.1: the script is of the page's own site",
    },
  ),
  script(
    "protocol-relative, over http",
    "<script src=//cdn.example.net/a.js></script>",
    overHttp,
  ),
  script(
    "neighbours under a public suffix",
    "<script src=https://evil.github.io/a.js></script>",
    {
      url: "https://shop.github.io/",
      differs: {
        "subresource-integrity":
          "sri-not-implemented-but-external-scripts-loaded-securely",
      },
      why: "URL section 3.2: github.io is a public suffix, so these are two sites",
    },
  ),
];

const hop = (url, fields = [], status = 301) => ({
  url,
  status,
  fields,
  html: "",
});
const route = (about, urls, more = {}) => {
  const redirects = urls.slice(0, -1).map((url) => hop(url));
  return page(`route: ${about}`, [], { redirects, url: urls.at(-1), ...more });
};
export const routes = [
  route("to https", ["http://shop.example.org/", "https://shop.example.org/"]),
  route("to https, then on", [
    "http://example.org/",
    "https://example.org/",
    "https://www.example.org/",
  ]),
  route("off host", ["http://example.org/", "https://www.example.org/"]),
  route("http first", [
    "http://example.org/",
    "http://www.example.org/",
    "https://www.example.org/",
  ]),
  route("never", ["http://example.org/", "http://www.example.org/"]),
  route("back to http", [
    "http://example.org/",
    "https://example.org/",
    "http://example.org/a",
  ]),
  route("none", ["http://shop.example.org/"]),
  route(
    "certificate invalid",
    ["http://shop.example.org/", "https://shop.example.org/"],
    { verified: false },
  ),
  route("https only", ["https://example.org/", "https://www.example.org/"]),
  page("route: cookies on the way", [], {
    redirects: [
      hop("http://example.org/", ["Set-Cookie: first=1"]),
      hop("https://example.org/", [
        "Set-Cookie: sess=1; Secure; HttpOnly; SameSite=Lax",
      ]),
    ],
    url: "https://www.example.org/",
  }),
  page("route: bad SameSite on the way", [], {
    redirects: [
      hop("https://example.org/", ["Set-Cookie: a=1; Secure; SameSite=x"]),
    ],
    url: "https://www.example.org/",
  }),
];

const kBest = [
  "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
  "Set-Cookie: __Host-id=1; Secure; HttpOnly; SameSite=Lax; Path=/",
  "Referrer-Policy: no-referrer",
  kHsts,
  "X-Content-Type-Options: nosniff",
  "X-Frame-Options: DENY",
  "Cross-Origin-Resource-Policy: same-origin",
];
const without = (...names) =>
  kBest.filter((line) => !names.includes(line.split(":")[0]));
export const scores = [
  page("best", kBest),
  page("best, with scripts", kBest, {
    html: "<!doctype html><script src=/a.js integrity=sha256-x></script>",
  }),
  ...kBest.map((line) =>
    page(`best without ${line.split(":")[0]}`, without(line.split(":")[0])),
  ),
  page("a bonus at 90", [
    ...without("X-Content-Type-Options", "Strict-Transport-Security"),
    "Strict-Transport-Security: max-age=1",
  ]),
  page("no bonus at 85", [
    ...without(
      "X-Content-Type-Options",
      "Strict-Transport-Security",
      "Cross-Origin-Resource-Policy",
    ),
    "Strict-Transport-Security: max-age=1",
    "Cross-Origin-Resource-Policy: x",
  ]),
  page("a bonus at 95", without("X-Content-Type-Options")),
  page(
    "nothing below zero",
    [
      "Set-Cookie: sess=1",
      "Referrer-Policy: x",
      "Cross-Origin-Resource-Policy: x",
    ],
    {
      html: "<!doctype html><script src=http://cdn.example.net/a.js></script>",
    },
  ),
  page("refused, 403", kBest, { status: 403 }),
  page("unauthorised, 401", kBest, { status: 401 }),
];
