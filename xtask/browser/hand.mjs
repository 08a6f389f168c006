// A person at the keyboard: Tab, Shift+Tab, Enter, Space, the arrows and letters; never a pointer.
//
// Every page that is come to for the first time is judged by the rules and pictured.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { accessible, inspect, listen, picture } from './rules.mjs';

// The longest that anything may take; a build server has few cores and much to do.
export const MOST = 60_000;

// How often Tab is pressed before something counts as out of reach.
const PRESSES = 150;

const SKIP = 'Till innehållet';

// Runs inside the page: what has the focus. Role and name are read plainly, to be confirmed where it matters.
function looked() {
  const node = document.activeElement;
  const plainly = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
  const roles = { A: 'link', BUTTON: 'button', SELECT: 'combobox', TEXTAREA: 'textbox', SUMMARY: 'summary' };
  const types = { radio: 'radio', checkbox: 'checkbox', date: 'Date', file: 'file', number: 'spinbutton' };
  const style = getComputedStyle(node);
  const row = node.closest('tbody tr');
  return {
    role: roles[node.tagName] ?? (node.tagName === 'INPUT' ? types[node.type] ?? 'textbox' : node.tagName.toLowerCase()),
    name: plainly(node.getAttribute('aria-label') ?? node.labels?.[0]?.textContent ?? node.textContent),
    href: node.getAttribute('href') ?? '',
    group: node.closest('fieldset')?.querySelector('legend')?.textContent.trim() ?? '',
    table: node.closest('table')?.id ?? '',
    row: row ? [...row.parentNode.rows].indexOf(row) : -1,
    checked: node.checked === true,
    value: node.value ?? '',
    isBody: node === document.body,
    isMarked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
  };
}

// Runs inside the page: whether all of what has the focus, or its first lines, can be seen.
function inSight() {
  const box = document.activeElement.getBoundingClientRect();
  return box.bottom > 0 && box.top < window.innerHeight && box.right > 0 && box.left < window.innerWidth;
}

const plain = (text) => text.replace(/\s+/g, ' ').trim();

// Whether something is called so. That a field may be left empty stands in its name too.
function isCalled(now, wanted) {
  if (typeof wanted === 'function') return wanted(now);
  if (wanted instanceof RegExp) return wanted.test(now.name);
  return now.name === wanted || now.name === `${wanted} (frivilligt)`;
}

export class Hand {
  // The pages that somebody has come to, shared by all hands.
  static met = new Map();

  constructor(scene, who, context, page, devtools) {
    Object.assign(this, { scene, who, context, page, devtools });
  }

