// Audits one page: node audit.mjs <chromium> <page.html> <folder for pictures>
//
// Prints one finding per line, first the rule, then what is wrong and where; nothing when all is well.
// Ends with a failure only when the audit itself could not be made.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [program, file, pictures] = process.argv.slice(2);
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const address = pathToFileURL(file).href;

// WCAG 2.1 A and AA: what DOS-lagen asks of a municipality.
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

const VIEWS = [
  { name: 'desktop', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  { name: 'phone', viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
];

// How many pages within the page (shown by `:target`) are opened for the accessibility rules.
const INNER_PAGES = 3;

const findings = new Set();
const found = (rule, what) => findings.add(`${rule} ${String(what).replace(/\s+/g, ' ').slice(0, 300)}`);

// What a reader of the page asks for over the network, and what its scripts complain about.
function listen(page, view) {
  page.on('request', (request) => {
    if (!/^(file|data|blob|about):/.test(request.url())) {
      found('request', `${view}: the page asks for ${request.url()}: it must hold all it needs`);
    }
  });
  page.on('pageerror', (error) => found('error', `${view}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') found('error', `${view}: ${message.text()}`);
  });
}

// Runs inside the page; every rule that needs only the document.
function inspect() {
  const findings = [];
  const found = (rule, what) => findings.push([rule, what]);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const name = (node) => {
    const id = node.id ? `#${node.id}` : '';
    return `<${node.tagName.toLowerCase()}${id}> "${(node.textContent ?? '').trim().slice(0, 40)}"`;
  };
  const follows = (node, other) => node.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;

  if (!/^sv(-SE)?$/.test(document.documentElement.lang)) {
    found('lang', `<html lang="${document.documentElement.lang}">: write lang="sv"`);
  }
  if (!/rapport|granskning|signal|kontroll|översikt|resultat/i.test(document.title)) {
    found('title', `"${document.title}": say in Swedish what the page is (rapport, granskning, signaler, …)`);
  }

  // References that load something. Links that a reader may follow lead to the page itself or to a source of law.
  const law = [
    'data.riksdagen.se', 'eur-lex.europa.eu', 'lagen.nu', 'rkrattsbaser.gov.se', 'svenskforfattningssamling.se',
    'www.domstol.se', 'www.imy.se', 'www.riksdagen.se', 'www.svenskforfattningssamling.se',
    'www.upphandlingsmyndigheten.se',
  ];
  const outside = /^\s*(https?:)?\/\//i;
  for (const attribute of ['src', 'srcset', 'data', 'poster', 'action', 'formaction', 'background', 'ping']) {
    for (const node of all(`[${attribute}]`)) {
      if (outside.test(node.getAttribute(attribute))) found('request', `${name(node)} has ${attribute} outside the page`);
    }
  }
  for (const node of all('link, use, image, base')) {
    const target = node.getAttribute('href') ?? node.getAttribute('xlink:href') ?? '';
    if (outside.test(target)) found('request', `${name(node)} refers to ${target}`);
  }
  const styles = [...all('style').map((node) => node.textContent), ...all('[style]').map((node) => node.getAttribute('style'))];
  if (styles.some((style) => /(url\(\s*['"]?|@import\s+['"])(https?:)?\/\//i.test(style))) {
    found('request', 'a style loads something from outside the page');
  }
  for (const node of all('a[href]')) {
    const target = node.getAttribute('href');
    if (target.startsWith('#')) {
      const id = decodeURIComponent(target.slice(1));
      if (!id || !document.getElementById(id)) found('link', `${name(node)} leads to ${target}, which is not there`);
    } else if (!outside.test(target) || !law.includes(new URL(target, 'https://x').hostname)) {
      // A file that lies beside the report may be linked by its bare name.
      if (!/^[\w.-]+\.(jsonl|xlsx|csv|html)$/.test(target)) {
        found('link', `${name(node)} leads to ${target}: only to places in the page, files beside it and sources of law`);
      }
    }
  }

  const ids = new Set();
  for (const node of all('[id]')) {
    if (ids.has(node.id)) found('id', `#${node.id} stands twice`);
    ids.add(node.id);
  }

  // A picture says in words what it is, and its numbers stand in a table after it in the same part of the page.
  for (const node of all('svg')) {
    if (node.closest('[aria-hidden="true"]') || node.parentElement.closest('svg')) continue;
    const title = [...node.children].find((child) => child.tagName === 'title')?.textContent.trim();
    if (!title && !node.getAttribute('aria-label') && !node.getAttribute('aria-labelledby')) {
      found('svg', `${name(node)} has neither <title> nor aria-label`);
    }
    const part = node.closest('figure, section, article, main') ?? document.body;
    const around = part.tagName === 'FIGURE' ? [part, part.parentElement] : [part];
    if (!around.some((place) => all('table', place).some((table) => follows(node, table)))) {
      found('table', `no table with the numbers follows ${name(node)}`);
    }
  }
  for (const table of all('table')) {
    if (all('th', table).length === 0) found('table', `${name(table)} has no heading cells`);
  }

  // Headings tell the order of the page: one first, none that skips a level.
  let level = 0;
  for (const node of all('h1, h2, h3, h4, h5, h6')) {
    const next = Number(node.tagName[1]);
    if (next > level + 1) found('heading', `${name(node)} comes after a heading of level ${level}`);
    level = next;
  }
  if (all('h1').length !== 1) found('heading', `${all('h1').length} headings of the first level; write one`);
  return findings;
}

// The accessibility rules on what can be seen now.
async function accessible(page, view) {
  await page.evaluate(axe);
  const result = await page.evaluate((tags) => globalThis.axe.run(document, {
    runOnly: { type: 'tag', values: tags },
    resultTypes: ['violations'],
  }), STANDARD);
  for (const violation of result.violations) {
    const places = violation.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ');
    found('axe', `${view}: ${violation.id}: ${violation.help}: ${places} (${violation.nodes.length} in all)`);
  }
}

// Places in the page that show only when they are asked for by their address.
function innerPages() {
  const links = [...document.querySelectorAll('a[href^="#"]')].map((node) => node.getAttribute('href'));
  const hidden = (hash) => {
    const node = document.getElementById(decodeURIComponent(hash.slice(1)));
    return node && node.getClientRects().length === 0 && !node.closest('details');
  };
  return [...new Set(links)].filter((hash) => hash.length > 1 && hidden(hash));
}

async function audit(browser, view) {
  // As the reader meets it, the page's own security policy in force.
  const plain = await browser.newContext({ viewport: view.viewport, colorScheme: view.colorScheme });
  const page = await plain.newPage();
  listen(page, view.name);
  await page.goto(address, { waitUntil: 'load' });
  for (const [rule, what] of await page.evaluate(inspect)) found(rule, what);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 1) found('width', `${view.name}: the page is ${wide} px wider than the window`);
  await page.screenshot({ path: join(pictures, `${view.name}.png`) });
  await page.evaluate(() => document.querySelectorAll('details').forEach((node) => { node.open = true; }));
  const inner = await page.evaluate(innerPages);
  if (view.name === 'desktop') await page.pdf({ path: join(pictures, 'report.pdf'), format: 'A4' });
  await plain.close();

  // The accessibility rules are a script of ours: for them alone the policy is lifted.
  const lifted = await browser.newContext({ viewport: view.viewport, colorScheme: view.colorScheme, bypassCSP: true });
  const probe = await lifted.newPage();
  for (const [at, hash] of ['', ...inner.slice(0, INNER_PAGES)].entries()) {
    await probe.goto('about:blank');
    await probe.goto(address + hash, { waitUntil: 'load' });
    await probe.evaluate(() => document.querySelectorAll('details').forEach((node) => { node.open = true; }));
    await accessible(probe, `${view.name}${hash}`);
    if (at > 0) await probe.screenshot({ path: join(pictures, `${view.name}-${at}.png`) });
  }
  await lifted.close();
}

const browser = await chromium.launch({
  executablePath: program,
  args: [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ],
});
try {
  for (const view of VIEWS) await audit(browser, view);
} finally {
  await browser.close();
}
process.stdout.write([...findings].sort().map((line) => `${line}\n`).join(''));
