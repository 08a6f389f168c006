// The whole of a report with script switched off, in both languages: node voices.mjs <chromium> <address> <folder for pictures>
//
// A reporter begins without a cookie, answers one question a page, adds files, hands in, saves the words, comes back with
// them, writes, and leaves in a hurry. On the way each page is asked for its outline: one heading of the first level, labels
// on all fields, no script, a tab that tells nothing.
//
// Prints one finding per line: rule, page, what is wrong; tells on the error output where it is. Ends with a failure when
// it does not come to its end.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MOST } from './hand.mjs';
import { Findings, launch, picture } from './rules.mjs';

const [program, address, pictures] = process.argv.slice(2);
const base = address.replace(/\/+$/, '');
// Where the example of the listener leads who leaves: to nowhere.
const AWAY = 'https://vader.example/';
const findings = new Findings();

const WORDS = {
  sv: {
    prefix: '', begin: 'Börja rapportera', start: 'Rapportera ett missförhållande', on: 'Fortsätt',
    matter: 'Upphandling och leverantörer', unit: 'Bygglov', names: 'Personer eller företag',
    without: 'Cilla Påhitt, jurist', left: 'Bo Prov', gets: 'Anna Exempel, jurist',
    happened: 'Beskriv med egna ord', when: 'När hände det?', add: 'Lägg till filerna', files: 'Filer',
    clean: 'En ren kopia lämnas', pdf: 'avtal.pdf', remove: 'Ta bort fil 2', anonymous: 'Jag vill vara anonym',
    written: 'Det räcker att skriva', send: 'Lämna rapporten', receipt: 'Dina sju ord', saved: 'Jag har sparat orden',
    done: 'Klar', label: 'Sju ord', open: 'Öppna rapporten', mine: 'Din rapport', message: 'Skriv ett meddelande',
    say: 'Skicka', leave: 'Lämna sidan snabbt', gone: 'Skriv dina ord',
    titles: ['Vad gäller det?', 'Vem eller vilken enhet gäller det?', 'Vem får rapporten?', 'Vad har hänt?',
      'När och var?', 'Vill du lämna filer?', 'Vill du säga vem du är?', 'Räcker det att skriva?', 'Läs igenom'],
  },
  en: {
    prefix: '/en', begin: 'Begin your report', start: 'Report wrongdoing', on: 'Continue',
    matter: 'Procurement and suppliers', unit: 'Bygglov', names: 'Persons or companies',
    without: 'Cilla Påhitt, legal counsel', left: 'Bo Prov', gets: 'Anna Exempel, legal counsel',
    happened: 'Describe it in your own words', when: 'When did it happen?', add: 'Add the files', files: 'Files',
    clean: 'A clean copy is handed in', pdf: 'avtal.pdf', remove: 'Remove file 2', anonymous: 'I want to be anonymous',
    written: 'Writing is enough', send: 'Hand in the report', receipt: 'Your seven words', saved: 'I have saved the words',
    done: 'Done', label: 'Seven words', open: 'Open the report', mine: 'Your report', message: 'Write a message',
    say: 'Send', leave: 'Leave this page quickly', gone: 'Write your words',
    titles: ['What is it about?', 'Who or which unit does it concern?', 'Who gets the report?', 'What has happened?',
      'When and where?', 'Do you want to hand in files?', 'Do you want to say who you are?', 'Is writing enough?',
      'Read it through'],
  },
};

// One red dot, as PNG.
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==', 'base64');

class Reporter {
  constructor(lang, page) {
    Object.assign(this, { lang, page, words: WORDS[lang], seen: new Set() });
  }

  where() {
    return `${new URL(this.page.url()).pathname} (${this.lang})`;
  }

  // A page is there: what is heard of it, in order.
  async expect(title) {
    await this.page.locator('h1', { hasText: title }).waitFor({ timeout: MOST });
    const where = this.where();
    if (this.seen.has(where)) return;
    this.seen.add(where);
    process.stderr.write(`${where}\n`);
    const find = (rule, what) => findings.add(rule, where, what);
    const count = (selector) => this.page.locator(selector).count();
    if (await count('h1') !== 1) find('heading', 'not one heading of the first level');
    if (await count('script') > 0) find('script', 'there is a script');
    if (await count('main') !== 1 || await count('header') !== 1 || await count('footer') !== 1) find('outline', 'a landmark is missing');
    if (await this.page.locator('html').getAttribute('lang') !== this.lang) find('lang', 'another language');
    const levels = [];
    for (const heading of await this.page.locator('h1, h2, h3').all()) {
      levels.push(Number((await heading.evaluate((node) => node.tagName)).slice(1)));
    }
    levels.forEach((level, at) => {
      if (at > 0 && level > levels[at - 1] + 1) find('heading', `level ${level} follows ${levels[at - 1]}`);
    });
    for (const field of await this.page.locator('input:not([type=hidden]), textarea, select').all()) {
      const id = await field.getAttribute('id');
      if (!id || await count(`label[for="${id}"]`) !== 1) find('label', `a field without a label: ${id}`);
    }
    const tab = (await this.page.title()).toLowerCase();
    if (/whistle|report|wrong|rapport|visselblås/.test(tab)) find('title', `the tab says »${tab}«`);
    await this.page.screenshot({ path: join(pictures, `${picture(where)}.png`), fullPage: true });
  }

