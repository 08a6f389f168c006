// A passkey, with an authenticator of Chromium's own: node passkey.mjs <chromium> <address of a demo> <folder for pictures>
//
// Somebody who signs in with codes shows a new one, adds a passkey, signs out, signs in with it and removes it, with the
// keyboard only. A device that does not see who it is gets nobody in, and where no script runs the page says so.
//
// Prints one finding per line: rule, page, what is wrong; tells on the error output where it is. Ends with a failure when
// it does not come to its end.
import { become, knock, nextCode } from './door.mjs';
import { MOST } from './hand.mjs';
import { Findings, launch } from './rules.mjs';

const [program, base, pictures] = process.argv.slice(2);

const scene = {
  base: base.replace(/\/+$/, ''),
  pictures,
  findings: new Findings(),
  count: 0,
  say: (text) => process.stderr.write(`${text}\n`),
};

// A device in the person's own computer, which knows its owner and needs no hand.
const DEVICE = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
};

const WHO = 'medarbetare';
const NAME = 'Min dator';

// The own account, by the name in the head of the page.
async function account(hand) {
  await hand.tabTo((now) => now.href === '/konto');
  await hand.leave();
  await hand.expectTitle('Ditt konto');
}

async function add(hand) {
  await account(hand);
  await hand.expectText('Du har ingen passnyckel');
  await hand.follow('Lägg till en passnyckel', 'Visa att det är du');
  await hand.write('Kod med sex siffror', await nextCode(hand));
  await hand.sent();
  await hand.expectTitle('Lägg till en passnyckel');
  await hand.write('Namn', NAME);
  await hand.send('Skapa passnyckeln');
  await hand.expectText('Passnyckeln är tillagd');
  await hand.expectText(NAME);
}

// Presses the button while the device does not see who it is: the page stays, and says what to do.
async function unseen(hand, authenticatorId) {
  await hand.devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await hand.tabTo('Använd passnyckel', { role: 'button' });
  await hand.page.keyboard.press('Enter');
  const said = hand.page.locator('.said', { hasText: 'Webbläsaren gav ingen passnyckel' });
  await said.waitFor({ timeout: MOST });
  await hand.expectTitle('Ange kod');
  await hand.devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
}

async function enter(hand, authenticatorId) {
  await knock(hand);
  await unseen(hand, authenticatorId);
  await hand.send('Använd passnyckel');
  await hand.expectTitle('Start');
  const { credentials } = await hand.devtools.send('WebAuthn.getCredentials', { authenticatorId });
  if (credentials.length !== 1) throw new Error(`the device holds ${credentials.length} passkeys, not one`);
}

async function remove(hand) {
  await account(hand);
  await hand.expectText(/Senast använd \d{4}-\d{2}-\d{2}/);
  await hand.follow(new RegExp(`^Ta bort ?: ${NAME}$`), 'Ta bort passnyckeln?');
  await hand.send('Ta bort passnyckeln');
  await hand.expectText('Passnyckeln är borttagen');
  await hand.expectText('Du har ingen passnyckel');
}

// Without script there is no passkey, and codes are as before.
async function withoutScript(browser, password) {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'sv-SE' });
  const page = await context.newPage();
  page.setDefaultTimeout(MOST);
  await page.goto(`${scene.base}/logga-in?namn=${WHO}`);
  await page.getByLabel('Lösenord').fill(password);
  await page.getByLabel('Lösenord').press('Enter');
  const button = page.getByRole('button', { name: 'Använd passnyckel' });
  await button.waitFor();
  await button.press('Enter');
  await page.locator('.error-summary', { hasText: 'Passnycklar kräver att webbläsaren får köra skript' }).waitFor();
  if (await page.getByLabel('Kod med sex siffror').count() !== 1) throw new Error('without script there is no code');
  await context.close();
}

const browser = await launch(program);
scene.browser = browser;
try {
  const hand = await become(scene, WHO);
  await hand.devtools.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await hand.devtools.send('WebAuthn.addVirtualAuthenticator', { options: DEVICE });
  await add(hand);
  await hand.send('Logga ut');
  await hand.expectTitle('Logga in');
  await withoutScript(browser, hand.known['Lösenord']);
  await enter(hand, authenticatorId);
  await remove(hand);
} catch (error) {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exitCode = 2;
} finally {
  await browser.close();
}
process.stdout.write(String(scene.findings));
