// `bluebell doctor` where no hub runs, and against a server in this process.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@bluebell/ble/core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KITCHEN, type ServedHub, serve } from '../../api/served-hub.contract.ts';
import { Doctor } from '../../doctor/doctor.ts';
import { hubOf, sensorOf } from '../../doctor/facts.contract.ts';
import type { HubFacts, SensorFacts } from '../../doctor/facts.ts';
import { CommandError, UnreachableError } from '../device/command-error.ts';
import { FakeProgram } from '../fake-terminal.contract.ts';

// The program loads it when the command runs; here, before any test has to wait for it.
beforeAll(() => import('./doctor.ts'), 60_000);

let folder = '';
let hub: ServedHub | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-doctor-'));
});
afterEach(async () => {
  await hub?.close();
  hub = undefined;
  await rm(folder, { recursive: true });
});

describe('bluebell doctor', () => {
  it('says that no hub runs, and looks at the machine all the same', async () => {
    await config('radios: [serial:/dev/not-there]\nweb: {port: 0}\n');
    const { code, text } = await bluebell('doctor');
    expect(code).toBe(3);
    expect(text).toMatch(/^✗ No hub runs here\.\n {2}→ Start it: bluebell run\n/);
    expect(text).toMatch(/^✗ There is no \/dev\/not-there\.$/m);
  });

  it('names a configuration that cannot be used, where no hub runs', async () => {
    await config('radios: 7\n');
    const { text } = await bluebell('doctor', '--json');
    const { findings } = JSON.parse(text);
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'config_wrong', nextStep: 'bluebell config check' }),
    );
  });

  it('names it once where a hub goes on with the last good one', async () => {
    await config('radios: 7\n');
    await runHub({ configProblem: 'config.yaml:1:9 radios: must be a list' });
    const { text } = await bluebell('doctor');
    expect(text.match(/configuration/gi)).toHaveLength(1);
    expect(text).toContain('the last good one is in force');
  });

  it('asks the hub that runs, and ends with 0 where all is well', async () => {
    await runHub();
    const { code, text } = await bluebell('doctor', 'kitchen');
    expect(text).toBe(`kitchen · A4:C1:38:00:00:01
✓ It was heard just now by hci:0 with -60 dBm, and told on bluebell/kitchen.
`);
    expect(code).toBe(0);
  });

  it('ends with 1 where something is wrong, and gives it as JSON', async () => {
    await runHub({ broker: undefined }, { isIgnored: true });
    const { code, text } = await bluebell('doctor', 'a4-c1-38-00-00-01', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(text)).toEqual({
      sensor: 'A4:C1:38:00:00:01',
      name: 'kitchen',
      cause: 'filtered',
      findings: [
        {
          code: 'filtered',
          severity: 'fault',
          text: expect.stringContaining('ignore'),
          nextStep: expect.stringContaining('config.yaml'),
        },
        expect.objectContaining({ code: 'no_broker', severity: 'warning' }),
      ],
    });
  });

  it('cannot ask about a sensor where no hub runs, nor about one that nobody knows', async () => {
    await expect(bluebell('doctor', 'kitchen')).rejects.toThrow(UnreachableError);
    await runHub();
    await expect(bluebell('doctor', 'garage')).rejects.toThrow(CommandError);
    await expect(bluebell('doctor', 'garage')).rejects.toThrow(/nothing is called "garage"/);
  });
});

/** A hub of one sensor, as it is and as its doctor sees it. */
async function runHub(differs: Partial<HubFacts> = {}, sensor: Partial<SensorFacts> = {}) {
  const state = join(folder, 'state');
  await mkdir(state, { recursive: true });
  const nowMs = KITCHEN.lastSeenMs ?? 0;
  const device = { ...KITCHEN, radio: 'hci:0' };
  const topic = 'bluebell/kitchen';
  const doctor = new Doctor({
    devices: () => [device],
    names: () => [[0xa4c138000001, 'kitchen']],
    hubFacts: () => hubOf({ nowMs, ...differs }),
    sensorFacts: () => sensorOf(device, { name: 'kitchen', topic, ...sensor }),
    observe: () => () => {},
    clock: new VirtualClock(nowMs),
  });
  hub = await serve({ folder: state, ports: { doctor } });
}

async function config(text: string): Promise<void> {
  await mkdir(join(folder, 'config'), { recursive: true });
  await writeFile(join(folder, 'config', 'config.yaml'), text);
}

async function bluebell(...args: readonly string[]): Promise<{ code: number; text: string }> {
  const program = new FakeProgram({ env: { BLUEBELL_DATA: folder } });
  const code = await program.run(...args);
  return { code, text: program.stdout.text };
}
