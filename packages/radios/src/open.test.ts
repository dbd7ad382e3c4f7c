import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromHex, UsageError, VirtualClock } from '@bluebell/ble/core';
import { type Advert, isCentral, isPeripheral } from '@bluebell/ble/radio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BtsnoopWriter } from './capture/write-btsnoop.ts';
import { checkRadioName, openRadio } from './open.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('openRadio', () => {
  it('opens a capture as replay:FILE, whatever characters its name has', async () => {
    const path = join(folder, 'kitchen: 1.btsnoop');
    {
      await using capture = await BtsnoopWriter.create(path);
      const report = fromHex('04 3e 0f 02 01 00 00 010000 38c1a4 03 020106 c4');
      await capture.append(report, 1_700_000_000_000, 'received');
    }
    await using radio = await openRadio(`replay:${path}`, { speed: 'max' });
    expect(radio.name).toBe(`replay:${path}`);
    const adverts: Advert[] = [];
    for await (const advert of radio.scan()) adverts.push(advert);
    expect(adverts).toMatchObject([
      { address: 'A4:C1:38:00:00:01', rssiDbm: -60, timeMs: 1_700_000_000_000 },
    ]);
  });

  it('opens a simulated home as sim', async () => {
    // It is loaded when it is asked for, which takes time that no virtual clock knows of.
    await (await openRadio('sim')).close();
    const clock = new VirtualClock();
    const radio = await clock.run(openRadio('sim', { clock }));
    expect(radio.name).toBe('sim');
    expect([isCentral(radio), isPeripheral(radio)]).toEqual([true, true]);
    const scan = radio.scan()[Symbol.asyncIterator]();
    expect(await clock.run(scan.next())).toMatchObject({ done: false });
    await clock.run(radio.close());
  });

  it('records what goes between the host in the simulated home and its controller', async () => {
    const path = join(folder, 'sim.btsnoop');
    {
      await using capture = await BtsnoopWriter.create(path);
      // On the clock of the machine, since files take their time, too.
      const radio = await openRadio('sim', { capture });
      await radio.close();
    }
    // The header, and a Reset.
    expect((await stat(path)).size).toBeGreaterThan(16 + 24 + 4);
  });

  it.each(['dongle', 'dongle:/dev/ttyUSB0', '', ':', 'toString:x'])(
    'names the radios there are when asked for %j',
    async (name) => {
      const opening = openRadio(name);
      await expect(opening).rejects.toThrow(UsageError);
      await expect(opening).rejects.toThrow('replay:FILE');
    },
  );

  it.each(['replay', 'replay:'])('asks for a file when told %j', async (name) => {
    const opening = openRadio(name);
    await expect(opening).rejects.toThrow(UsageError);
    await expect(opening).rejects.toThrow("'replay:' names no file: give replay:FILE");
  });

  it('knows one simulated home alone', async () => {
    await expect(openRadio('sim:office')).rejects.toThrow(UsageError);
  });

  it('says when there is no such file', async () => {
    const opening = openRadio(`replay:${join(folder, 'missing')}`);
    await expect(opening).rejects.toThrow('there is no such file');
  });
});

describe('checkRadioName', () => {
  it.each([
    'sim',
    'hci0',
    'hci:1',
    'serial:/dev/ttyUSB0?baud=115200&rtscts=false',
    'tcp:attic:9101?serial=true',
    'unix:/run/hci',
    'replay:kitchen.btsnoop',
  ])('knows names of radios, whether they are there or not: %s', (name) => {
    expect(() => checkRadioName(name)).not.toThrow();
  });

  it.each([
    ['attic', "'attic' is no radio: allowed are sim, replay:FILE, serial:PATH"],
    ['constructor:', 'is no radio'],
    ['sim:2', 'there is one simulated home'],
    ['replay:', 'names no file'],
    ['serial:', 'names no port'],
    ['serial:/dev/ttyUSB0?speed=1', 'speed'],
    ['tcp:attic', 'names no place'],
    ['unix:', 'names no socket'],
    ['hci:x', 'names no device'],
  ])('says what would be right, in the words of opening it: %s', async (name, words) => {
    const check = () => checkRadioName(name);
    expect(check).toThrow(UsageError);
    expect(check).toThrow(words);
    await expect(openRadio(name)).rejects.toThrow(words);
  });
});
