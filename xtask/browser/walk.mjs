// The walk: node walk.mjs <chromium> <address of a demo> <folder for pictures> <path>…
//
// A suspicion from its signal to its end, in Swedish, with the keyboard only: a controller judges a signal and opens a case,
// the coordinator takes it, two people decide the measures, a document is written, the case is closed, an auditor verifies
// the journal, and who may see nothing sees nothing. Its first half once more without script. Then every path that is given
// and every page that was met, in two languages on a telephone.
//
// Prints one finding per line: rule, page, what is wrong; tells on the error output where it is. Ends with a failure when
// the walk could not be walked to its end.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { approach, become as enter, unlock } from './door.mjs';
import { Hand, MOST } from './hand.mjs';
import { Findings, accessible, inspect, launch, listen, picture } from './rules.mjs';

const [program, base, pictures, ...paths] = process.argv.slice(2);

const scene = {
  base: base.replace(/\/+$/, ''),
  pictures,
  findings: new Findings(),
  count: 0,
  say: (text) => process.stderr.write(`${text}\n`),
};

const become = (username, options) => enter(scene, username, options);

// Goes to a place by the menu, whatever number stands beside its name.
const menu = (hand, name) => hand.follow(new RegExp(`^${name}( \\d.*)?$`), name);

// Judges the signal on top and opens a case of it. Gives the addresses of both.
async function signal(hand, title) {
  await menu(hand, 'Signaler');
  await hand.tabTo((now) => now.table === 'signaler' && now.row === 0 && now.role === 'link');
  await hand.leave();
  const address = hand.path();
  await hand.choose('Vad var det?', 'Brott eller misstanke om brott');
  await hand.write('Vad framkom?', 'Raderna stämmer med fakturorna, och ingen har kunnat förklara dem.');
  await hand.send('Spara bedömningen');
  await hand.expectText('Bedömningen är sparad');
  await hand.follow('Öppna ärende', 'Öppna ärende');
  await hand.write('Rubrik', title);
  await hand.pick('Slag (1)', 'Anställd');
  await hand.write('Namn (1)', 'Erik Påhittsson');
  await hand.write('Vad misstänks, och hur är det känt?', 'Betalningar till ett bolag utan verksamhet. Sett i signalen.');
  await hand.mark('Två månader till avsked');
  await hand.send('Öppna ärendet');
  await hand.expectTitle(title);
  await hand.expectText('Ärendet är öppnat');
  return { signal: address, case: hand.path().replace(/\?.*/, '') };
}

const goToCase = async (hand, title) => {
  await menu(hand, 'Ärenden');
  await hand.follow(title, title);
};

// Takes the case and writes in it.
async function take(hand, title) {
  await goToCase(hand, title);
  await hand.send('Ta ärendet');
  await hand.expectText('Du leder ärendet');
  await hand.follow('Skriv in en omständighet', 'Skriv in en omständighet');
  await hand.write('Omständighet', 'Bolaget har samma adress som den anställda. Det framkom i dag.');
  await hand.send('Skriv in en omständighet');
  await hand.expectText('Det är inskrivet');
  await hand.follow('Tidslinje', 'Tidslinje');
  await hand.follow('Skriv en anteckning', 'Skriv en anteckning');
  await hand.choose('Vem läser den', /^Handläggarna/);
  await hand.write('Anteckning', 'Fakturorna är beställda från arkivet.');
  await hand.send('Skriv en anteckning');
  await hand.expectText('Fakturorna är beställda från arkivet.');
  await hand.follow('Åtgärder', 'Åtgärder');
}

async function decide(hand, measure) {
  await hand.follow(`Föreslå beslut: ${measure}`, `Föreslå beslut: ${measure}`);
  const way = await hand.tabTo((now) => now.role === 'radio' && now.group === 'Vad beslutas?');
  if (!way.checked) await hand.page.keyboard.press('Space');
  await hand.write('Beslutet', `Åtgärden genomförs: ${measure.toLowerCase()}.`);
  await hand.write('Skäl', 'Det som är känt räcker för att behöva handla nu.');
  await hand.send('Föreslå beslutet');
  await hand.expectText('Förslaget är lagt och väntar på en annan person');
}

async function decline(hand, measure) {
  await hand.follow(`Välj inte: ${measure}`, `Välj inte: ${measure}`);
  await hand.write('Inte vald därför att', 'Det som är känt ger inte skäl till åtgärden.');
  await hand.send('Föreslå att åtgärden inte väljs');
  await hand.expectText('Förslaget är lagt och väntar på en annan person');
}

// Approves all that waits, and says how much it was.
async function approve(hand, expected) {
  await menu(hand, 'Att godkänna');
  const waiting = () => hand.page.locator('#waiting tbody tr').count();
  let approved = 0;
  for (; (await waiting()) > 0; approved += 1) {
    await hand.tabTo((now) => now.table === 'waiting' && now.row === 0 && now.role === 'link');
    await hand.leave();
    await hand.send('Godkänn');
    await hand.expectText('Förslaget är godkänt och genomfört');
  }
  if (approved !== expected) throw new Error(`${hand.where()}: ${approved} proposals waited, not ${expected}`);
}

