import { Reader } from '@bluebell/ble/codec';
import { fromHex, parseAddress, toHex, UsageError } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { BindKey } from '../../bind-key.ts';
import { openObjects } from './cipher.ts';
import { readHead } from './frame.ts';
import { type MiBeaconContent, miBeaconFrame } from './write-frame.ts';

/** Frames that devices sent, or that the format's own examples give, byte for byte. */
const FRAMES: readonly { what: string; frame: string; content: MiBeaconContent }[] = [
  {
    what: 'a humidity of LYWSD03MMC, encrypted by a key of 16 bytes',
    frame: '5858 5b05 50 f4830238c1a4 95ef58763c 260000 97e2abb5',
    content: {
      pid: 0x055b,
      version: 5,
      authMode: 2,
      counter: 0x2650,
      address: parseAddress('A4:C1:38:02:83:F4'),
      hasMac: true,
      objects: [{ id: 0x1006, value: fromHex('d301') }],
      key: new BindKey(fromHex('e9ea895fac7cca6d30532432a516f3a8')),
    },
  },
  {
    what: 'a turn of a dimmer, by the legacy cipher',
    frame: '5830 b603 36 8b98c54124f8 8bb8f2661351 000000 d6',
    content: {
      pid: 0x03b6,
      version: 3,
      counter: 0x36,
      address: parseAddress('F8:24:41:C5:98:8B'),
      hasMac: true,
      objects: [{ id: 0x1001, value: fromHex('00ff04') }],
      key: new BindKey(fromHex('b853075158487ca39a5b5ea9')),
    },
  },
  {
    what: 'a press of a newer dimmer: no MAC, and a key of 12 bytes made longer',
    frame: '4850 b603 4f 9ed68b74be06 0b0000 624226bb',
    content: {
      pid: 0x03b6,
      version: 5,
      counter: 0x0b4f,
      address: parseAddress('70:C9:12:50:D3:5C'),
      objects: [{ id: 0x1001, value: fromHex('000103') }],
      key: new BindKey(fromHex('5ab9badac3b1becfc5ef5dcd')),
    },
  },
  {
    what: 'a temperature of MiFlora: in the clear, with capability, asking for the time',
    frame: '7120 9800 12 f34f6b8d7cc4 0d 0410 02 c400',
    content: {
      pid: 0x0098,
      version: 2,
      counter: 0x12,
      address: parseAddress('C4:7C:8D:6B:4F:F3'),
      hasMac: true,
      capability: 0x0d,
      objects: [{ id: 0x1004, value: fromHex('c400') }],
      needsTime: true,
    },
  },
  {
    what: 'an idle frame of an alarm clock that belongs to nobody yet',
    frame: '3058 7605 34 766154342d58 28 0100',
    content: {
      pid: 0x0576,
      version: 5,
      authMode: 2,
      counter: 0x34,
      address: parseAddress('58:2D:34:54:61:76'),
      hasMac: true,
      capability: 0x28,
      ioCapability: fromHex('0100'),
    },
  },
  {
    what: 'two objects in one frame without MAC, of a bound device',
    frame: '4051 5b05 07 0410 02 d700 0610 02 bc01',
    content: {
      pid: 0x055b,
      version: 5,
      counter: 0x07,
      address: 0,
      registered: true,
      objects: [
        { id: 0x1004, value: fromHex('d700') },
        { id: 0x1006, value: fromHex('bc01') },
      ],
    },
  },
];

describe('miBeaconFrame', () => {
  it.each(FRAMES)('makes $what', ({ frame, content }) => {
    expect(toHex(miBeaconFrame(content))).toBe(frame.replaceAll(' ', ''));
  });

  it.each(FRAMES)('makes what is read back: $what', ({ content }) => {
    const from = new Reader(miBeaconFrame(content));
    const head = readHead(from);
    if (!head) throw new Error('the frame has no head');
    expect(head).toMatchObject({
      pid: content.pid,
      frameCounter: content.counter % 256,
      mac: content.hasMac ? content.address : undefined,
      capability: content.capability,
      fault: undefined,
      flags: { version: content.version, encrypted: content.key !== undefined },
    });
    if (!content.key) return;
    const opened = openObjects(from, head, content.address, content.key);
    expect(opened).toMatchObject({ fault: undefined, counter: content.counter });
  });

  it('refuses a key where nothing is to be encrypted', () => {
    const key = new BindKey(new Uint8Array(16));
    expect(() => miBeaconFrame({ pid: 1, version: 5, counter: 1, address: 1, key })).toThrow(
      UsageError,
    );
  });

  it.each([0, 15, 24])('refuses a key of %i bytes, which no cipher of MiBeacon takes', (length) => {
    const objects = [{ id: 0x1004, value: fromHex('d700') }];
    const key = new BindKey(new Uint8Array(length));
    expect(() =>
      miBeaconFrame({ pid: 1, version: 5, counter: 1, address: 1, key, objects }),
    ).toThrow(UsageError);
  });
});
