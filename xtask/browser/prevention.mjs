// Prevention: node prevention.mjs <chromium> <address of a demo> <folder for pictures> <file of the course>
//
// In Swedish, with the keyboard only: a manager prepares four posts and gets four lawful lists; an employee takes a course on
// a telephone, and the manager sees it before and after; an order of delegation is read from a workbook,
// approved by another, and a decision above its limit is caught; an employee declares and the manager assesses.
//
// Prints one finding per line: rule, page, what is wrong; tells on the error output where it is. Ends with a failure when
// it does not come to its end.
import { readFile } from 'node:fs/promises';
import { become as enter, unlock } from './door.mjs';
import { Findings, launch } from './rules.mjs';

const [program, base, pictures, course] = process.argv.slice(2);

const scene = {
  base: base.replace(/\/+$/, ''),
  pictures,
  findings: new Findings(),
  count: 0,
  say: (text) => process.stderr.write(`${text}\n`),
};

// Each comes in once: a code serves once, and the next one comes after half a minute.
const hands = new Map();
async function become(username, options) {
  if (!hands.has(username)) hands.set(username, await enter(scene, username, options));
  return hands.get(username);
}
const menu = (hand, name, title = name) => hand.follow(new RegExp(`^${name}( \\d.*)?$`), title);

// What the law says of a post: the text of the list.
async function post(hand, { title, form, marks, why }) {
  await menu(hand, 'Rekrytering');
  await hand.follow('Ny rekrytering', 'Ny rekrytering');
  await hand.write('Post', title);
  await hand.write('Enhet', 'Påhittade enheten');
  await hand.choose('Form', form);
  for (const mark of marks) await hand.mark(mark);
  if (why) await hand.write('Varför posten är det', why);
  for (const name of ['Carl Exempelby', 'Hanna Provberg']) await hand.mark(name);
  await hand.send('Börja rekryteringen');
  await hand.expectTitle(title);
  const text = await hand.text();
  return text.slice(text.indexOf('Ska kontrolleras'), text.indexOf('Kandidater'));
}

async function posts() {
  const hand = await become('chef');
  await unlock(hand);
  const lists = [
    [{ title: 'Undersköterska', form: 'Anställning', marks: [/^Arbete i hemmet/] }, 'lagen (2026:43) 1-6 §§'],
    [{ title: 'Lärare', form: 'Anställning', marks: [/^Arbete i skola/] }, 'inte bekräftat'],
    [{ title: 'Ekonomiassistent', form: 'Anställning', marks: [/^Posten hanterar pengar/] }, 'Ingen lag tillåter det'],
    [
      { title: 'Inköpskonsult', form: 'Konsult eller entreprenör', marks: [/^Posten är ledande/], why: 'Leder inköpen.' },
      'Lagen gäller inte den här formen',
    ],
  ];
  const told = new Set();
  for (const [one, says] of lists) {
    const list = await post(hand, one);
    if (!list.includes(says)) throw new Error(`${hand.where()}: the list does not say »${says}«\n  ${list}`);
    told.add(list);
  }
  if (told.size !== lists.length) throw new Error('two posts have the same list');
  // Nothing but days, for whom and what it rests on can be written of what an extract shows.
  const fields = await hand.page.locator('main textarea, main input[type=file]').count();
  if (fields > 0) hand.find('walk', 'the page of a recruitment has a field for text or files');
}

// The right answers of the course, by question.
async function answers() {
  const text = await readFile(course, 'utf8');
  const check = text.slice(text.indexOf('\n# Kunskapsprov'));
  return new Map(check.split('\n## ').slice(1).map((part) => [
    part.split('\n', 1)[0].trim(), /^- \[x\] (.*)$/m.exec(part)[1].trim(),
  ]));
}

const TITLE = 'Otillåten påverkan';

async function takeCourse() {
  const right = await answers();
  const manager = await become('chef');
  const standing = async () => {
    await manager.address('/utbildning/medarbetare');
    return manager.text();
  };
  const before = await standing();
  const hand = await become('medarbetare', { viewport: { width: 360, height: 640 } });
  await menu(hand, 'Utbildning');
  await hand.follow(TITLE, TITLE);
  await hand.follow('Börja kursen');
  await throughTheParts(hand);
  await hand.send('Börja provet');
  for (let last = false; !last;) {
    const question = (await hand.page.innerText('main h2')).trim();
    await hand.choose('Välj ett svar', right.get(question));
    await hand.send('Svara');
    await hand.expectText('rätt');
    last = (await hand.page.getByRole('link', { name: 'Se resultatet' }).count()) > 0;
    await hand.follow(last ? 'Se resultatet' : 'Nästa fråga');
  }
  await hand.expectText('Du har klarat kursen');
  const after = await standing();
  if (before === after) throw new Error(`${manager.where()}: the manager does not see that the course was taken\n  ${after}`);
}