  // Somebody with a fresh browser.
  static async of(scene, who, options = {}) {
    const context = await scene.browser.newContext({
      viewport: { width: 1280, height: 900 },
      locale: 'sv-SE',
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(MOST);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    const hand = new Hand(scene, who, context, page, devtools);
    hand.hasScript = options.javaScriptEnabled !== false;
    listen(page, scene.base, scene.findings, () => hand.where());
    await mkdir(scene.pictures, { recursive: true });
    return hand;
  }

  path() {
    const url = new URL(this.page.url());
    return url.pathname + url.search;
  }

  where() {
    return `${this.path()} (${this.who}${this.hasScript ? '' : ', no script'})`;
  }

  // What has the focus: role and name as a screen reader is told them.
  async focused() {
    const { result } = await this.devtools.send('Runtime.evaluate', { expression: 'document.activeElement' });
    const { nodes } = await this.devtools.send('Accessibility.getPartialAXTree', {
      objectId: result.objectId, fetchRelatives: false,
    });
    await this.devtools.send('Runtime.releaseObject', { objectId: result.objectId });
    const [node] = nodes;
    const told = { role: node?.role?.value ?? '', name: plain(node?.name?.value ?? '') };
    return { ...(await this.page.evaluate(looked)), ...told };
  }

  // Presses Tab until something so called has the focus.
  async tabTo(wanted, { role, back = false } = {}) {
    const passed = [];
    const fits = (now) => (!role || now.role === role) && isCalled(now, wanted);
    for (let press = 0; press < PRESSES; press += 1) {
      await this.page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
      const plainly = await this.page.evaluate(looked);
      passed.push(`${plainly.role} "${plainly.name}"`);
      if (!plainly.isBody && !plainly.isMarked) {
        this.find('focus', `nothing shows that ${plainly.role} "${plainly.name}" has the focus`);
      }
      if (!fits(plainly)) continue;
      const now = await this.focused();
      if (fits(now)) {
        await this.#comesInSight(now);
        return now;
      }
      passed.push(`that is told as ${now.role} "${now.name}"`);
    }
    const what = `${role ?? 'anything'} called ${wanted}`;
    throw new Error(`${this.where()}: Tab does not lead to ${what}; it passed\n  ${[...new Set(passed)].join('\n  ')}`);
  }

  // The browser scrolls to what gets the focus; without script the page cannot tell when.
  async #comesInSight(now) {
    for (const last = Date.now() + MOST; !(await this.page.evaluate(inSight));) {
      if (Date.now() > last) throw new Error(`${this.where()}: ${now.role} "${now.name}" has the focus and is not in sight`);
    }
  }

  find(rule, what) {
    this.scene.findings.add(rule, this.where(), what);
  }

  // Types the address of a page: only to begin with, and to try what one may not see.
  async address(path, { status = 200 } = {}) {
    const answer = await this.page.goto(this.scene.base + path, { waitUntil: 'load', timeout: MOST });
    await this.arrived(answer, status);
  }

  // Presses a key that leads to another page.
  async leave(key = 'Enter', { status = 200 } = {}) {
    const [answer] = await Promise.all([
      this.page.waitForNavigation({ waitUntil: 'load', timeout: MOST }),
      this.page.keyboard.press(key),
    ]);
    await this.arrived(answer, status);
  }

  // Judges the page that was come to.
  async arrived(answer, status) {
    this.scene.say(`${this.who}: ${this.path()}`);
    this.status = answer.status();
    if (![status].flat().includes(this.status)) {
      throw new Error(`${this.where()}: status ${answer.status()}\n  ${plain(await this.page.innerText('main'))}`);
    }
    if (!answer.headers()['content-security-policy']) this.find('policy', 'no policy');
    const key = `${this.path()} ${this.hasScript}`;
    if (Hand.met.has(key)) return;
    Hand.met.set(key, { path: this.path(), who: this.who });
    for (const [rule, what] of await this.page.evaluate(inspect, 'sv')) this.find(rule, what);
    if (this.hasScript) await accessible(this.page, this.scene.findings, this.where());
    this.scene.count += 1;
    const no = String(this.scene.count).padStart(3, '0');
    const name = `${no}-${this.who}-${picture(this.path().replace(/[0-9a-f]{32}/g, 'id'))}.png`;
    await this.page.screenshot({ path: join(this.scene.pictures, name), fullPage: true });
    await this.page.keyboard.press('Tab');
    const first = await this.focused();
    const said = await this.page.evaluate(() => document.activeElement.className);
    if (first.name !== SKIP && !said.includes('error')) this.find('skip', `the first Tab leads to "${first.name}"`);
  }

  // Fails unless the page has this heading.
  async expectTitle(title) {
    const shown = plain(await this.page.innerText('h1'));
    const fits = title instanceof RegExp ? title.test(shown) : shown === title;
    if (!fits) throw new Error(`${this.where()}: the page is called »${shown}«, not »${title}«\n  ${await this.text()}`);
  }

  async text() {
    return plain(await this.page.innerText('main'));
  }

  // Fails unless the page says this.
  async expectText(wanted) {
    const text = await this.text();
    const fits = wanted instanceof RegExp ? wanted.test(text) : text.includes(wanted);
    if (!fits) throw new Error(`${this.where()}: the page does not say »${wanted}«\n  ${text}`);
  }

  // Follows a link.
  async follow(name, title) {
    await this.tabTo(name, { role: 'link' });
    await this.leave();
    if (title) await this.expectTitle(title);
  }

  // Presses a button that sends its form; fails when the form comes back with something to mend.
  async send(name, { key = 'Enter' } = {}) {
    await this.tabTo(name, { role: 'button' });
    await this.sent(key);
  }

  async sent(key = 'Enter') {
    const [answer] = await Promise.all([
      this.page.waitForNavigation({ waitUntil: 'load', timeout: MOST }),
      this.page.keyboard.press(key),
    ]);
    const wrong = this.page.locator('.error-summary');
    if (await wrong.count()) throw new Error(`${this.where()}: the form was not taken: ${plain(await wrong.innerText())}`);
    await this.arrived(answer, 200);
  }

  // Writes in a field, over what stands there.
  async write(label, text) {
    await this.tabTo(label, { role: 'textbox' });
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
    const { value } = await this.focused();
    if (value !== text) throw new Error(`${this.where()}: »${label}« holds »${value}«, not »${text}«`);
  }

  // Writes a day in a field of its own, `2027-12-31`: in the order in which the browser shows its parts.
  async writeDay(label, day) {
    await this.tabTo(label);
    const [year, month, rest] = day.split('-');
    for (const most of await this.#partsOfDay()) {
      await this.page.keyboard.type(most > 1_000 ? year : most === 12 ? month : rest);
      // A year could have more figures; the other parts are left by their last one.
      if (most > 1_000) await this.page.keyboard.press('ArrowRight');
    }
    const value = await this.page.evaluate(() => document.activeElement.value);
    if (value !== day) throw new Error(`${this.where()}: »${label}« holds »${value}«, not »${day}«`);
  }

  // The most that each part of the day may be, from left to right.
  async #partsOfDay() {
    const { result } = await this.devtools.send('Runtime.evaluate', { expression: 'document.activeElement' });
    const { nodes } = await this.devtools.send('Accessibility.queryAXTree', {
      objectId: result.objectId, role: 'spinbutton',
    });
    return nodes.map((node) => node.properties.find(({ name }) => name === 'valuemax').value.value);
  }

