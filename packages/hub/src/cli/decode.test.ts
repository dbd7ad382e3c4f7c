// `bluebell decode` in this process.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromHex, toHex } from '@bluebell/ble/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packetOf, thermometer } from '../air.contract.ts';
import { leaksOf } from '../leak.contract.ts';
import { FakeProgram } from './fake-terminal.contract.ts';

const KEY = 'c0ffee15600dd06f00d5ca1ab1e0b5e1';

/** A thermo-hygrometer, LYWSD03MMC, in the clear: 21.5 °C, 46.3 %. */
const FRAME = '50305b050701000038c1a40d1004d700cf01';
const STRUCTURES = `020106 1516 95fe ${FRAME}`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('bluebell decode', () => {
  const MEANS = /LYWSD03MMC {2}A4:C1:38:00:00:01 {2}mibeacon\n.*21\.5 °C\n.*46\.3 %\n/;

  it.each([
    ['an HCI event', [hciEvent(STRUCTURES)]],
    ['AD structures', [STRUCTURES]],
    ['with 0x in front', [`0x${STRUCTURES.replaceAll(' ', '')}`]],
    ['with marks between bytes', [STRUCTURES.replaceAll(' ', '').replace(/(..)(?=.)/g, '$1:')]],
    ['service data', [FRAME, '--uuid', 'FE95', '--mac', 'A4:C1:38:00:00:01']],
  ])('reads hex: %s', async (_, args) => {
    const program = new FakeProgram();
    expect(await program.run('decode', ...args)).toBe(0);
    expect(program.stdout.text).toMatch(MEANS);
  });

  it('opens a frame with its key, and prints no digit of it', async () => {
    const advert = thermometer({ key: KEY, celsius: 21.5 });
    const event = hciEvent(toHex(advert.data));
    const program = new FakeProgram();
    expect(await program.run('decode', event, '--key', KEY.toUpperCase())).toBe(0);
    expect(program.stdout.text).toMatch(/BTHome {2}A4:C1:38:00:00:01 {2}bthome-v2\n.*21\.5 °C/);
    expect(leaksOf(program.stdout.text, [KEY])).toEqual([]);
  });

  it('names a key of a wrong length, and goes on', async () => {
    const advert = thermometer({ key: KEY, celsius: 21.5 });
    const program = new FakeProgram();
    const event = hciEvent(toHex(advert.data));
    expect(await program.run('decode', event, '--key', KEY.slice(2))).toBe(0);
    expect(program.stdout.text).toContain('key of the wrong length (bad_key_length)');
    expect(program.stderr.text).toContain('--key has 30 hex digits');
    expect(leaksOf(program.stdout.text + program.stderr.text, [KEY])).toEqual([]);
  });

  it('reads lines of hex, and names those that are none', async () => {
    const program = new FakeProgram({ input: `${STRUCTURES}\n\nxyz\n${hciEvent(STRUCTURES)}\r\n` });
    expect(await program.run('decode')).toBe(1);
    expect(program.stdout.text.match(/21\.5 °C/g)).toHaveLength(2);
    expect(program.stderr.text).toBe("bluebell: line 3: 'x' is not a hex digit\n");
  });

  it('names the first lines of a file that is no hex, and counts the others', async () => {
    const file = join(folder, 'README.md');
    await writeFile(file, 'Some words.\n'.repeat(42));
    const program = new FakeProgram();
    expect(await program.run('decode', file)).toBe(1);
    const lines = program.stderr.text.trim().split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[4]).toMatch(/^bluebell: line 5: /);
    expect(lines[5]).toBe('bluebell: … and 37 more lines');
  });

  it('reads a file of lines of hex', async () => {
    const file = join(folder, 'adverts.txt');
    await writeFile(file, `${STRUCTURES}\n${STRUCTURES}\n`);
    const program = new FakeProgram();
    expect(await program.run('decode', file, '--json')).toBe(0);
    const lines = program.stdout.text.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ recognized: true, temperature: 21.5, product: 'LYWSD03MMC' }),
      expect.objectContaining({ recognized: true }),
    ]);
    expect(lines[0]).not.toContain('00:00:00:00:00:00');
  });

  it('says of what it does not know that it does not', async () => {
    const program = new FakeProgram();
    expect(await program.run('decode', '02010605ffffff0102')).toBe(0);
    expect(program.stdout.text).toBe('no sensor that bluebell knows\n\n');
    const json = new FakeProgram();
    await json.run('decode', '02010605ffffff0102', '--json');
    expect(JSON.parse(json.stdout.text)).toEqual({ recognized: false });
  });

  it('speaks of another address in the frame only where the sender is known', async () => {
    const args = ['decode', FRAME, '--uuid', 'fe95', '--json'];
    const unknown = new FakeProgram();
    await unknown.run(...args);
    expect(JSON.parse(unknown.stdout.text)).not.toHaveProperty('macMismatch');
    const other = new FakeProgram();
    await other.run(...args, '--mac', 'A4:C1:38:00:00:02');
    expect(JSON.parse(other.stdout.text)).toHaveProperty('macMismatch', true);

    const serviceData = { fe95: FRAME };
    const { answers } = await linesThrough('--jsonl', [
      { id: 1, serviceData },
      { id: 2, serviceData, mac: 'A4:C1:38:00:00:02' },
    ]);
    expect(answers).toEqual([
      { id: 1, result: expect.not.objectContaining({ macMismatch: true }) },
      { id: 2, result: expect.objectContaining({ macMismatch: true }) },
    ]);
  });

  it('names beacons', async () => {
    const program = new FakeProgram();
    const beacon = '02011a 1aff4c000215 5a4bcfce174e4baca814092e77f6b7e5 0007 0001 c5';
    expect(await program.run('decode', beacon)).toBe(0);
    expect(program.stdout.text).toMatch(/^i beacon {2}beacon\n {2}uuid +5a4bcfce/i);
  });

  it('asks for lines where somebody sits at a terminal', async () => {
    const program = new FakeProgram({ isTTY: true, input: '' });
    Object.assign(program.stdin, { isTTY: true });
    expect(await program.run('decode')).toBe(0);
    expect(program.stderr.text).toContain('Ctrl-D');
  });

  it('paints on a terminal, and not where NO_COLOR is set', async () => {
    const painted = new FakeProgram({ isTTY: true });
    await painted.run('decode', STRUCTURES);
    expect(painted.stdout.text).toContain('\u001b[1m');
    const plain = new FakeProgram({ isTTY: true, env: { NO_COLOR: '1' } });
    await plain.run('decode', STRUCTURES);
    expect(plain.stdout.text).not.toContain('\u001b');
  });

  it('ends when it is told to stop, although there is more to read', async () => {
    const program = new FakeProgram({ input: `${STRUCTURES}\n`.repeat(1000) });
    const running = program.run('decode');
    await program.stdout.until(/21\.5/);
    program.stop.abort();
    await running;
    expect(program.stdout.text.match(/21\.5/g)?.length).toBeLessThan(1000);
  });
});

