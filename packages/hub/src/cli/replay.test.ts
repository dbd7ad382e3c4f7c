// `bluebell replay` in this process, of recordings of our own.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BtsnoopWriter } from '@bluebell/radios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packetOf, thermometer } from '../air.contract.ts';
import { FakeProgram } from './fake-terminal.contract.ts';

const KEY = 'c0ffee15600dd06f00d5ca1ab1e0b5e1';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('bluebell replay', () => {
  it('gives what is known at the end, device by device, and what became of the adverts', async () => {
    const program = new FakeProgram();
    expect(await program.run('replay', await capture('short'), '--data', folder)).toBe(0);
    expect(program.stdout.text).toBe(
      [
        'A4:C1:38:00:00:01  BTHome  temperature 22 °C',
        'A4:C1:38:00:00:02  BTHome  encrypted: needs its key · give it with --key A4:C1:38:00:00:02=HEX',
        '6 adverts · 5 news · 1 repeats · 0 refused',
        '',
      ].join('\n'),
    );
    expect(program.stderr.text).toBe('');
  });

  it('takes names and keys of the configuration, and keys of the command line before them', async () => {
    const config = join(folder, 'some.yaml');
    const devices = `A4C138000001: { name: kitchen }\n  A4C138000002: { name: cellar, key: ${'00'.repeat(16)} }`;
    await writeFile(config, `devices:\n  ${devices}\n`);
    const wrong = new FakeProgram();
    await wrong.run('replay', await capture('keys'), '--config', config);
    expect(wrong.stdout.text).toMatch(/kitchen .*22 °C\ncellar .*wrong key\n/);

    const right = new FakeProgram();
    const key = `A4:C1:38:00:00:02=${KEY}`;
    await right.run('replay', await capture('keys'), '--config', config, '--key', key);
    expect(right.stdout.text).toMatch(/kitchen .*22 °C\ncellar .*21 °C\n/);
  });

  it('prints every update, with the time of the recording', async () => {
    const program = new FakeProgram();
    expect(await program.run('replay', await capture('updates'), '--updates', '--json')).toBe(0);
    const lines = program.stdout.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toEqual([
      expect.objectContaining({ time: '2026-01-02T03:04:05.000Z', changed: ['temperature'] }),
      expect.objectContaining({ changed: ['fault'] }),
      expect.objectContaining({ changed: [], events: [{ source: 'button', type: 'press' }] }),
      expect.objectContaining({ time: '2026-01-02T03:04:15.000Z', changed: ['temperature'] }),
      {
        devices: [
          expect.objectContaining({ id: 'A4C138000001', lastSeen: '2026-01-02T03:04:15.000Z' }),
          expect.objectContaining({ id: 'A4C138000002', fault: 'missing_key' }),
        ],
        counts: {
          adverts: 6,
          faults: { missing_key: 2 },
          repeats: expect.any(Number),
          strangers: 0,
          strangersKnown: 0,
          ignored: 0,
          notAdmitted: 0,
          freshness: expect.objectContaining({ news: 5 }),
        },
      },
    ]);
  });

  it('gives all before the damage of a recording, then says where it is', async () => {
    const whole = await capture('whole');
    const cut = join(folder, 'cut.btsnoop');
    await writeFile(cut, (await readFile(whole)).subarray(0, -5));
    const program = new FakeProgram();
    const error: unknown = await program.run('replay', cut).catch((error: unknown) => error);
    expect(String(error)).toMatch(/cut\.btsnoop: the file ends inside a packet.* at byte \d+$/);
    expect(program.stdout.text).toMatch(/BTHome {2}temperature 20 °C\n.*\n5 adverts/);
    expect(program.stderr.text).toBe('');
  });

  it('says of a recording without sensors that it holds none', async () => {
    const file = join(folder, 'empty.btsnoop');
    await (await BtsnoopWriter.create(file)).close();
    const program = new FakeProgram();
    expect(await program.run('replay', file)).toBe(0);
    expect(program.stdout.text).toMatch(/^no sensor heard · 0 adverts/);
  });

  it('sums nothing up of a file that is no recording', async () => {
    const file = join(folder, 'notes.btsnoop');
    await writeFile(file, 'Some words that are no recording.\n');
    const program = new FakeProgram();
    await expect(program.run('replay', file)).rejects.toThrow(/notes\.btsnoop/);
    expect(program.stdout.text).toBe('');
  });

  it('ends early when it is told to, with what is known until then', async () => {
    const program = new FakeProgram();
    const running = program.run('replay', await capture('slow'), '--speed', '0.001', '--updates');
    await program.stdout.until(/20 °C/);
    program.stop.abort();
    await running;
    expect(program.stdout.text).toMatch(/temperature 20 °C\n1 adverts/);
  });
});

/** A recording of ten seconds: values, a press, repeats, and a sensor that encrypts. */
async function capture(name: string): Promise<string> {
  const file = join(folder, `${name}.btsnoop`);
  await using writer = await BtsnoopWriter.create(file);
  const sealed = { from: 'A4:C1:38:00:00:02', key: KEY, celsius: 21 };
  for (const advert of [
    thermometer({ celsius: 20 }),
    thermometer({ celsius: 20, atMs: 100 }),
    thermometer({ ...sealed, atMs: 200, counter: 7 }),
    thermometer({ isPressed: true, atMs: 300 }),
    thermometer({ ...sealed, atMs: 400, counter: 8 }),
    thermometer({ celsius: 22, atMs: 10_000 }),
  ]) {
    await writer.append(packetOf(advert), advert.timeMs, 'received');
  }
  return file;
}
