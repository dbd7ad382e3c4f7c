import { DecodeError, fromHex } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { directedH4, h4, headedMonitor, monitor, plainHci } from './hci-links.ts';
import type { Link } from './heard.ts';

const EVENT = '0e0401030c00';
const PACKET = fromHex(`04${EVENT}`);

const EVENTS: readonly (readonly [name: string, Link, flags: number, hex: string, from: number])[] =
  [
    ['H4', h4, 0, `04${EVENT}`, 5],
    ['H4 with its direction in front', directedH4, 0, `00000001 04${EVENT}`, 5],
    ['HCI without indicators', plainHci, 0b11, EVENT, 5],
    ['the monitor of Linux', monitor, 0x0002_0003, EVENT, 2],
    ['the monitor of Linux, headed', headedMonitor, 0, `0002 0003 ${EVENT}`, 2],
  ];

const OTHERS: readonly (readonly [name: string, Link, flags: number, hex: string])[] = [
  ['commands', h4, 0, '01 030c00'],
  ['commands', directedH4, 0, '00000000 01 030c00'],
  ['commands', plainHci, 0b10, '030c00'],
  ['data', plainHci, 0b01, '0100 0400 00000000'],
  ['commands', monitor, 0x0000_0002, '030c00'],
  ['system notes', monitor, 0xffff_000c, '4e6f7465'],
  ['commands', headedMonitor, 0, '0000 0002 030c00'],
];

describe('links of HCI', () => {
  it.each(EVENTS)('find an event in a capture of %s', (_, link, flags, hex, controller) => {
    const heard = link({ link, flags, timeMs: 0, source: 5, data: fromHex(hex) });
    expect(heard).toEqual({ kind: 'event', controller, packet: PACKET });
  });

  it.each(OTHERS)('pass over %s', (_, link, flags, hex) => {
    expect(link({ link, flags, timeMs: 0, source: 0, data: fromHex(hex) })).toBeUndefined();
  });

  it.each([
    [h4, ''],
    [directedH4, '000000'],
    [headedMonitor, '000200'],
  ])('refuse a packet that is not even its header', (link, hex) => {
    const record = { link, flags: 0, timeMs: 0, source: 0, data: fromHex(hex) };
    expect(() => link(record)).toThrow(DecodeError);
  });
});