// Makes a document of a decision and reads what comes.
async function document(hand) {
  await hand.follow('Dokument', 'Dokument');
  await hand.follow('Gör: Beslut om åtgärd', 'Gör: Beslut om åtgärd');
  await hand.pick('Vilket beslut gäller handlingen?', 'Intern utredning');
  await hand.send('Gör handlingen');
  await hand.expectText('Det är inskrivet');
  await hand.tabTo(/^Hämta .*\(PDF\)$/, { role: 'link' });
  const { name, bytes } = await hand.download();
  const text = bytes.toString('latin1');
  if (!name.endsWith('.pdf')) throw new Error(`the document is called ${name}`);
  if (!text.startsWith('%PDF')) throw new Error(`the document begins with ${JSON.stringify(text.slice(0, 20))}`);
  if (!/\/MarkInfo|\/StructTreeRoot/.test(text)) throw new Error('the document is not tagged');
}

// Stops every clock that runs.
async function stopClocks(hand) {
  await hand.follow('Åtgärder', 'Åtgärder');
  const running = () => hand.page.locator('#frister a').count();
  for (let clocks = await running(); clocks > 0; clocks -= 1) {
    await hand.follow(/^Stoppa fristen/, /^Stoppa fristen: /);
    await hand.choose('Hur stoppas den?', 'Gäller inte här');
    await hand.write('Vad gjordes, eller varför gäller den inte?', 'Ingen anställning avslutas: uppgifterna förklarades.');
    await hand.send('Stoppa fristen');
    await hand.expectText('Det är inskrivet');
  }
  if ((await running()) > 0) throw new Error(`${hand.where()}: a clock still runs`);
}

async function close(hand) {
  await hand.follow('Avsluta', 'Avsluta');
  await hand.follow('Föreslå att ärendet avslutas', 'Föreslå att ärendet avslutas');
  await hand.choose('Utfall', 'Ett annat fel hittades');
  await hand.write('Varför blev utfallet så?', 'Avtalet saknade pris. Ingen hade fått något för det.');
  await hand.write('Lärdom', 'Två personer läser avtalet före den första betalningen.');
  await hand.write('Varför ingen har fått veta', 'Ingen utanför förvaltningen berörs.');
  await hand.writeDay('Bevaras till och med', '2031-12-31');
  await hand.write('Enligt vilket beslut eller vilken plan?', 'Informationshanteringsplanen, punkt 4.2');
  await hand.send('Föreslå avslutet');
  await hand.expectText('Förslaget är lagt och väntar på en annan person');
}

// Who may see nothing is told the same as of what does not exist: that there is none, or that it is not for them.
async function sameAsNothing(hand, address, nothing) {
  const told = async (path) => {
    await hand.address(path, { status: [403, 404] });
    return `${hand.status} ${await hand.text()}`;
  };
  const [there, not] = [await told(address), await told(nothing)];
  if (there !== not) throw new Error(`${hand.who} can tell ${address} from ${nothing}:\n  ${there}\n  ${not}`);
}

async function whole(people) {
  const title = 'Oklara betalningar våren 2026';
  const controller = await become('controller');
  await unlock(controller);
  const found = await signal(controller, title);

  const coordinator = await become('samordnare');
  await unlock(coordinator);
  await take(coordinator, title);
  await decide(coordinator, 'Intern utredning och incidentrapport');
  await decide(coordinator, 'Polis: kontakt och anmälan');
  await decide(coordinator, 'Kontakt med centrala säkerhetsavdelningen');
  await decline(coordinator, 'Arbetsmiljön för övriga');

  const director = await become('direktor');
  await unlock(director);
  await approve(director, 4);

  await document(coordinator);
  await stopClocks(coordinator);
  await decline(coordinator, 'Hotbild mot förvaltningen eller anställda');
  await decline(coordinator, 'Arbetsbefrielse, avstängning, uppsägning eller avsked');
  await decide(coordinator, 'Lärdomar och granskning av rekryteringen');
  await approve(director, 3);

  await close(coordinator);
  await approve(director, 1);
  await goToCase(coordinator, title);
  await coordinator.expectText('Avslutat');

  const auditor = await become('revisor');
  await menu(auditor, 'Journal');
  await auditor.send('Kontrollera hela journalen');
  await auditor.expectText(/Journalen är hel: .* poster, i ordning och oförändrade/);

  people.push(coordinator, controller, director, auditor);
  // For the sweep: pages that none of the others is let in to.
  for (const username of ['chef', 'hr', 'mottagare']) {
    const hand = await become(username);
    await unlock(hand);
    people.push(hand);
  }
  for (const username of ['behorighet', 'drift']) {
    const hand = await become(username);
    await sameAsNothing(hand, found.case, found.case.replace(/[0-9a-f]{32}$/, '0'.repeat(32)));
    await sameAsNothing(hand, found.signal, found.signal.replace(/[^/]+$/, '0'.repeat(32)));
    people.push(hand);
  }
}

