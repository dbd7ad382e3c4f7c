// `bluebell run` in this process, on terminals that are none. `test/program/` starts the program itself.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../config/index.ts';
import { Watcher } from '../sinks/mqtt-watcher.contract.ts';
import { type FakeOptions, FakeProgram } from './fake-terminal.contract.ts';

const ENTER = '\u001b[?1049h';
const LEAVE = '\u001b[?1049l';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-run-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('bluebell run on a terminal', () => {
  it('shows a table of all simulated sensors, and gives the screen back when it stops', async () => {
    const program = programFor({ isTTY: true });
    const running = program.run('run', '--demo');
    await program.stdout.until(/Robin's phone[^\n]*home/);
    expect(program.stdout.text.startsWith(ENTER)).toBe(true);
    expect(program.stdout.text).toMatch(
      /a simulated home.*MQTT.*mqtt:\/\/127\.0\.0\.1:\d+.*Configuration/s,
    );
    expect(program.stdout.text).not.toContain(LEAVE);

    program.stop.abort();
    expect(await running).toBe(0);
    expect(program.stdout.text.endsWith(LEAVE)).toBe(true);
    // What the log said meanwhile did not go through the table.
    expect(program.stderr.text).toContain('BROKER_LISTENS');
    expect(program.stdout.text).not.toContain('BROKER_LISTENS');
  });

  it('gives the screen back when it has to end at once', async () => {
    const program = programFor({ isTTY: true });
    const running = program.run('run');
    await program.stdout.until(/nothing heard yet/);
    program.screen?.leave();
    expect(program.stdout.text.endsWith(LEAVE)).toBe(true);
    program.stop.abort();
    await running;
    expect(program.stdout.text.split(LEAVE)).toHaveLength(2);
  });

  it('draws anew at once when the terminal changes its size', async () => {
    const program = programFor({ isTTY: true });
    const running = program.run('run');
    await program.stdout.until(/nothing heard yet/);
    Object.assign(program.stdout, { columns: 40, rows: 12 });
    program.stdout.emit('resize');
    const lastFrame = program.stdout.text.split('\u001b[H').at(-1) ?? '';
    expect(lastFrame.split('\r\n')).toHaveLength(12);
    program.stop.abort();
    await running;
  });

  it.each([
    ['it is asked for JSON', ['--json'], {}],
    ['the terminal can do nothing', [], { TERM: 'dumb' }],
  ])('prints lines where %s', async (_, args, env) => {
    const program = programFor({ isTTY: true, env });
    const running = program.run('run', '--demo', ...args);
    await program.stdout.until(/Doorbell/);
    program.stop.abort();
    await running;
    expect(program.stdout.text).not.toContain('\u001b');
  });
});

describe('bluebell run without a terminal', () => {
  it('writes a configuration to begin with, and says where, and what to do next', async () => {
    const program = programFor();
    const running = program.run('run');
    await program.stdout.until(/run --demo/);
    program.stop.abort();
    expect(await running).toBe(0);
    expect(program.stdout.text).toMatch(
      /^bluebell \(Ctrl-C ends it\)\nDashboard +http:.*\nMQTT +mqtt:.*\nConfiguration +.*config\.yaml \(new: all defaults\)\nNo radio is configured.*\nNext: .*radios:/,
    );
    const text = await readFile(join(folder, 'config/config.yaml'), 'utf8');
    expect(text).toMatch(/^#radios:/m);
  });

  it('keeps the configuration that is there', async () => {
    await run(programFor(), 'run');
    const file = join(folder, 'config/config.yaml');
    await writeFile(file, 'radios: [sim]\n');
    const program = programFor();
    await run(program, 'run');
    expect(program.stdout.text).not.toMatch(/new|No radio/);
    expect(await readFile(file, 'utf8')).toBe('radios: [sim]\n');
  });

  it('prints nothing but JSON where it is asked for that', async () => {
    const program = programFor();
    const running = program.run('run', '--demo', '--json');
    await program.stdout.until(/"isHome":true/);
    program.stop.abort();
    await running;
    const updates = program.stdout.text
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(updates[0]).toMatchObject({
      time: expect.any(String),
      device: { id: expect.any(String) },
    });
    const logged = program.stderr.text
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(logged).toContainEqual(expect.objectContaining({ code: 'START' }));
  });

  it('names a data folder that cannot be used', async () => {
    await writeFile(join(folder, 'config'), 'a file, where a folder should be');
    const error: unknown = await programFor()
      .run('run')
      .catch((error: unknown) => error);
    expect(String(error)).toMatch(/config cannot be written: .*already there/);
  });

  it('hears a recording, says when it ends, and stays', async () => {
    const file = join(folder, 'empty.btsnoop');
    await writeFile(file, Buffer.from('6274736e6f6f700000000001000003ea', 'hex'));
    const program = programFor();
    const running = program.run('run', '--radio', `replay:${file}`);
    await program.stderr.until(/RADIO_ENDED/);
    program.stop.abort();
    expect(await running).toBe(0);
  });

  it('ends when its only radio breaks, and says how', async () => {
    const file = join(folder, 'damaged.btsnoop');
    await writeFile(file, Buffer.from('6274736e6f6f700000000001000003ea0000', 'hex'));
    const program = programFor();
    const running = program.run('run', '--radio', `replay:${file}`);
    await expect(running).rejects.toThrow(/damaged\.btsnoop: the file ends inside a packet/);
    expect(program.stderr.text).not.toContain('RADIO');
  });

  it.each([
    ['a radio that is none', ['--radio', 'foo'], "'foo' is no radio"],
    ['a recording that is not there', ['--radio', 'replay:nowhere'], "cannot read 'nowhere'"],
    ['a configuration that is not there', ['--config', 'nowhere.yaml'], 'there is no such file'],
  ])('refuses %s, and leaves nothing running', async (_, args, message) => {
    const program = programFor();
    const error: unknown = await program.run('run', ...args).catch((error: unknown) => error);
    expect(String(error)).toContain(message);
    expect(program.stdout.text + program.stderr.text).toBe('');
  });

  it.each([
    ['is none', 'bluez', /config\.yaml:3:5 radios\[1\]: 'bluez' is no radio: allowed are sim, /],
    [
      'has no file',
      'replay:nowhere',
      /config\.yaml:3:5 radios\[1\]: cannot read '.*[/\\]config[/\\]nowhere': /,
    ],
  ])('says where the configuration names a radio that %s', async (_, name, message) => {
    await run(programFor(), 'run');
    await writeFile(join(folder, 'config/config.yaml'), `radios:\n  - sim\n  - ${name}\n`);
    const program = programFor();
    const error: unknown = await program.run('run').catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toMatch(message);
    expect(program.stdout.text + program.stderr.text).toBe('');
  });

  it('names the variable where a radio that is none comes from the environment', async () => {
    const running = programFor({ env: { BLUEBELL_RADIOS: '[bluez]' } }).run('run');
    await expect(running).rejects.toThrow(/^BLUEBELL_RADIOS radios\[0\]: 'bluez' is no radio/);
  });

  it('refuses a wrong configuration before anything starts', async () => {
    await run(programFor(), 'run');
    await writeFile(join(folder, 'config/config.yaml'), 'radios: [sim]\nmqtt:\n  bsae: x\n');
    const program = programFor();
    const error: unknown = await program.run('run').catch((error: unknown) => error);
    expect(String(error)).toMatch(/config\.yaml:3:3 mqtt\.bsae: .*base/);
    expect(program.stdout.text + program.stderr.text).toBe('');
  });
});

describe('bluebell run, its broker', () => {
  it('is another than the usual one where that is taken, and says which', async () => {
    const first = programFor();
    const running = first.run('run');
    await first.stdout.until(/run --demo/);
    const port = /mqtt:\/\/127\.0\.0\.1:(\d+)/.exec(first.stdout.text)?.[1];

    const second = programFor({ env: { BLUEBELL_BROKER__PORT: port } });
    await run(second, 'run', '--data', join(folder, 'second'));
    expect(second.stderr.text).toMatch(new RegExp(`port ${port} is taken: .* uses \\d+ instead`));
    expect(second.stdout.text).not.toContain(`:${port}\n`);
    first.stop.abort();
    await running;
  });

  it('gets offline as the last word', async () => {
    const program = programFor();
    const running = program.run('run', '--demo');
    await program.stderr.until(/MQTT_CONNECTED/);
    await program.stdout.until(/mqtt:\/\/127\.0\.0\.1:\d+/);
    const url = /mqtt:\/\/127\.0\.0\.1:\d+/.exec(program.stdout.text)?.[0] ?? '';
    await using watcher = await Watcher.on(url);
    await watcher.until(() => watcher.on('bluebell/bridge/state').length === 1);
    program.stop.abort();
    await running;
    await watcher.until(() => watcher.on('bluebell/bridge/state').length === 2);
    expect(watcher.on('bluebell/bridge/state')).toEqual([
      { state: 'online' },
      { state: 'offline' },
    ]);
  });

  it('is none where neither a broker nor a url is configured', async () => {
    const program = programFor({ env: { BLUEBELL_BROKER__ENABLED: 'false' } });
    await run(program, 'run');
    expect(program.stdout.text).toMatch(/MQTT +off: /);
  });
});

/** A program whose data is in the folder, and whose servers take any port. */
function programFor({ env, ...options }: FakeOptions = {}): FakeProgram {
  const own = { BLUEBELL_DATA: folder, BLUEBELL_BROKER__PORT: '0', BLUEBELL_WEB__PORT: '0' };
  return new FakeProgram({ ...options, env: { ...own, ...env } });
}

/** Starts it, waits until it says what it has to say, and ends it. */
async function run(program: FakeProgram, ...args: readonly string[]): Promise<void> {
  const running = program.run(...args);
  await program.stdout.until(/Configuration.*\n/);
  program.stop.abort();
  expect(await running).toBe(0);
}
