// How the people of the demo come in, with the keyboard only: shared by walk.mjs, prevention.mjs and passkey.mjs.
import { Hand, MOST } from './hand.mjs';

// What a visitor reads on the card of somebody.
function card(username) {
  for (const node of document.querySelectorAll('.card')) {
    const facts = new Map([...node.querySelectorAll('dl > div')].map((row) => [
      row.querySelector('dt').textContent.trim(), row.querySelector('dd').textContent.trim(),
    ]));
    if (facts.get('Användarnamn') === username) return Object.fromEntries(facts);
  }
  return null;
}

// From the page of the demo as far as the second factor.
export async function knock(hand) {
  await hand.address('/demo');
  hand.known = await hand.page.evaluate(card, hand.who);
  if (!hand.known) throw new Error(`${hand.where()}: there is no card of ${hand.who}`);
  await hand.follow(`Logga in som ${hand.who}`, 'Logga in');
  const { value } = await hand.tabTo('Användarnamn', { role: 'textbox' });
  if (value !== hand.who) hand.find('walk', `the name is »${value}«, not »${hand.who}«`);
  await hand.write('Lösenord', hand.known['Lösenord']);
  await hand.sent();
  await hand.expectTitle('Ange kod');
}

// Begins as somebody with a fresh browser, and comes as far as the second factor.
export async function approach(scene, username, options = {}) {
  const hand = await Hand.of(scene, username, options);
  await knock(hand);
  return hand;
}

// Signs in as somebody with a fresh browser.
export async function become(scene, username, options = {}) {
  const hand = await approach(scene, username, options);
  await hand.write('Kod med sex siffror', hand.known['Kod just nu']);
  await hand.sent();
  await hand.expectTitle('Start');
  return hand;
}

// A code that was not used yet, since each serves once: the next half minute has another.
export async function nextCode(hand) {
  const page = await hand.context.newPage();
  for (const last = Date.now() + MOST; ;) {
    await page.goto(`${hand.scene.base}/demo`, { waitUntil: 'load', timeout: MOST });
    const { 'Kod just nu': code } = await page.evaluate(card, hand.who);
    if (code !== hand.known['Kod just nu']) {
      await page.close();
      return code;
    }
    if (Date.now() > last) throw new Error(`${hand.where()}: the code of ${hand.who} does not change`);
    await page.waitForTimeout(500);
  }
}

// Opens the keys: what is in cases can be read from here on.
export async function unlock(hand) {
  await hand.follow('Ärenden låsta', 'Lås upp ärenden');
  await hand.write('Lösenfras', hand.known['Lösenfras']);
  await hand.sent();
}
