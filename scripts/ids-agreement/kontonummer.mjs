// One bank account per line on standard input; one answer per line: the verdict of kontonummer, a tab, and the name of
// the bank in its table or nothing. Copied beside node_modules by run.sh.
import { createInterface } from 'node:readline';
import Kontonummer, { valid } from 'kontonummer';

const lines = [];
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  let bank = '';
  try {
    bank = Kontonummer.getSortingCodeInfo(line.replace(/[^\d]/g, '').substring(0, 4)).bankName;
  } catch {}
  lines.push(`${valid(line) ? 'ok' : 'bad'}\t${bank}`);
}
process.stdout.write(lines.join('\n') + '\n');
