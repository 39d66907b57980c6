// The responses that generate.mjs shows to the Observatory. Written for the
// test; every result that one scan can tell is reached.
const kHtml = "Content-Type: text/html; charset=utf-8";
const kHsts = "Strict-Transport-Security: max-age=31536000";

const page = (about, fields, more = {}) => ({
  about,
  fields: [kHtml, ...fields],
  ...more,
});

// Policies, each alone.
const policies = [
  "default-src 'none'",
  "default-src 'none'; script-src 'self'; form-action 'self'; base-uri 'none'",
  "default-src 'self'",
  "DEFAULT-SRC 'SELF'",
  "default-src 'none' 'none'",
  "default-src",
  "default-src ;script-src 'self'",
  "default-src 'self'; style-src 'self' 'unsafe-inline'",
  "default-src 'none'; style-src data:",
  "default-src 'none'; style-src https:",
  "default-src 'self'; script-src 'unsafe-inline'",
  "default-src 'self' 'unsafe-inline'",
  "default-src 'self' 'unsafe-inline' 'nonce-abc123'",
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'sha256-aGVsbG8='",
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'sha384-aGVsbG8='",
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'sha512-aGVsbG8='",
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'md5-aGVsbG8='",
  "default-src 'self'; style-src 'unsafe-inline' 'nonce-abc123'",
  "default-src 'self'; script-src 'unsafe-eval'",
  "default-src 'self'; style-src 'unsafe-eval'",
  "default-src 'self' 'unsafe-eval'",
  "default-src 'self'; script-src 'unsafe-eval' 'unsafe-inline'",
  "script-src 'self'",
  "script-src 'self'; object-src 'none'",
  "object-src 'none'",
  "img-src 'self'",
  "default-src *",
  "default-src https:",
  "default-src http:",
  "default-src ftp:",
  "default-src 'self'; script-src data:",
  "default-src 'self'; script-src https://*",
  "default-src 'self'; script-src http://*.*",
  "default-src 'self'; script-src https://*.*",
  "default-src 'self'; script-src https://*.example.com",
  "default-src 'self'; object-src *",
  "default-src 'self'; object-src data:",
  "default-src 'self'; object-src https:",
  "default-src 'self'; script-src http://cdn.example.com",
  "default-src 'self' http://cdn.example.com",
  "default-src 'self'; connect-src http://api.example.com",
  "default-src 'self'; report-uri http://reports.example.com/",
  "default-src 'self'; frame-src ftp://files.example.com",
  "default-src 'self'; img-src http:",
  "default-src 'self'; img-src http://images.example.com",
  "default-src 'none'; media-src ftp://media.example.com",
  "default-src 'none'; img-src http:; style-src 'unsafe-inline'",
  "default-src 'none'; script-src 'strict-dynamic'",
  "default-src 'none'; script-src 'strict-dynamic' 'nonce-abc'",
  "default-src 'none'; script-src 'strict-dynamic' 'nonce-abc' https: http: 'unsafe-inline' 'self' *",
  "default-src 'strict-dynamic' 'nonce-abc' https: 'unsafe-inline'",
  "default-src 'strict-dynamic' 'sha256-abc' https://a.example http://b.example; img-src 'self'",
  "object-src 'none'; script-src 'nonce-abc' 'strict-dynamic' 'unsafe-inline' https:; base-uri 'none'",
  "default-src 'self'; default-src 'none'",
  "default-src 'self'; Default-Src 'self'",
  "default-src 'self'; report-uri /a; report-uri /b",
  "default-src 'none'; report-to a; report-to b",
  "default-src 'self'; style-src 'unsafe-inline'; report-uri /a; report-uri /b",
  "default-src 'self'; img-src http:; report-to a; report-to b",
  "default-src 'self' 'unsafe-inline'; report-uri /a; report-uri /b",
  "default",
  "a b",
  "abc",
  "upgrade-insecure-requests",
  "block-all-mixed-content; upgrade-insecure-requests",
  "frame-ancestors 'none'",
  "frame-ancestors *; default-src 'none'",
  "default-src 'none'; frame-ancestors 'self' https://partner.example",
  "sandbox; default-src 'none'",
  "default-src 'self' https http https: http:",
  "default-src 'self'; script-src data data:",
  "default-src 'self'; script-src 'self', default-src 'none'",
  "default-src 'none', default-src 'none'",
  "nonsense-word 1 2 3; default-src 'self'",
  "default-src 'self';;;;   ; img-src *",
  "default-src\t'self'\timg.example",
  "default-src 'none'; connect-src wss: https:; font-src *; manifest-src 'self'",
  "default-src 'none'; script-src-elem 'unsafe-inline'; script-src 'self'",
  "default-src 'none'; require-trusted-types-for 'script'; trusted-types",
  "default-src 'self' blob: data:",
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'",
  "default-src 'self'; script-src 'report-sample' 'self'",
];