// Lessons are read and scenarios walked by their first choices, until the knowledge check.
async function throughTheParts(hand) {
  const has = (name) => hand.page.getByRole('button', { name, exact: true }).count();
  for (let step = 0; step < 60; step += 1) {
    if (await has('Jag har läst, gå vidare')) await hand.send('Jag har läst, gå vidare');
    else if (await has('Välj')) {
      const first = await hand.tabTo((now) => now.role === 'radio');
      if (!first.checked) await hand.page.keyboard.press('Space');
      await hand.send('Välj');
    } else if (await hand.page.getByRole('link', { name: 'Fortsätt', exact: true }).count()) await hand.follow('Fortsätt');
    else return;
  }
  throw new Error(`${hand.where()}: the parts have no end`);
}

const TODAY = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' });

const DECISIONS = [
  'besluts-id;beslutsfattare;roll;datum;punkt;belopp;anmäld',
  `B-1;anna01;Enhetschef;${TODAY};1.1;250000;`,
  `B-2;anna01;Enhetschef;${TODAY};1.1;150000;`,
].join('\n');

const file = (hand, label, name, bytes) => hand.page.getByLabel(label, { exact: true }).setInputFiles({
  name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes),
});

async function delegation() {
  const hand = await become('registrator');
  await unlock(hand);
  await menu(hand, 'Delegation', 'Delegationsordning');
  await hand.tabTo('Hämta mallen (Excel)', { role: 'link' });
  const template = await hand.download();
  await hand.follow('Läs in en ordning', 'Läs in en ordning');
  await hand.writeDay('Gäller från', '2026-01-15');
  await hand.write('Nämndens beslut', 'KS 2026-01-14, 7 §');
  await hand.writeDay('Dagen för beslutet', '2026-01-14');
  await file(hand, 'Fil', template.name, template.bytes);
  await hand.send('Förhandsgranska');
  await hand.write('Skäl', 'Ordningen som nämnden har beslutat.');
  await hand.send('Föreslå ändringen');
  const director = await become('direktor');
  await unlock(director);
  await menu(director, 'Att godkänna');
  // What the walk left waiting stands there too.
  while ((await director.page.locator('#waiting tbody tr').count()) > 0) {
    await director.tabTo((now) => now.table === 'waiting' && now.row === 0 && now.role === 'link');
    await director.leave();
    await director.send('Godkänn');
    await director.expectText('Förslaget är godkänt och genomfört');
  }
  await menu(hand, 'Delegation', 'Delegationsordning');
  await hand.expectText('Enhetschef');
  await hand.follow('Pröva beslut', 'Pröva beslut');
  await file(hand, 'Fil (frivilligt)', 'beslut.csv', DECISIONS);
  await hand.send('Pröva beslut');
  await hand.expectText(/B-1 .* Över gränsen 200 000,00 kr med 50 000,00 kr/);
  if ((await hand.text()).includes('B-2')) throw new Error(`${hand.where()}: a decision below its limit is shown`);
}

// HR asks everybody, an employee declares a company, and the manager assesses it.
async function round() {
  const hr = await become('hr');
  await menu(hr, 'Bisysslor');
  await hr.follow('Årlig runda', 'Årlig runda');
  await hr.follow('Starta en runda', 'Starta en runda');
  await hr.writeDay('Sista dag att svara', `${Number(TODAY.slice(0, 4)) + 1}-01-31`);
  await hr.send('Starta rundan');
  const hand = await become('medarbetare');
  await menu(hand, 'Start');
  await hand.expectText('Lämna uppgift om bisysslor');
  await menu(hand, 'Bisysslor');
  await hand.follow('Lämna uppgift om bisysslor', 'Lämna uppgift om bisysslor');
  await hand.choose('Har du något att anmäla?', 'Ja');
  await hand.pick('Vad är det?', 'Eget företag');
  await hand.write('Namn på företaget, föreningen eller personen', 'Påhittade Städ AB');
  await hand.write('Vad gör du där, eller hur ser relationen ut?', 'Äger hälften och städar på helger.');
  await hand.send('Lämna uppgiften');
  const manager = await become('chef');
  await menu(manager, 'Start');
  await manager.follow(/^Bisysslor: Malin Exempel/);
  await manager.follow('Bedöm Påhittade Städ AB', 'Bedöm bisysslan eller anknytningen');
  await manager.choose('Bedöm bisysslan eller anknytningen', 'Tillåten med villkor');
  await manager.write('Villkor', 'Inga ärenden om företaget, och prövas igen om ett år.');
  await manager.write('Varför', 'Företaget säljer inget till enheten.');
  await manager.send('Spara bedömningen');
  await manager.expectText('Läge tillåten med villkor');
}

const browser = await launch(program);
scene.browser = browser;
try {
  await posts();
  await takeCourse();
  await delegation();
  await round();
} catch (error) {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exitCode = 2;
} finally {
  await browser.close();
}
process.stdout.write(String(scene.findings));