  async press(name) {
    await this.page.getByRole('button', { name, exact: true }).press('Enter');
  }

  async choose(name) {
    await this.page.getByLabel(name, { exact: true }).check();
  }

  async text(text) {
    await this.page.getByText(text).first().waitFor({ timeout: MOST });
  }
}

async function answer(reporter, context) {
  const { page, words } = reporter;
  await page.goto(`${base}${words.prefix}/exempelstad`);
  await reporter.expect(words.start);
  await page.getByRole('link', { name: words.begin }).press('Enter');
  await reporter.expect(words.titles[0]);
  if ((await context.cookies()).length > 0) findings.add('cookie', reporter.where(), 'before the first answer');
  await reporter.press(words.on);
  await page.locator('.error-summary').waitFor();
  await reporter.choose(words.matter);
  await reporter.press(words.on);
  await reporter.expect(words.titles[1]);
  await reporter.choose(words.unit);
  await page.getByLabel(words.names).fill('Exempel Städ AB');
  await reporter.press(words.on);
  await reporter.expect(words.titles[2]);
  await reporter.text(words.left);
  await reporter.choose(words.without);
  await reporter.press(words.on);
  await reporter.expect(words.titles[3]);
  await page.getByLabel(words.happened).fill('Fakturorna delas så att ingen behöver godkänna dem.');
  await reporter.press(words.on);
  await reporter.expect(words.titles[4]);
  await page.getByLabel(words.when).fill('oktober');
  await reporter.press(words.on);
  await reporter.expect(words.titles[5]);
}

async function handIn(reporter) {
  const { page, words } = reporter;
  await page.getByLabel(words.files, { exact: true }).setInputFiles([
    { name: 'IMG_0001.png', mimeType: 'image/png', buffer: PICTURE },
    { name: words.pdf, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 /Author (Eva)') },
  ]);
  await reporter.press(words.add);
  await reporter.text(words.clean);
  await reporter.text(words.pdf);
  await reporter.press(words.remove);
  await reporter.press(words.on);
  await reporter.expect(words.titles[6]);
  await reporter.choose(words.anonymous);
  await reporter.press(words.on);
  await reporter.expect(words.titles[7]);
  await reporter.choose(words.written);
  await reporter.press(words.on);
  await reporter.expect(words.titles[8]);
  await reporter.text(words.gets);
  await reporter.press(words.send);
  await reporter.expect(words.receipt);
  const receipt = await page.locator('.words li').allTextContents();
  if (receipt.length !== 7) throw new Error(`${receipt.length} words`);
  await reporter.choose(words.saved);
  await reporter.press(words.done);
  await reporter.expect(words.gone);
  return receipt.join(' ');
}

async function comeBack(reporter, context, receipt) {
  const { page, words } = reporter;
  if ((await context.cookies()).length > 0) findings.add('cookie', reporter.where(), 'after the words were saved');
  await page.getByLabel(words.label).fill(receipt.toUpperCase());
  await reporter.press(words.open);
  await reporter.expect(words.mine);
  await page.getByLabel(words.message).fill('En sak till.');
  await reporter.press(words.say);
  await reporter.text('En sak till.');
  const away = page.waitForRequest(AWAY, { timeout: MOST });
  await reporter.press(words.leave);
  await away;
  if ((await context.cookies(base)).length > 0) findings.add('cookie', reporter.where(), 'after leaving');
}

async function walk(browser, lang) {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'de-DE', viewport: { width: 360, height: 740 } });
  context.setDefaultTimeout(MOST);
  const page = await context.newPage();
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${base}/`) && url !== AWAY) findings.add('request', url, 'asks for something elsewhere');
  });
  const reporter = new Reporter(lang, page);
  await answer(reporter, context);
  const receipt = await handIn(reporter);
  await comeBack(reporter, context, receipt);
  await context.close();
}

await mkdir(pictures, { recursive: true });
const browser = await launch(program);
try {
  for (const lang of ['sv', 'en']) await walk(browser, lang);
} catch (error) {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exitCode = 2;
} finally {
  await browser.close();
}
process.stdout.write(String(findings));