// What is done most, with a browser that runs no script.
async function withoutScript() {
  const title = 'Oklara betalningar hösten 2026';
  const controller = await become('controller2', { javaScriptEnabled: false });
  await unlock(controller);
  await signal(controller, title);
  const coordinator = await become('samordnare', { javaScriptEnabled: false });
  await unlock(coordinator);
  await take(coordinator, title);
  await decide(coordinator, 'Intern utredning och incidentrapport');
  await Promise.all([controller.context.close(), coordinator.context.close()]);
}

// Pages that are met before somebody is signed in.
const AT_THE_DOOR = ['/demo', '/logga-in', '/tillganglighet'];
const CODE = '/logga-in/kod';
// Only for who has no app for codes, as nobody of the demo, or has just shown anew who they are, as in passkey.mjs.
const ELSEWHERE = ['/konto/andra-faktor', '/konto/passnycklar/ny'];

// Which of the people sees each page: who met it, else the first who is let in.
async function readers(people) {
  const [stranger, half] = [await Hand.of(scene, 'nobody'), await approach(scene, 'hr')];
  const seen = new Map([[stranger, new Set(AT_THE_DOOR)], [half, new Set([CODE])]]);
  for (const hand of people) seen.set(hand, new Set());
  const met = [...Hand.met.values()].filter(({ path }) => !path.includes('?') && ![...AT_THE_DOOR, CODE].includes(path));
  for (const { path, who } of met) {
    const hand = people.find((one) => one.who === who);
    if (hand) seen.get(hand).add(path);
  }
  const known = new Set([...AT_THE_DOOR, CODE, ...ELSEWHERE, ...met.map(({ path }) => path)]);
  // A file is no page.
  for (const path of paths.filter((one) => !known.has(one) && !/\.[a-z]+$/.test(one))) {
    let reader = null;
    for (const hand of people) {
      const answer = await hand.context.request.get(scene.base + path, { maxRedirects: 0, timeout: MOST });
      if (answer.status() === 200 && answer.headers()['content-type']?.startsWith('text/html')) {
        reader = hand;
        break;
      }
    }
    if (reader) seen.get(reader).add(path);
    else scene.findings.add('sweep', path, 'nobody of the walk is let in');
  }
  return seen;
}

// Every page on a telephone, in both languages; Swedish last, as everybody had it.
async function sweep(browser, people) {
  const seen = await readers(people);
  for (const { code, locale } of [{ code: 'en', locale: 'en-GB' }, { code: 'sv', locale: 'sv-SE' }]) {
    for (const [hand, own] of seen) {
      const context = await browser.newContext({
        viewport: { width: 320, height: 640 },
        locale,
        storageState: await hand.context.storageState(),
      });
      const page = await context.newPage();
      let now = '';
      const where = () => `${now} (${hand.who}, ${code}, phone)`;
      listen(page, scene.base, scene.findings, where);
      // Who is signed in has a language of their own, which the button of every page changes.
      if (people.includes(hand)) {
        await page.goto(`${scene.base}/konto`, { waitUntil: 'load', timeout: MOST });
        const button = page.locator(`button[name=sprak][value=${code}]`);
        await Promise.all([page.waitForNavigation({ waitUntil: 'load', timeout: MOST }), button.press('Enter')]);
      }
      for (now of own) {
        const answer = await page.goto(scene.base + now, { waitUntil: 'load', timeout: MOST });
        if (new URL(page.url()).pathname !== now) scene.findings.add('sweep', where(), `leads to ${page.url()}`);
        if (!answer.ok() && answer.status() !== 404) scene.findings.add('sweep', where(), `status ${answer.status()}`);
        for (const [rule, what] of await page.evaluate(inspect, code)) scene.findings.add(rule, where(), what);
        await accessible(page, scene.findings, where());
        const name = `phone-${code}-${hand.who}-${picture(now.replace(/[0-9a-f]{32}/g, 'id'))}.png`;
        await page.screenshot({ path: join(pictures, name), fullPage: true });
      }
      scene.say(`${hand.who}: ${own.size} pages on a telephone (${code})`);
      await context.close();
    }
  }
}

await mkdir(pictures, { recursive: true });
const browser = await launch(program);
scene.browser = browser;
const people = [];
try {
  await whole(people);
  await withoutScript();
  await sweep(browser, people);
} catch (error) {
  for (const context of browser.contexts()) {
    for (const page of context.pages()) {
      const name = `stopped-${picture(new URL(page.url()).pathname)}.png`;
      await page.screenshot({ path: join(pictures, name), fullPage: true });
    }
  }
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exitCode = 2;
} finally {
  await browser.close();
}
process.stdout.write(String(scene.findings));
