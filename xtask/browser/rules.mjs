// What is asked of every page of a server, shared by site.mjs and walk.mjs.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// WCAG 2.2 A and AA, and what axe holds for good practice.
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// What is wrong, each thing once.
export class Findings {
  #all = new Set();

  add(rule, where, what) {
    this.#all.add(`${rule} ${where}: ${String(what).replace(/\s+/g, ' ').slice(0, 400)}`);
  }

  toString() {
    return [...this.#all].sort().map((line) => `${line}\n`).join('');
  }
}

export const launch = (program) => chromium.launch({
  executablePath: program,
  args: [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ],
});

// What a page asks for over the network, and what it complains about: a broken policy is an error on the console.
export function listen(page, base, findings, where) {
  page.on('request', (request) => {
    const url = request.url();
    if (url !== base && !url.startsWith(`${base}/`)) findings.add('request', where(), `asks for ${url}`);
  });
  page.on('response', (response) => {
    if (response.url().includes('/static/') && !response.ok()) {
      findings.add('request', where(), `${response.status()} for ${response.url()}`);
    }
  });
  page.on('pageerror', (error) => findings.add('error', where(), error.message));
  page.on('console', (message) => {
    // A page that tells of a failure has its status, which the browser writes down.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
      findings.add('error', where(), message.text());
    }
  });
}

// Runs inside the page; every rule that needs only the document.
export function inspect(code) {
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

// The accessibility rules, on what can be seen now. Needs script in the page.
export async function accessible(page, findings, where) {
  await page.evaluate(axe);
  const result = await page.evaluate((tags) => globalThis.axe.run(document, {
    runOnly: { type: 'tag', values: tags },
    resultTypes: ['violations'],
  }), STANDARD);
  for (const violation of result.violations) {
    const places = violation.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ');
    findings.add('axe', where, `${violation.id}: ${violation.help}: ${places} (${violation.nodes.length} in all)`);
  }
}

// The name of a picture of a page.
export const picture = (path) => path.replace(/^\/+/, '').replace(/[^\w-]+/g, '_').slice(0, 120) || 'start';