describe('bluebell decode --jsonl', () => {
  it('answers every line by itself, in order, and gives 0', async () => {
    const { code, answers } = await linesThrough('--jsonl', [
      { id: 1, mac: 'A4:C1:38:00:00:01', serviceData: { fe95: FRAME } },
      { id: { any: 'thing' }, rawAdv: STRUCTURES.replaceAll(' ', '') },
      { id: 3, hciEvent: hciEvent(STRUCTURES) },
      { id: 4, serviceData: { fcd2: '41 00'.replace(' ', '') }, bindKey: KEY },
      { id: 5, manufacturerData: { ffff: '0102' } },
      {},
    ]);
    expect(code).toBe(0);
    const known = expect.objectContaining({ recognized: true, temperature: 21.5, humidity: 46.3 });
    expect(answers).toEqual([
      { id: 1, result: known },
      { id: { any: 'thing' }, result: known },
      { id: 3, result: known },
      { id: 4, result: expect.objectContaining({ recognized: true, error: 'malformed' }) },
      { id: 5, result: { recognized: false } },
      { id: null, result: { recognized: false } },
    ]);
  });

  it('says what is wrong with a line, answers the others, and gives 1', async () => {
    const { code, answers, text } = await linesThrough('--jsonl', [
      `{"id":1,"bindKey":"${KEY}`,
      `${KEY} is no JSON`,
      { id: 3, bindKey: 7, serviceData: { fe95: FRAME } },
      { id: 4, serviceData: { fe95: 'xyz' } },
      { id: 5, serviceData: 'fe95' },
      { id: 6, mac: 'A4:C1', serviceData: { fe95: FRAME } },
      { id: 7, serviceData: { fe95: '00'.repeat(300) } },
      '[]',
      { id: 9, serviceData: { fe95: FRAME } },
    ]);
    expect(code).toBe(1);
    expect(answers.map((answer) => 'error' in answer)).toEqual([
      true,
      true,
      true,
      true,
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(answers.slice(0, 6)).toEqual([
      { id: null, error: 'this line is no JSON' },
      { id: null, error: 'this line is no JSON' },
      { id: 3, error: expect.stringContaining('bindKey: ') },
      { id: 4, error: 'serviceData.fe95: hex digits, two for each byte' },
      { id: 5, error: expect.stringContaining('serviceData: ') },
      { id: 6, error: "'A4:C1' is not an address such as A4:C1:38:00:00:01" },
    ]);
    expect(leaksOf(text, [KEY])).toEqual([]);
  });
});

describe('bluebell decode --jsonl, keys', () => {
  /** Encrypted: a humidity of 46.7 %. */
  const serviceData = { fe95: '58585b0550f4830238c1a495ef58763c26000097e2abb5' };
  const digits = 'e9ea895fac7cca6d30532432a516f3a8';

  it('takes a key in any case and with separators', async () => {
    const keys = [digits, digits.toUpperCase(), digits.replace(/..(?=.)/g, '$&:')];
    const questions = keys.map((bindKey, id) => ({ id, bindKey, serviceData }));
    const { answers } = await linesThrough('--jsonl', questions);
    const known = expect.objectContaining({ humidity: 46.7 });
    expect(answers).toEqual(keys.map((_, id) => ({ id, result: known })));
  });

  it('says bad_key_length of all else that stands there as a key', async () => {
    const keys = [digits.slice(1), digits.slice(2), `${digits}00`, 'secret', ''];
    const questions = keys.map((bindKey, id) => ({ id, bindKey, serviceData }));
    const { code, answers, text } = await linesThrough('--jsonl', questions);
    expect(code).toBe(0);
    const bad = expect.objectContaining({ error: 'bad_key_length' });
    expect(answers).toEqual(keys.map((_, id) => ({ id, result: bad })));
    expect(leaksOf(text, [digits])).toEqual([]);
  });

  it('takes null for no key', async () => {
    const { answers } = await linesThrough('--jsonl', [{ id: 1, bindKey: null, serviceData }]);
    const missing = expect.objectContaining({ error: 'missing_key' });
    expect(answers).toEqual([{ id: 1, result: missing }]);
  });
});

describe('bluebell decode --rpa', () => {
  it('says which key made which address', async () => {
    const irk = 'ec0234a357c8ad05341010a60a397d9b';
    const { code, answers } = await linesThrough('--rpa', [
      { id: 'a', irk, address: '70:81:94:0D:FB:AA' },
      { id: 'b', irk, address: '70:81:94:0D:FB:AB' },
    ]);
    expect(code).toBe(0);
    expect(answers).toEqual([
      { id: 'a', result: { resolves: true } },
      { id: 'b', result: { resolves: false } },
    ]);
  });

  it('says what is wrong with a line, and gives 1', async () => {
    const { code, answers } = await linesThrough('--rpa', [
      { id: 1, irk: 'ec02', address: '70:81:94:0D:FB:AA' },
      { id: 2, irk: 'ec0234a357c8ad05341010a60a397d9b' },
    ]);
    expect(code).toBe(1);
    expect(answers).toEqual([
      { id: 1, error: 'an identity key has 16 bytes, not 2' },
      { id: 2, error: expect.stringContaining('address: ') },
    ]);
  });
});

function hciEvent(structures: string): string {
  const data = fromHex(structures);
  return toHex(packetOf({ addressValue: 0xa4c138000001, data }));
}

/** Texts as they are, all else as JSON, a line each; and what came back. */
async function linesThrough(form: string, questions: readonly unknown[]) {
  const lines = questions.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  const program = new FakeProgram({ input: `${lines.join('\n')}\n\n` });
  const code = await program.run('decode', form);
  const { text } = program.stdout;
  const answers = text
    .trim()
    .split('\n')
    .map((line): object => JSON.parse(line));
  return { code, text, answers };
}
