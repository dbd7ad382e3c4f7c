// `bluebell import` of files for config.yaml, in this process.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { UsageError } from '@bluebell/ble/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../config/index.ts';
import { TestData } from '../device/data-folder.contract.ts';
import { ExitCode, exitCodeOf } from '../exit.ts';

const KEY = '00112233445566778899aabbccddeeff';
const OTHER_KEY = 'ffeeddccbbaa99887766554433221100';
const IRK = 'ec0234a357c8ad05341010a60a397d9b';

const THEENGS = JSON.stringify({
  host: 'localhost',
  pass: 'hunter2',
  bindkeys: { 'A4:C1:38:00:00:01': KEY, 'A4:C1:38:00:00:02': 'nonsense', nobody: KEY },
  identities: { 'AA:BB:CC:DD:EE:FF': IRK },
});

const BLE_MONITOR = `
homeassistant:
  customize: !include customize.yaml
ble_monitor:
  discovery: false
  devices:
    - mac: 'A4:C1:38:00:00:01'
      name: 'Kitchen'
      encryption_key: '${KEY.toUpperCase()}'
      temperature_unit: C
    - &hall
      mac: A4C138000002
      name: Hall
      bindkey: !secret hall_key
    - <<: *hall
      name: Hallway
    - uuid: f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0
      name: beacon
    - mac: 'D4:3C:2D:4A:3C:D5'
      name: dog
      track_device: True
    - mac: 'A4:C1:38:00:00:06'
      encryption_key: !secret nowhere
    - mac: 'A4:C1:38:00:00:07'
      name: bad+name
`;

const ESPHOME = `
substitutions:
  room: Bedroom
  mac: "A4:C1:38:00:00:01"
esphome:
  name: node
  on_boot:
    then:
      - lambda: |-
          id(x) = "\${room}";
packages: !include_dir_merge_named packages
xiaomi_rtcgq02lm:
  - id: motion_one
    mac_address: A4:C1:38:00:00:02
    bindkey: ${OTHER_KEY}
sensor:
  - platform: xiaomi_lywsd03mmc
    mac_address: \${mac}
    bindkey: "${KEY}"
    temperature:
      name: "$room Temperature"
      filters:
        - lambda: !lambda return x * 2;
    humidity:
      name: "\${room} Humidity"
    battery_level:
      name: "\${room} Battery Level"
  - platform: xiaomi_rtcgq02lm
    id: motion_one
    battery_level:
      name: Stairs Battery
  - platform: xiaomi_lywsdcgq
    mac_address: !lambda 'return 1;'
    temperature:
      name: Odd
  - platform: dht
    mac_address: A4:C1:38:00:00:09
    bindkey: ${KEY}
binary_sensor:
  - platform: xiaomi_rtcgq02lm
    id: motion_one
    motion:
      name: Stairs Motion
  - platform: ble_presence
    irk: ${IRK}
    name: Anna
`;

const data = new TestData();

// The program loads these when a command runs; here, before any test has to wait for it.
beforeAll(() => import('./import-file.ts'), 60_000);

