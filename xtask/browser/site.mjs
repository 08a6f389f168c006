// Audits pages of a running server: node site.mjs <chromium> <address> <folder for pictures> <path>…
//
// Each path is opened in Swedish and in English, on a desktop and on a telephone. Prints one finding per line: rule, page,
// what is wrong; nothing when all is well. Ends with a failure only when the audit itself could not be made.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Findings, accessible, inspect, launch, listen, picture } from './rules.mjs';

const [program, base, pictures, ...paths] = process.argv.slice(2);

const VIEWS = [
  { name: 'desktop', viewport: { width: 1280, height: 900 } },
  { name: 'phone', viewport: { width: 320, height: 640 } },
];
const LANGUAGES = [{ code: 'sv', locale: 'sv-SE' }, { code: 'en', locale: 'en-GB' }];

async function audit(browser, view, language) {
  const findings = new Findings();
  const where = (path) => `${path} (${language.code}, ${view.name})`;
  const options = { viewport: view.viewport, locale: language.locale };
  let now = '';
  // As the reader meets it, the policy of the page in force.
  const plain = await browser.newContext(options);
  const page = await plain.newPage();
  listen(page, base, findings, () => where(now));
  // The accessibility rules are a script of ours: for them alone the policy is lifted.
  const lifted = await browser.newContext({ ...options, bypassCSP: true });
  const probe = await lifted.newPage();
  for (now of paths) {
    const answer = await page.goto(base + now, { waitUntil: 'load' });
    if (!answer.headers()['content-security-policy']) findings.add('policy', where(now), 'no policy');
    for (const [rule, what] of await page.evaluate(inspect, language.code)) findings.add(rule, where(now), what);
    await page.screenshot({ path: join(pictures, `${picture(now)}-${language.code}-${view.name}.png`), fullPage: true });
    await probe.goto(base + now, { waitUntil: 'load' });
    await accessible(probe, findings, where(now));
  }
  const cookies = await plain.cookies(base);
  if (!cookies.some((cookie) => cookie.name.startsWith('__Host-') && cookie.secure && cookie.httpOnly)) {
    findings.add('cookie', base, 'the browser keeps no __Host- cookie from here: open it by localhost or https');
  }
  await plain.close();
  await lifted.close();
  return String(findings);
}

await mkdir(pictures, { recursive: true });
const browser = await launch(program);
try {
  // Both languages at once: a page that one waits for is time for the other.
  for (const view of VIEWS) {
    const found = await Promise.all(LANGUAGES.map((language) => audit(browser, view, language)));
    process.stdout.write(found.join(''));
  }
} finally {
  await browser.close();
}
