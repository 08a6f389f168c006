// Audits pages of a running server: node site.mjs <chromium> <address> <folder for pictures> <path>…
//
// Each path is opened in Swedish and in English, on a desktop and on a telephone. Prints one finding per line: rule, page,
// what is wrong; nothing when all is well. Ends with a failure only when the audit itself could not be made.
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [program, base, pictures, ...paths] = process.argv.slice(2);
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// WCAG 2.2 A and AA, and what axe holds for good practice.
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const VIEWS = [
  { name: 'desktop', viewport: { width: 1280, height: 900 } },
  { name: 'phone', viewport: { width: 320, height: 640 } },
];
const LANGUAGES = [{ code: 'sv', locale: 'sv-SE' }, { code: 'en', locale: 'en-GB' }];

const findings = new Set();
const found = (rule, where, what) => findings.add(`${rule} ${where}: ${String(what).replace(/\s+/g, ' ').slice(0, 400)}`);

// What a page asks for over the network, and what it complains about: a broken policy is an error on the console.
function listen(page, where) {
  page.on('request', (request) => {
    if (!request.url().startsWith(base)) found('request', where(), `asks for ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.url().includes('/static/') && !response.ok()) found('request', where(), `${response.status()} for ${response.url()}`);
  });
  page.on('pageerror', (error) => found('error', where(), error.message));
  page.on('console', (message) => {
    // A page that tells of a failure has its status, which the browser writes down.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) found('error', where(), message.text());
  });
}

// Runs inside the page; every rule that needs only the document.
function inspect(code) {
  const findings = [];
  const found = (rule, what) => findings.push([rule, what]);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const shown = (node) => node.getClientRects().length > 0;
  if (document.documentElement.lang !== code) found('lang', `<html lang="${document.documentElement.lang}"> in ${code}`);
  if (all('h1').length !== 1) found('heading', `${all('h1').length} headings of the first level`);
  if (all('.button--primary').filter(shown).length > 1) found('button', 'more than one primary button');
  if (all('[style]').length > 0) found('inline', `${all('[style]').length} style attributes`);
  if (all('style, script:not([src])').length > 0) found('inline', 'a style or a script stands in the page');
  const ids = new Set();
  for (const node of all('[id]')) {
    if (ids.has(node.id)) found('id', `#${node.id} stands twice`);
    ids.add(node.id);
  }
  for (const node of all('a[href^="#"]')) {
    if (!document.getElementById(decodeURIComponent(node.hash.slice(1)))) found('link', `${node.hash} leads nowhere`);
  }
  // What is pressed with a finger: buttons, fields, and links that stand alone.
  const alone = 'button, select, input:not([type=hidden]), textarea, nav a, .button, .actions a, header a';
  for (const node of all(alone).filter(shown)) {
    const label = node.labels?.[0];
    const boxes = [node, ...(label ? [label] : [])].map((part) => part.getBoundingClientRect());
    const high = Math.max(...boxes.map((box) => box.height));
    const least = node.closest('.crumbs, .head__person') ? 24 : 44;
    if (high < least - 0.5) found('target', `${node.tagName} "${(node.textContent || node.name || '').trim().slice(0, 30)}" is ${high} px high`);
  }
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide > 1) {
    const culprit = all('body *').find((node) => node.getBoundingClientRect().right > window.innerWidth + 1 && !node.closest('.scroll'));
    found('width', `${wide} px wider than the window: ${culprit?.tagName}.${culprit?.getAttribute('class')}`);
  }
  return findings;
}

async function audit(browser, view, language) {
  const where = (path) => `${path} (${language.code}, ${view.name})`;
  const options = { viewport: view.viewport, locale: language.locale };
  let now = '';
  // As the reader meets it, the policy of the page in force.
  const plain = await browser.newContext(options);
  const page = await plain.newPage();
  listen(page, () => where(now));
  // The accessibility rules are a script of ours: for them alone the policy is lifted.
  const lifted = await browser.newContext({ ...options, bypassCSP: true });
  const probe = await lifted.newPage();
  for (now of paths) {
    const answer = await page.goto(base + now, { waitUntil: 'load' });
    if (!answer.headers()['content-security-policy']) found('policy', where(now), 'no policy');
    for (const [rule, what] of await page.evaluate(inspect, language.code)) found(rule, where(now), what);
    const name = `${now.replace(/^\/+/, '').replace(/[^\w-]+/g, '_') || 'start'}-${language.code}-${view.name}.png`;
    await page.screenshot({ path: join(pictures, name), fullPage: true });
    await probe.goto(base + now, { waitUntil: 'load' });
    await probe.evaluate(axe);
    const result = await probe.evaluate((tags) => globalThis.axe.run(document, {
      runOnly: { type: 'tag', values: tags },
      resultTypes: ['violations'],
    }), STANDARD);
    for (const violation of result.violations) {
      const places = violation.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ');
      found('axe', where(now), `${violation.id}: ${violation.help}: ${places} (${violation.nodes.length} in all)`);
    }
  }
  const cookies = await plain.cookies(base);
  if (!cookies.some((cookie) => cookie.name.startsWith('__Host-') && cookie.secure && cookie.httpOnly)) {
    found('cookie', base, 'the browser keeps no __Host- cookie from here: open it by localhost or https');
  }
  await plain.close();
  await lifted.close();
}

await mkdir(pictures, { recursive: true });
const browser = await chromium.launch({
  executablePath: program,
  args: [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ],
});
try {
  for (const view of VIEWS) for (const language of LANGUAGES) await audit(browser, view, language);
} finally {
  await browser.close();
}
process.stdout.write([...findings].sort().map((line) => `${line}\n`).join(''));
