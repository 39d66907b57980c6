// Cookies and the other fields.
import { kHsts, page } from "./case.mjs";

export const cookies = [
  ["no name", ["=x; Secure; HttpOnly; SameSite=Lax"]],
  ["no equals sign", ["lonely; Secure"]],
  ["all attributes", ["id=1; Secure; HttpOnly; SameSite=Lax"]],
  [
    "all attributes, strict",
    ["SESSIONID=1; Secure; HttpOnly; SameSite=Strict"],
  ],
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
  [
    "bad SameSite of a cookie not stored",
    ["id=1; Domain=other.example; SameSite=x"],
  ],
  [
    "worst of several",
    [
      "a=1",
      "csrf=2; Secure",
      "sess=3; Secure; SameSite=Lax",
      "login=4; HttpOnly",
    ],
  ],
].flatMap(([about, set]) => {
  const fields = set.map((cookie) => `Set-Cookie: ${cookie}`);
  return [
    page(`cookie: ${about}`, fields),
    page(`cookie with HSTS: ${about}`, [...fields, kHsts]),
  ];
});

export const hsts = [
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
].map((value) =>
  page(`hsts: ${value}`, [`Strict-Transport-Security: ${value}`]),
);
hsts.push(
  page("hsts twice", [kHsts, kHsts]),
  page("hsts over http", [kHsts], { url: "http://shop.example.org/" }),
  page("hsts, certificate invalid", [kHsts], { verified: false }),
  page("no hsts, certificate invalid", [], { verified: false }),
);

export const referrer = [
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
  page(`referrer in meta: ${about}`, fields, {
    html: `<!doctype html>${html}`,
  });
referrer.push(
  page("referrer: two fields", [
    "Referrer-Policy: unsafe-url",
    "Referrer-Policy: no-referrer",
  ]),
  referrerMeta("good", [], "<meta name=referrer content=no-referrer>"),
  referrerMeta("bad", [], "<meta name=Referrer content=unsafe-url>"),
  referrerMeta("unknown", [], "<meta name=referrer content=whatever>"),
  referrerMeta("old word", [], "<meta name=referrer content=never>"),
  referrerMeta(
    "the last",
    [],
    "<meta name=referrer content=unsafe-url><meta name=referrer content=same-origin>",
  ),
  referrerMeta(
    "over the field",
    ["Referrer-Policy: unsafe-url"],
    "<meta name=referrer content=no-referrer>",
  ),
  referrerMeta(
    "unknown over the field",
    ["Referrer-Policy: unsafe-url"],
    "<meta name=referrer content=whatever>",
  ),
  referrerMeta(
    "in the body",
    [],
    "<p>x<meta name=referrer content=no-referrer>",
  ),
  referrerMeta("empty", [], "<meta name=referrer content=''>"),
);

export const others = [
  ...[
    "nosniff",
    "NoSniff",
    " nosniff ",
    "nosniff, nosniff",
    "sniff",
    "",
    "none",
  ].map((value) =>
    page(`nosniff: ${value}`, [`X-Content-Type-Options: ${value}`]),
  ),
  page("nosniff twice", [
    "X-Content-Type-Options: nosniff",
    "X-Content-Type-Options: nosniff",
  ]),
  ...[
    "DENY",
    "sameorigin",
    "SameOrigin",
    "ALLOW-FROM https://a.example",
    "ALLOWALL",
    "DENY, DENY",
    "deny;",
    "",
  ].map((value) =>
    page(`frame options: ${value}`, [`X-Frame-Options: ${value}`]),
  ),
  page("frame options twice", [
    "X-Frame-Options: DENY",
    "X-Frame-Options: SAMEORIGIN",
  ]),
  page("frame options and frame-ancestors", [
    "X-Frame-Options: nonsense",
    "Content-Security-Policy: frame-ancestors 'self'",
  ]),
  page("frame options and an invalid policy", [
    "X-Frame-Options: DENY",
    "Content-Security-Policy: frame-ancestors 'self'; frame-ancestors 'none'",
  ]),
  page("frame options in a meta element", [], {
    html: "<!doctype html><meta http-equiv=X-Frame-Options content=DENY>",
  }),
  ...[
    "same-site",
    "same-origin",
    "cross-origin",
    "Same-Origin",
    "none",
    "same-origin, same-origin",
    "",
  ].map((value) =>
    page(`corp: ${value}`, [`Cross-Origin-Resource-Policy: ${value}`]),
  ),
];
