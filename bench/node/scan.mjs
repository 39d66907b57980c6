// A scanner as one would write it with Node's usual parts, to be measured
// beside pagescan: fetches with undici, parses with parse5, collects forms,
// links and scripts, makes text with html-to-text and pretty-prints the HTML of
// forms with js-beautify. One JSON line a page, in order of completion.
//
//   node scan.mjs LIST OUTPUT CONCURRENCY
import {createWriteStream, readFileSync} from 'node:fs';
import {once} from 'node:events';
import {convert} from 'html-to-text';
import beautify from 'js-beautify';
import {parse, serializeOuter} from 'parse5';
import {Agent, request} from 'undici';

const CONTROLS = new Set(['button', 'input', 'select', 'textarea']);

function attributesOf(element) {
  return Object.fromEntries(
      element.attrs.map(({name, value}) => [name, value]));
}

function absolute(value, base) {
  try {
    return new URL(value ?? '', base).href;
  } catch {
    return null;
  }
}

/** Forms, links and scripts, in one walk that does not recurse. */
function collect(document, url) {
  const found = {forms: [], links: [], scripts: []};
  const open = [{node: document, form: null}];
  while (open.length > 0) {
    const {node, form} = open.pop();
    let inner = form;
    if (node.tagName) inner = take(node, form, url, found);
    const children = node.childNodes ?? [];
    for (let i = children.length - 1; i >= 0; --i) {
      open.push({node: children[i], form: inner});
    }
  }
  return found;
}

/** Adds one element to what was found; the form its children are in. */
function take(element, form, url, found) {
  const attributes = attributesOf(element);
  if (element.tagName === 'form') {
    const taken = {
      action: absolute(attributes.action, url),
      method: (attributes.method ?? 'get').toLowerCase(),
      fields: [],
      html: beautify.html(serializeOuter(element)),
    };
    found.forms.push(taken);
    return taken;
  }
  if (form && CONTROLS.has(element.tagName)) {
    form.fields.push({element: element.tagName, ...attributes});
  } else if (element.tagName === 'a' && attributes.href !== undefined) {
    const target = absolute(attributes.href, url);
    found.links.push({url: target, rel: attributes.rel});
  } else if (element.tagName === 'script') {
    found.scripts.push({
      url: attributes.src && absolute(attributes.src, url),
      type: attributes.type,
      text: element.childNodes.map((child) => child.value ?? '').join(''),
    });
  }
  return form;
}

async function scan(url, dispatcher) {
  try {
    const {statusCode, headers, body} = await request(url, {dispatcher});
    const html = await body.text();
    const text = convert(html, {wordwrap: false});
    const found = collect(parse(html), url);
    return {url, status: statusCode, headers, text, ...found};
  } catch (error) {
    return {url, error: String(error)};
  }
}

const [list, outputPath, concurrency] = process.argv.slice(2);
const urls = readFileSync(list, 'ascii').split('\n').filter(Boolean);
const output = createWriteStream(outputPath);
const dispatcher = new Agent({connections: Number(concurrency)});
let next = 0;
let failed = 0;

async function work() {
  while (next < urls.length) {
    const result = await scan(urls[next++], dispatcher);
    if (result.error) ++failed;
    const line = JSON.stringify(result) + '\n';
    if (!output.write(line)) await once(output, 'drain');
  }
}

output.setMaxListeners(0);
await Promise.all(Array.from({length: Number(concurrency)}, work));
await dispatcher.close();
output.end();
await once(output, 'finish');
if (failed > 0) {
  console.error(`${failed} of ${urls.length} failed`);
  process.exitCode = 1;
}