const meta = (policy) => `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
const withMeta = (about, fields, ...texts) =>
  page(about, fields, {
    html: `<!doctype html><head>${texts.map(meta).join("\n")}<title>Shop</title></head>`,
  });

const csp = [
  page("no policy", []),
  ...policies.map((policy) => page(policy, [`Content-Security-Policy: ${policy}`])),
  ...[
    "default-src http:",
    "default-src 'self' http://cdn.example.com",
    "default-src 'self'; img-src http:",
  ].map((policy) =>
    page(`over http: ${policy}`, [`Content-Security-Policy: ${policy}`], {
      url: "http://shop.example.org/",
    })
  ),
  page("an empty field", ["Content-Security-Policy:"]),
  page("two fields", [
    "Content-Security-Policy: default-src 'none'",
    "Content-Security-Policy: script-src 'self'",
  ]),
  page("two fields alike", [
    "Content-Security-Policy: default-src 'self'",
    "Content-Security-Policy: default-src 'self'",
  ]),
  page("reports only", ["Content-Security-Policy-Report-Only: default-src 'self'"]),
  page("reports and policy", [
    "Content-Security-Policy-Report-Only: default-src 'none'",
    "Content-Security-Policy: default-src 'self'",
  ]),
  withMeta("in a meta element", [], "default-src 'none'"),
  withMeta("in a meta element, unsafe", [], "default-src 'self' 'unsafe-inline'"),
  withMeta("in two meta elements", [], "default-src 'self'", "default-src 'self' https://a.example"),
  withMeta("in two meta elements, nothing shared", [], "default-src https:", "default-src 'self'"),
  withMeta("in two meta elements, path within", [], "default-src 'self' https://a.example/", "default-src 'self' https://a.example/b"),
  withMeta("in two meta elements, other directives", [], "script-src 'self'", "object-src 'none'"),
  withMeta("in a meta element, malformed escape", [], "default-src https://a.example/%zz/", "default-src https://a.example/%zz/x"),
  withMeta("field and meta element", ["Content-Security-Policy: default-src 'self' 'unsafe-inline'"], "default-src 'self'"),
  withMeta("field and meta element, both unsafe", ["Content-Security-Policy: script-src 'unsafe-inline'; object-src 'none'"], "script-src 'unsafe-inline'"),
  withMeta("field and invalid meta element", ["Content-Security-Policy: default-src 'self'"], "x"),
  withMeta("meta element of header-only directives", [], "frame-ancestors 'none'; report-uri /r"),
  withMeta("meta element of several lines", [], "default-src 'self';\n  img-src *;\r\n object-src 'none'"),
  withMeta("meta element, reports only", ["Content-Security-Policy-Report-Only: default-src 'self'"], "sandbox"),
  {
    ...withMeta("frame-ancestors in a meta element", [], "default-src 'none'; frame-ancestors 'none'"),
    differs: { "x-frame-options": "x-frame-options-not-implemented" },
    why: "CSP 3 section 6.4.2: frame-ancestors in a meta element is ignored",
  },
  page("a policy in the body", [], {
    html: `<!doctype html><body><p>x</p>${meta("default-src 'none'")}`,
    differs: { "content-security-policy": "csp-not-implemented" },
    why: "HTML section 4.2.5.3: a policy counts only in the head element",
  }),
  page("a meta element without content", [], {
    html: "<!doctype html><meta http-equiv=content-security-policy><p>x",
  }),
];

const cookies = [
  ["no name", ["=x; Secure; HttpOnly; SameSite=Lax"]],
  ["no equals sign", ["lonely; Secure"]],
  ["all attributes", ["id=1; Secure; HttpOnly; SameSite=Lax"]],
  ["all attributes, strict", ["SESSIONID=1; Secure; HttpOnly; SameSite=Strict"]],
  ["all attributes, none", ["id=1; Secure; SameSite=None"]],
  ["without SameSite", ["id=1; Secure"]],
  ["one without SameSite", ["id=1; Secure; SameSite=Lax", "b=2; Secure"]],
  ["without Secure", ["id=1"]],
  ["without Secure, with SameSite", ["id=1; SameSite=Lax"]],
  ["SameSite=None without Secure", ["id=1; SameSite=None"]],
  ["SameSite unknown", ["id=1; Secure; SameSite=Sometimes"]],
  ["SameSite empty", ["id=1; Secure; SameSite="]],
  ["SameSite without value", ["id=1; Secure; SameSite"]],
  ["a cookie called SameSite", ["SameSite=blue; Secure"]],
  ["SameSite in capitals", ["id=1; SECURE; SAMESITE=LAX"]],
  ["session without HttpOnly", ["PHPSESSID=1; Secure; SameSite=Lax"]],
  ["login without HttpOnly", ["userLogin=1; Secure; SameSite=Lax"]],
  ["session without Secure", ["PHPSESSID=1; HttpOnly; SameSite=Lax"]],
  ["session without anything", ["PHPSESSID=1"]],
  ["csrf without SameSite", ["csrftoken=1; Secure"]],
  ["csrf with SameSite", ["csrftoken=1; Secure; SameSite=Strict"]],
  ["csrf without Secure", ["XSRF-CSRF=1; SameSite=Strict"]],
  ["csrf session without SameSite", ["csrf_session=1; Secure"]],
  ["the load balancer's", ["heroku-session-affinity=1"]],
  ["another site's", ["id=1; Domain=other.example"]],
  ["a public suffix's", ["id=1; Domain=org"]],
  ["a wider domain", ["id=1; Domain=.example.org"]],
  ["a narrower domain", ["id=1; Domain=www.shop.example.org"]],
  ["overwritten", ["id=1", "id=2; Secure; SameSite=Lax"]],
  ["overwritten by a worse one", ["id=2; Secure; SameSite=Lax", "id=1"]],
  ["two paths", ["id=1; Path=/a; Secure; SameSite=Lax", "id=2; Path=/b"]],
  ["deleted", ["id=; Max-Age=0; Path=/"]],
  ["deleted by date", ["id=; Expires=Thu, 01 Jan 1970 00:00:00 GMT"]],
  ["prefix kept", ["__Host-id=1; Secure; Path=/; SameSite=Lax"]],
  ["prefix broken", ["__Host-id=1; Path=/"]],
  ["prefix broken, Secure", ["__Secure-id=1"]],
  ["bad SameSite of a cookie not stored", ["id=1; Domain=other.example; SameSite=x"]],
  ["worst of several", ["a=1", "csrf=2; Secure", "sess=3; Secure; SameSite=Lax", "login=4; HttpOnly"]],
].flatMap(([about, set]) => {
  const fields = set.map((cookie) => `Set-Cookie: ${cookie}`);
  return [
    page(`cookie: ${about}`, fields),
    page(`cookie with HSTS: ${about}`, [...fields, kHsts]),
  ];
});

const hsts = [
  "max-age=63072000; includeSubDomains; preload",
  "max-age=15768000",
  "max-age=15552000",
  "max-age=15551999",
  "max-age=0",
  "max-age=-1",
  "MAX-AGE=31536000",
  "max-age = 31536000",
  "max-age= 31536000",
  'max-age="31536000"',
  "max-age=",
  "max-age=a year",
  "max-age=31536000x",
  "max-age=99999999999999999999999",
  "max-age=1; max-age=31536000",
  "max-age=31536000, max-age=31536000",
  "includeSubDomains",
  "preload;max-age=31536000",
  ";;;",
  "nonsense",
  "",
].map((value) => page(`hsts: ${value}`, [`Strict-Transport-Security: ${value}`]));
hsts.push(
  page("hsts twice", [kHsts, kHsts]),
  page("hsts over http", [kHsts], { url: "http://shop.example.org/" }),
  page("hsts, certificate invalid", [kHsts], { verified: false }),
  page("no hsts, certificate invalid", [], { verified: false })
);

const referrer = [
  "no-referrer",
  "same-origin",
  "strict-origin",
  "strict-origin-when-cross-origin",
  "origin",
  "origin-when-cross-origin",
  "unsafe-url",
  "no-referrer-when-downgrade",
  "No-Referrer",
  "",
  "never",
  "nonsense",
  "unsafe-url, no-referrer",
  "no-referrer, unsafe-url",
  "no-referrer, nonsense",
].map((value) => page(`referrer: ${value}`, [`Referrer-Policy: ${value}`]));
const referrerMeta = (about, fields, html) =>
  page(`referrer in meta: ${about}`, fields, { html: `<!doctype html>${html}` });
referrer.push(
  page("referrer: two fields", ["Referrer-Policy: unsafe-url", "Referrer-Policy: no-referrer"]),
  referrerMeta("good", [], "<meta name=referrer content=no-referrer>"),
  referrerMeta("bad", [], "<meta name=Referrer content=unsafe-url>"),
  referrerMeta("unknown", [], "<meta name=referrer content=whatever>"),
  referrerMeta("old word", [], "<meta name=referrer content=never>"),
  referrerMeta("the last", [], "<meta name=referrer content=unsafe-url><meta name=referrer content=same-origin>"),
  referrerMeta("over the field", ["Referrer-Policy: unsafe-url"], "<meta name=referrer content=no-referrer>"),
  referrerMeta("unknown over the field", ["Referrer-Policy: unsafe-url"], "<meta name=referrer content=whatever>"),
  referrerMeta("in the body", [], "<p>x<meta name=referrer content=no-referrer>"),
  referrerMeta("empty", [], "<meta name=referrer content=''>")
);

const others = [
  ...["nosniff", "NoSniff", " nosniff ", "nosniff, nosniff", "sniff", "", "none"].map((value) =>
    page(`nosniff: ${value}`, [`X-Content-Type-Options: ${value}`])
  ),
  page("nosniff twice", ["X-Content-Type-Options: nosniff", "X-Content-Type-Options: nosniff"]),
  ...["DENY", "sameorigin", "SameOrigin", "ALLOW-FROM https://a.example", "ALLOWALL", "DENY, DENY", "deny;", ""].map(
    (value) => page(`frame options: ${value}`, [`X-Frame-Options: ${value}`])
  ),
  page("frame options twice", ["X-Frame-Options: DENY", "X-Frame-Options: SAMEORIGIN"]),
  page("frame options and frame-ancestors", ["X-Frame-Options: nonsense", "Content-Security-Policy: frame-ancestors 'self'"]),
  page("frame options and an invalid policy", ["X-Frame-Options: DENY", "Content-Security-Policy: frame-ancestors 'self'; frame-ancestors 'none'"]),
  page("frame options in a meta element", [], { html: "<!doctype html><meta http-equiv=X-Frame-Options content=DENY>" }),
  ...["same-site", "same-origin", "cross-origin", "Same-Origin", "none", "same-origin, same-origin", ""].map((value) =>
    page(`corp: ${value}`, [`Cross-Origin-Resource-Policy: ${value}`])
  ),
];

const script = (about, html, more = {}) =>
  page(`scripts: ${about}`, [], { html: `<!doctype html>${html}`, ...more });
const overHttp = { url: "http://shop.example.org/" };
const scripts = [
  script("inline", "<script>1</script>"),
  script("relative", "<script src=/a.js></script>"),
  script("relative, integrity", "<script src=/a.js integrity=sha256-x></script>"),
  script("relative, over http", "<script src=/a.js integrity=sha256-x></script>", overHttp),
  script("same host", "<script src=https://shop.example.org/a.js></script>"),
  script("same site", "<script src=https://cdn.example.org/a.js></script>"),
  script("same site, integrity", "<script src=https://cdn.example.org/a.js integrity=sha256-x></script>"),
  script("same site over http", "<script src=http://cdn.example.org/a.js></script>"),
  script("other site", "<script src=https://cdn.example.net/a.js></script>"),
  script("other site, integrity", "<script src=https://cdn.example.net/a.js integrity=sha256-x crossorigin></script>"),
  script("other site, empty integrity", "<script src=https://cdn.example.net/a.js integrity=''></script>"),
  script("other site over http", "<script src=http://cdn.example.net/a.js></script>"),
  script("other site over http, integrity", "<script src=http://cdn.example.net/a.js integrity=sha256-x></script>"),
  script("other sites, one without", "<script src=https://a.example.net/a.js integrity=sha256-x></script><script src=https://b.example.net/b.js></script>"),
  script("own with, other without", "<script src=/a.js integrity=sha256-x></script><script src=https://b.example.net/b.js></script>"),
  script("own with, other with", "<script src=/a.js integrity=sha256-x></script><script src=https://b.example.net/b.js integrity=sha256-y></script>"),
  script("other with, own with", "<script src=https://b.example.net/b.js integrity=sha256-y></script><script src=/a.js integrity=sha256-x></script>"),
  script("all kinds", "<script src=http://a.example.net/a.js integrity=sha256-x></script><script src=https://b.example.net/b.js></script><script src=http://c.example.net/c.js></script>"),
  script("in capitals", "<SCRIPT SRC=HTTPS://CDN.EXAMPLE.NET/a.js></SCRIPT>"),
  script("white space", "<script src=' https://cdn.example.net/a.js '></script>"),
  script("of SVG", "<svg><script href=https://cdn.example.net/a.js></script></svg>"),
  script("in a template", "<template><script src=https://cdn.example.net/a.js></script></template>"),
  script("in noscript", "<noscript><p><script src=https://cdn.example.net/a.js></script></noscript>"),
  script("data block", "<script type=application/json src=https://cdn.example.net/a.json></script>"),
  script("data URL", "<script src=data:text/javascript,1></script>"),
  script("base elsewhere", "<base href=https://cdn.example.net/><script src=a.js></script>"),
  script("base elsewhere over http", "<base href=http://cdn.example.net/><script src=a.js></script>"),
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
    differs: { "subresource-integrity": "sri-not-implemented-but-external-scripts-loaded-securely" },
    why: "URL section 4.4: a scheme-relative URL takes the scheme of its base, here https",
  }),
  script("protocol-relative, integrity", "<script src=//cdn.example.net/a.js integrity=sha256-x></script>", {
    differs: { "subresource-integrity": "sri-implemented-and-external-scripts-loaded-securely" },
    why: "URL section 4.4: a scheme-relative URL takes the scheme of its base, here https",
  }),
  script("protocol-relative, same site", "<script src=//cdn.example.org/a.js></script>", {
    differs: { "subresource-integrity": "sri-not-implemented-but-all-scripts-loaded-from-secure-origin" },
    why: "HTML section 7.1.1: the script is of the page's own site",
  }),
  script("protocol-relative, over http", "<script src=//cdn.example.net/a.js></script>", overHttp),
  script("neighbours under a public suffix", "<script src=https://evil.github.io/a.js></script>", {
    url: "https://shop.github.io/",
    differs: { "subresource-integrity": "sri-not-implemented-but-external-scripts-loaded-securely" },
    why: "URL section 3.2: github.io is a public suffix, so these are two sites",
  }),
];

const hop = (url, fields = [], status = 301) => ({ url, status, fields, html: "" });
const route = (about, urls, more = {}) => {
  const redirects = urls.slice(0, -1).map((url) => hop(url));
  return page(`route: ${about}`, [], { redirects, url: urls.at(-1), ...more });
};
const routes = [
  route("to https", ["http://shop.example.org/", "https://shop.example.org/"]),
  route("to https, then on", ["http://example.org/", "https://example.org/", "https://www.example.org/"]),
  route("off host", ["http://example.org/", "https://www.example.org/"]),
  route("http first", ["http://example.org/", "http://www.example.org/", "https://www.example.org/"]),
  route("never", ["http://example.org/", "http://www.example.org/"]),
  route("back to http", ["http://example.org/", "https://example.org/", "http://example.org/a"]),
  route("none", ["http://shop.example.org/"]),
  route("certificate invalid", ["http://shop.example.org/", "https://shop.example.org/"], { verified: false }),
  route("https only", ["https://example.org/", "https://www.example.org/"]),
  page("route: cookies on the way", [], {
    redirects: [
      hop("http://example.org/", ["Set-Cookie: first=1"]),
      hop("https://example.org/", ["Set-Cookie: sess=1; Secure; HttpOnly; SameSite=Lax"]),
    ],
    url: "https://www.example.org/",
  }),
  page("route: bad SameSite on the way", [], {
    redirects: [hop("https://example.org/", ["Set-Cookie: a=1; Secure; SameSite=x"])],
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
const scores = [
  page("best", kBest),
  page("best, with scripts", kBest, {
    html: "<!doctype html><script src=/a.js integrity=sha256-x></script>",
  }),
  ...kBest.map((line) => page(`best without ${line.split(":")[0]}`, without(line.split(":")[0]))),
  page("a bonus at 90", [...without("X-Content-Type-Options", "Strict-Transport-Security"), "Strict-Transport-Security: max-age=1"]),
  page("no bonus at 85", [...without("X-Content-Type-Options", "Strict-Transport-Security", "Cross-Origin-Resource-Policy"), "Strict-Transport-Security: max-age=1", "Cross-Origin-Resource-Policy: x"]),
  page("a bonus at 95", without("X-Content-Type-Options")),
  page("nothing below zero", ["Set-Cookie: sess=1", "Referrer-Policy: x", "Cross-Origin-Resource-Policy: x"], {
    html: "<!doctype html><script src=http://cdn.example.net/a.js></script>",
  }),
  page("refused, 403", kBest, { status: 403 }),
  page("unauthorised, 401", kBest, { status: 401 }),
];

export const cases = [
  ...csp,
  ...cookies,
  ...hsts,
  ...referrer,
  ...others,
  ...scripts,
  ...routes,
  ...scores,
];
