// The responses that generate.mjs shows to the Observatory. Written for the
// test; every result that one scan can tell is reached.
import { csp } from "./csp_cases.mjs";
import { cookies, hsts, others, referrer } from "./field_cases.mjs";
import { routes, scores, scripts } from "./page_cases.mjs";

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
