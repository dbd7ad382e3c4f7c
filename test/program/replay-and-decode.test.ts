// `bluebell replay` and `bluebell decode`, as shells and other programs see them.

import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Bluebell, PATIENCE_MS, temporaryFolder } from './bluebell.ts';
import { PRESSED_KEY, recordHome } from './recording.ts';

/** A thermo-hygrometer in the clear: 21.5 °C, 46.3 %. */
const FRAME = '50305b050701000038c1a40d1004d700cf01';

describe('bluebell', { timeout: PATIENCE_MS }, () => {
  it('gives 0 for help, and 2 with a hint for what it does not know', async () => {
    const [help, helpOfRun, command, option, nothing] = await Promise.all([
      Bluebell.run(['--help']),
      Bluebell.run(['run', '--help']),
      Bluebell.run(['replya']),
      Bluebell.run(['decode', '--jsno']),
      Bluebell.run([]),
    ]);
    expect([help, helpOfRun, command, option, nothing].map(({ code }) => code)).toEqual([
      0, 0, 2, 2, 2,
    ]);
    for (const { stdout } of [help, helpOfRun]) expect(stdout).toContain('Examples:\n');
    expect(command.stderr).toBe(
      "bluebell: unknown command 'replya'\n(Did you mean replay?)\n(--help tells more)\n",
    );
    expect(option.stderr).toContain('(Did you mean --json?)');
    expect(nothing.stderr).toContain('Examples:\n');
  });
});

describe('bluebell replay', { timeout: PATIENCE_MS }, () => {
  it('plays a recording, and a damaged one up to the damage', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'home.btsnoop');
    await recordHome(file);
    const cut = join(folder, 'cut.btsnoop');
    writeFileSync(cut, (await readFile(file)).subarray(0, -3));

    const [whole, json, damaged, missing] = await Promise.all([
      Bluebell.run(['replay', file]),
      Bluebell.run(['replay', file, '--json', '--updates', '--key', PRESSED_KEY]),
      Bluebell.run(['replay', cut]),
      Bluebell.run(['replay', join(folder, 'nowhere')]),
    ]);
    expect([whole, json, damaged, missing].map(({ code }) => code)).toEqual([0, 0, 1, 2]);
    expect(whole.stdout).toMatch(/LYWSD02 +temperature [\d.]+ °C · humidity [\d.]+ %/);
    expect(whole.stderr).toBe('');

    const lines = json.stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines).toContainEqual(
      expect.objectContaining({ events: [expect.objectContaining({ source: 'button' })] }),
    );
    expect(lines.at(-1)).toMatchObject({ devices: expect.any(Array), counts: expect.any(Object) });

    expect(damaged.stdout).toContain('LYWSD02');
    expect(damaged.stderr).toMatch(/^bluebell: .*cut\.btsnoop: .* at byte \d+\n$/);
    expect(missing.stderr).toMatch(
      /^bluebell: cannot read '.*nowhere': there is no such file.*\n$/,
    );
  });

  it('tells that a broker cannot be reached, and gives 3', async () => {
    const file = join(temporaryFolder(), 'home.btsnoop');
    await recordHome(file);
    const password = 'correct-horse-battery';
    // With this variable the MQTT library would print its packets, and the password in one of them.
    const env = {
      DEBUG: '*',
      BLUEBELL_MQTT__URL: 'mqtt://127.0.0.1:1',
      BLUEBELL_MQTT__USERNAME: 'hub',
      BLUEBELL_MQTT__PASSWORD: password,
    };
    const args = ['replay', file, '--mqtt', 'mqtt://127.0.0.1:1'];
    const { code, stderr, stdout } = await Bluebell.run(args, { env });
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /MQTT_UNREACHABLE.*\n.*mqtt:\/\/127\.0\.0\.1:1: not all .* delivered\n$/,
    );
    expect(stdout + stderr).not.toContain(password);
  });

  it('gives 130 when it is interrupted', async () => {
    const file = join(temporaryFolder(), 'home.btsnoop');
    await recordHome(file);
    const bluebell = new Bluebell(['replay', file, '--speed', '0.01', '--updates']);
    await bluebell.until(/°C/);
    const { code, stdout, lastMs } = await bluebell.signal('SIGINT').end();
    expect([code, lastMs < 2_000]).toEqual([130, true]);
    expect(stdout).toMatch(/\d+ adverts · .*\n$/);
  });
});

describe('bluebell decode', { timeout: PATIENCE_MS }, () => {
  it('reads arguments, files, recordings and standard input', async () => {
    const folder = temporaryFolder();
    const [text, recording] = [join(folder, 'adverts.txt'), join(folder, 'home.btsnoop')];
    writeFileSync(text, `020106 1516 95fe ${FRAME}\n`);
    await recordHome(recording);
    const question = { id: 7, mac: 'A4:C1:38:00:00:01', serviceData: { fe95: FRAME } };

    const [hex, file, capture, good, bad] = await Promise.all([
      Bluebell.run(['decode', FRAME, '--uuid', 'fe95', '--mac', 'A4:C1:38:00:00:01']),
      Bluebell.run(['decode', text, '--json']),
      Bluebell.run(['decode', recording]),
      Bluebell.run(['decode', '--jsonl'], { input: `${JSON.stringify(question)}\n` }),
      Bluebell.run(['decode', '--jsonl', '-'], {
        input: `nonsense\n${JSON.stringify(question)}\n`,
      }),
    ]);
    expect([hex, file, capture, good, bad].map(({ code }) => code)).toEqual([0, 0, 0, 0, 1]);
    expect(hex.stdout).toMatch(
      /^LYWSD03MMC {2}A4:C1:38:00:00:01 {2}mibeacon\n {2}temperature +21\.5 °C\n/,
    );
    expect(JSON.parse(file.stdout)).toMatchObject({ recognized: true, humidity: 46.3 });
    expect(capture.stdout).toMatch(/^LYWSD02 {2}E7:2E:01:70:43:9A/m);
    expect(capture.stderr).toMatch(/^\d+ of \d+ adverts are of sensors\n$/);
    const answer = {
      id: 7,
      result: expect.objectContaining({ recognized: true, temperature: 21.5 }),
    };
    expect(JSON.parse(good.stdout)).toEqual(answer);
    const answers = bad.stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(answers).toEqual([{ id: null, error: 'this line is no JSON' }, answer]);
  });

  it('ends without a word when nobody wants more', async () => {
    const question = JSON.stringify({ serviceData: { fe95: FRAME } });
    const bluebell = new Bluebell(['decode', '--jsonl'], { input: `${question}\n`.repeat(50_000) });
    await bluebell.until(/recognized/);
    bluebell.stopReading();
    expect((await bluebell.end()).code).toBe(0);
  });
});
