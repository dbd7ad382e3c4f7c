import { VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { serviceAdvert } from '../air.contract.ts';
import { ConfigFile } from '../config/index.ts';
import { fileTrouble } from '../file-trouble.ts';
import { ReadableLog } from '../sinks/readable-log.contract.ts';
import { mi32Hub } from '../tasmota/mi32-hub.contract.ts';
import { RadioWatch } from '../watch/radio-watch.ts';
import { doctorOf } from './doctor-from-hub.ts';

const LISTED = { MAC: 'A4C138A1B2C3', PID: '055b', key: '' };

describe('the doctor of a hub with a list of sensors', () => {
  it.each([
    ['', 'MI32Option3 1'],
    ['tasmota: { option3: code }', 'MI32Option3 0'],
  ])('names the option that keeps others out, with %j', async (yaml, command) => {
    const { hub, hear } = await mi32Hub({ yaml, mi32cfg: [LISTED] });
    const clock = new VirtualClock();
    const watch = new RadioWatch({ clock, log: new ReadableLog(), watchdogMs: undefined });
    const file = await ConfigFile.open('config.yaml', { readFile: noFile });
    const setup = { hub, file, watch, health: [], mqtt: undefined, mqttUrl: undefined, clock };
    const asked = doctorOf(setup).diagnose('A4:C1:38:00:00:01');
    await hear(
      serviceAdvert(0xfe95, '5020aa0107010000 38c1a40d1004d700cf01', {
        from: 'A4:C1:38:00:00:01',
      }),
    );
    await clock.advance(10_000);
    const { findings } = await asked;
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'not_added',
        nextStep: expect.stringContaining(`bluebell cmd ${command}`),
      }),
    );
    watch.close();
  });
});

async function noFile(path: string): Promise<Uint8Array> {
  throw fileTrouble(path, 'read', Object.assign(new Error('missing'), { code: 'ENOENT' }));
}