  // Chooses one of a list.
  async pick(label, option) {
    await this.tabTo(label, { role: 'combobox' });
    const shown = () => this.page.evaluate(() => document.activeElement.selectedOptions[0]?.textContent.trim() ?? '');
    await this.page.keyboard.press('Home');
    for (let before = ''; ;) {
      const now = await shown();
      if (now === option || now.startsWith(option)) return;
      if (now === before) throw new Error(`${this.where()}: »${label}« has no »${option}«`);
      before = now;
      await this.page.keyboard.press('ArrowDown');
    }
  }

  // Chooses one of a group of radio buttons.
  async choose(group, option) {
    let now = await this.tabTo((here) => here.role === 'radio' && here.group === group);
    if (isCalled(now, option)) {
      if (!now.checked) await this.page.keyboard.press('Space');
      return;
    }
    for (let press = 0; press < 30; press += 1) {
      await this.page.keyboard.press('ArrowDown');
      now = await this.focused();
      if (isCalled(now, option)) {
        if (!now.checked) throw new Error(`${this.where()}: the arrow does not choose »${now.name}«`);
        return;
      }
    }
    throw new Error(`${this.where()}: »${group}« has no »${option}«`);
  }

  // Puts a mark in a box.
  async mark(option) {
    const now = await this.tabTo(option, { role: 'checkbox' });
    if (!now.checked) await this.page.keyboard.press('Space');
    if (!(await this.focused()).checked) throw new Error(`${this.where()}: Space does not mark »${option}«`);
  }

  // Presses Enter on what begins a download, and gives its bytes.
  async download() {
    const [download] = await Promise.all([
      this.page.waitForEvent('download', { timeout: MOST }),
      this.page.keyboard.press('Enter'),
    ]);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) };
  }
}
