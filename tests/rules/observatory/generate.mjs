// Records what the MDN HTTP Observatory says of the responses in cases.mjs, for
// observatory_test. Only needed when those change:
//
//   npm install --ignore-scripts @mdn/mdn-http-observatory@1.4.8
//   node generate.mjs node_modules/@mdn/mdn-http-observatory > recorded.json
//
// Each response travels over a loopback connection and is read by the HTTP
// client of the Observatory itself, so that repeated fields look to it as they
// do in earnest. Its list of preloaded hosts is left empty; what one scan of a
// page can't know (the preflight request, the page's http twin) is left out.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { cases } from "./cases.mjs";

const home = resolve(process.argv[2]);
const from = (path) => import(pathToFileURL(join(home, "src", path)).href);
const require = createRequire(join(home, "package.json"));

const preload = join(home, "conf", "hsts-preload.json");
if (!existsSync(preload)) {
  mkdirSync(join(home, "conf"), { recursive: true });
  writeFileSync(preload, "{}");
}

const { ALL_TESTS } = await from("constants.js");
const { Requests } = await from("types.js");
const { parseHttpEquivHeaders } = await from("retriever/utils.js");
const { getGradeForScore, getScoreModifier } = await from("grader/grader.js");
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await from("grader/charts.js");
const axios = require("axios");
const { CookieJar } = require("tough-cookie");

// One response, written as it stands and read by the Observatory's client.
async function exchange({ status, fields, html }) {
  const body = Buffer.from(html, "utf8");
  const head = [
    `HTTP/1.1 ${status} Status`,
    ...fields,
    `Content-Length: ${body.length}`,
    "Connection: close",
    "",
    "",
  ].join("\r\n");
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () =>
      socket.end(Buffer.concat([Buffer.from(head, "latin1"), body])),
    );
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  try {
    return await axios.get(`http://127.0.0.1:${server.address().port}/`, {
      maxRedirects: 0,
      validateStatus: () => true,
    });
  } finally {
    server.close();
  }
}

async function requestsOf(example) {
  const hops = [...example.redirects, example];
  const jar = new CookieJar();
  let response = null;
  for (const hop of hops) {
    response = await exchange(hop);
    // As the cookie agent of its client does.
    for (const cookie of response.headers["set-cookie"] ?? []) {
      jar.setCookieSync(cookie, hop.url, { ignoreError: true });
    }
  }
  response.verified = example.verified;
  const url = new URL(example.url);
  const requests = new Requests(url.hostname);
  requests.session = { url, jar };
  requests.resources.path = example.html;
  requests.responses.auto = response;
  requests.responses.https = url.protocol === "https:" ? response : null;
  const route = hops.map((hop) => ({
    url: new URL(hop.url),
    status: hop.status,
  }));
  if (route[0].url.protocol === "http:") {
    requests.responses.http = response;
    requests.responses.httpRedirects = route;
  }
  const isHtml = ["text/html", "application/xhtml+xml"].includes(
    response.headers["content-type"]?.split(";")[0],
  );
  response.httpEquiv =
    isHtml && example.html
      ? parseHttpEquivHeaders(example.html, example.url)
      : new Map();
  return requests;
}

const isDecided = {
  "cross-origin-resource-sharing": () => false,
  redirection: (requests) => requests.responses.http !== null,
  "strict-transport-security": (requests) => requests.responses.https !== null,
};

async function record(example) {
  const requests = await requestsOf(example);
  const tests = {};
  let score = 100;
  let bonuses = 0;
  for (const test of ALL_TESTS) {
    const { constructor, result, pass } = test(requests);
    if (isDecided[constructor.name]?.(requests) === false) continue;
    const modifier = getScoreModifier(result);
    tests[constructor.name] = { result, modifier, pass };
    if (modifier < 0) score += modifier;
    else bonuses += modifier;
  }
  if (score >= MINIMUM_SCORE_FOR_EXTRA_CREDIT) score += bonuses;
  return { ...example, ...getGradeForScore(score), tests };
}

const recorded = [];
for (const given of cases) {
  recorded.push(
    await record({
      url: "https://shop.example.org/",
      status: 200,
      html: "<!doctype html><title>Shop</title>",
      redirects: [],
      verified: true,
      ...given,
    }),
  );
}
process.stdout.write(
  "[\n" + recorded.map((entry) => JSON.stringify(entry)).join(",\n") + "\n]\n",
);