describe('bluebell import', () => {
  it('takes keys and phones of Theengs Gateway, and says what it leaves', async () => {
    const { code, stdout } = await importText(THEENGS);
    expect(code).toBe(0);
    expect(rows(stdout)).toEqual([
      'A4:C1:38:00:00:01                key taken',
      'A4:C1:38:00:00:02                its key is not made of pairs of hex digits (0-9, a-f); a bind key has 32 hex digits, or 24 (remotes and dimmers of the first generation)',
      'bindkeys                         it has no address of 12 hex digits',
      'AA:BB:CC:DD:EE:FF  phone-ddeeff  phone and key taken',
      `Took 2 of 4 into ${data.path('config', 'config.yaml')}.`,
    ]);
    expect(await config()).toMatchObject({
      devices: { 'A4:C1:38:00:00:01': { key: expect.objectContaining({ problem: undefined }) } },
      phones: { 'phone-ddeeff': { address: 'AA:BB:CC:DD:EE:FF' } },
    });
  });

  it('takes names and keys of ble_monitor, secrets beside it included', async () => {
    await writeFile(data.path('secrets.yaml'), `hall_key: ${OTHER_KEY}\nwifi: hunter2\n`);
    const { code, stdout } = await importText(BLE_MONITOR);
    expect(code).toBe(0);
    expect(rows(stdout).slice(0, -1)).toEqual([
      'A4:C1:38:00:00:01  Kitchen  name and key taken',
      'A4:C1:38:00:00:02  Hall     name and key taken',
      'A4:C1:38:00:00:02  Hall     another name stands further up',
      'line 17                     it is told by a UUID, which bluebell does not do',
      'D4:3C:2D:4A:3C:D5  dog      phone taken',
      "A4:C1:38:00:00:06           its key is the secret 'nowhere', which is not in secrets.yaml beside the file",
      "A4:C1:38:00:00:07           its name must not hold '+' or '#', which mean something in MQTT topics",
    ]);
    const { devices } = await config();
    expect(devices['A4:C1:38:00:00:02']?.key?.reveal()[0]).toBe(0xff);
  });

  it('takes sensors of ESPHome: substitutions, ids, tags, and names without their quantities', async () => {
    const { code, stdout } = await importText(ESPHOME);
    expect(code).toBe(0);
    expect(rows(stdout).slice(0, -1)).toEqual([
      'A4:C1:38:00:00:02  Stairs   name and key taken',
      'A4:C1:38:00:00:01  Bedroom  name and key taken',
      'line 33                     its address is !lambda, which cannot be read',
      'line 45            Anna     phone and key taken',
    ]);
    expect((await config()).phones.Anna?.irk?.reveal()[0]).toBe(0xec);
  });

  it('shows no key, whatever happens', async () => {
    await writeFile(data.path('secrets.yaml'), `hall_key: ${KEY}x\n`);
    for (const text of [
      THEENGS,
      BLE_MONITOR,
      ESPHOME,
      `ble_monitor:\n  devices:\n    - mac: ${KEY}\n      name: ${KEY}\n      encryption_key: [${KEY}]\n`,
      JSON.stringify({ bindkeys: { [KEY]: [KEY], A4C138000001: `${KEY}00` } }),
    ]) {
      const { stdout, stderr } = await importText(text);
      expect(stdout + stderr).not.toMatch(/2233|hunter2|aabbcc|57c8|ddcc/i);
    }
  });

  it('keeps what is configured, unless it shall be replaced; a second time, nothing is new', async () => {
    const before = `# mine
devices:
  a4c138000001:
    name: cellar # dark
    key: ${OTHER_KEY}
`;
    await mkdir(data.path('config'));
    await writeFile(data.path('config', 'config.yaml'), before);
    const kept = await importText(
      `ble_monitor: { devices: [{ mac: A4C138000001, name: Hall, encryption_key: ${KEY} }] }`,
    );
    expect(kept).toMatchObject({
      code: 1,
      stdout: `A4:C1:38:00:00:01  cellar  another name is configured (--replace takes this one); another key is configured (--replace takes this one)\nTook 0 of 1.\n`,
    });
    expect(await text()).toBe(before);
    const replaced = await data.run('import', data.path('file'), '--replace');
    expect(replaced.stdout).toContain('name and key taken');
    expect(await text()).toBe(before.replace('cellar', 'Hall').replace(OTHER_KEY, KEY));
    const again = await data.run('import', data.path('file'));
    expect(again).toMatchObject({ code: 0 });
    expect(again.stdout).toContain('known already');
  });

  it('changes nothing where it only shall tell', async () => {
    await writeFile(data.path('file'), THEENGS);
    const { code, stdout } = await data.run('import', 'theengs', data.path('file'), '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain('Would take 2 of 4; nothing was changed.');
    await expect(text()).rejects.toThrow('ENOENT');
  });

  it('still knows a file of Tasmota, by its content too', async () => {
    const { code, stdout } = await importText(
      `[{"MAC":"A4C138000001","PID":"055b","key":"${KEY}"}]`,
    );
    expect(code).toBe(0);
    expect(stdout).toContain(data.path('config', 'mi32cfg'));
  });

  it.each([
    ['hello'],
    [''],
    ['a: b: c'],
    ['['.repeat(5_000)],
    [`a: ${'{ a: '.repeat(3_000)}`],
    ['x'.repeat(2 * 1024 * 1024)],
    [bomb()],
  ])('says so where it is nothing it knows, or too much of it: %#', async (content) => {
    for (const kind of [
      [],
      ['--from', 'esphome'],
      ['--from', 'ble_monitor'],
      ['--from', 'theengs'],
    ]) {
      await writeFile(data.path('file'), content);
      const { code, error } = await data.run('import', data.path('file'), ...kind);
      if (error) expect(error).toBeInstanceOf(UsageError);
      else expect(code).toBe(1);
    }
  });

  it.each([
    ['hello', [], 'hello is nothing that can be taken over'],
    ['nowhere', [], 'nowhere cannot be read: there is no such file or folder (ENOENT)'],
    ['nowhere', ['mi32cfg'], 'nowhere cannot be read: there is no such file or folder (ENOENT)'],
    ['.', [], ' cannot be read: it is a folder, not a file (EISDIR)'],
  ])('ends the same for a wrong file and for none: %s %j', async (name, kind, words) => {
    await writeFile(data.path('hello'), 'hello');
    const { error } = await data.run('import', ...kind, data.path(name));
    expect(exitCodeOf(error)).toBe(ExitCode.usage);
    expect(String(error)).toContain(words);
  });

  it('refuses kinds that there are not, and several files', async () => {
    const outcome = await data.run('import', 'zigbee', data.path('file'));
    expect(String(outcome.error)).toContain(
      "'zigbee' is nothing to import: allowed are mi32cfg, theengs, ble_monitor, esphome",
    );
    expect((await data.run('import', 'a', 'b', 'c')).error).toBeInstanceOf(UsageError);
  });
});

function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 12; i++)
    lines.push(
      `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join()}]`,
    );
  return lines.join('\n');
}

async function importText(content: string) {
  await writeFile(data.path('file'), content);
  return data.run('import', data.path('file'));
}

function rows(stdout: string): string[] {
  return stdout.trimEnd().split('\n');
}

function text(): Promise<string> {
  return readFile(data.path('config', 'config.yaml'), 'utf8');
}

async function config() {
  return (await parseConfig(await text(), 'config.yaml')).config;
}
