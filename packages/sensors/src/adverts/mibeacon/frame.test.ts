import { Reader } from '@bluebell/ble/codec';
import { fromHex, parseAddress, toHex } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { frameControl, type MiBeaconHead, readHead, readPid } from './frame.ts';

const MAC = parseAddress('A4:C1:38:02:83:F4');
const MAC_HEX = 'f4830238c1a4';

describe('frame control', () => {
  it('names its bits from the lowest up', () => {
    expect(frameControl.of(0x5858)).toEqual({
      encrypted: true,
      hasMac: true,
      hasCapability: false,
      hasObject: true,
      mesh: false,
      registered: false,
      solicited: false,
      authMode: 2,
      version: 5,
    });
    expect(frameControl.of(0x23a7)).toMatchObject({
      encrypted: false,
      hasCapability: true,
      mesh: true,
      registered: true,
      solicited: true,
      authMode: 0,
      version: 2,
    });
  });

  it('leaves bits 0 to 2 out of account, as MiFlora needs', () => {
    expect(frameControl.of(0x2077)).toBe(frameControl.of(0x2077));
    expect(frameControl.of(0x2077)).toEqual(frameControl.of(0x2070));
  });
});

describe('readHead', () => {
  it('reads what every frame has', () => {
    expect(head('5030 5b05 07')).toMatchObject({
      control: 0x3050,
      pid: 0x055b,
      frameCounter: 7,
    });
  });

  it.each(['', '50', '5030', '50305b', '50305b05'])('gives nothing for %j', (hex) => {
    expect(head(hex)).toBeUndefined();
  });

  it('turns the MAC round', () => {
    expect(head(`5030 5b05 07 ${MAC_HEX}`)).toMatchObject({ mac: MAC, fault: undefined });
  });

  it('has no MAC where bit 4 is not set', () => {
    expect(head(`4030 5b05 07 ${MAC_HEX}`)).toMatchObject({ mac: undefined, fault: undefined });
  });

  it.each([
    ['bond ability 0, no more', '08', '', undefined],
    ['bond ability 1', '0d', '', undefined],
    ['bond ability 2', '10', '', undefined],
    ['I/O capability', '28', '0100', '0100'],
    ['bond ability 3: two bytes of a Wi-Fi MAC', '18', 'aabb', undefined],
    ['bond ability 3, then I/O capability', '38', 'aabb 0100', '0100'],
  ])('steps over what the capability announces: %s', (_, capability, more, ioCapability) => {
    const from = new Reader(fromHex(`6030 5b05 07 ${capability} ${more} 0a1001 64`));
    const found = readHead(from);
    expect(found?.capability).toBe(Number.parseInt(capability, 16));
    expect(found?.ioCapability && toHex(found.ioCapability)).toBe(ioCapability);
    expect(found?.fault).toBeUndefined();
    expect(toHex(from.rest())).toBe('0a100164');
  });

  it.each([2, 3, 4, 5])('reads version %i', (version) => {
    expect(head(`50${version}0 5b05 07 ${MAC_HEX}`)?.fault).toBeUndefined();
  });

  it.each([0, 1, 6, 7, 15])('refuses version %i, and keeps what it knows', (version) => {
    expect(head(`50${version.toString(16)}0 5b05 07 ${MAC_HEX}`)).toMatchObject({
      pid: 0x055b,
      frameCounter: 7,
      mac: MAC,
      fault: 'unsupported_version',
    });
  });

  it('refuses mesh frames, and keeps what it knows', () => {
    expect(head('b054 e403 01 83bff1eb497c 0d 0e00')).toMatchObject({
      pid: 0x03e4,
      mac: parseAddress('7C:49:EB:F1:BF:83'),
      fault: 'mesh',
    });
  });
});

/** Frames that have several faults: the first in the order of checks is named. */
const ORDER: readonly [what: string, hex: string, fault: MiBeaconHead['fault']][] = [
  ['the MAC cut short, before mesh', 'b050 5b05 07 f4830238c1', 'malformed'],
  ['the MAC cut short, before the version', '5010 5b05 07 f4830238c1', 'malformed'],
  ['mesh, before the version', `d010 5b05 07 ${MAC_HEX}`, 'mesh'],
  ['mesh, before the capability', `f050 5b05 07 ${MAC_HEX}`, 'mesh'],
  ['the version, before the capability', `7060 5b05 07 ${MAC_HEX}`, 'unsupported_version'],
  ['no capability', `7050 5b05 07 ${MAC_HEX}`, 'malformed'],
  ['no I/O capability', `7050 5b05 07 ${MAC_HEX} 28`, 'malformed'],
  ['half of the I/O capability', `7050 5b05 07 ${MAC_HEX} 28 01`, 'malformed'],
  ['half of the Wi-Fi MAC', `7050 5b05 07 ${MAC_HEX} 18 aa`, 'malformed'],
  ['the Wi-Fi MAC in place of the I/O capability', `7050 5b05 07 ${MAC_HEX} 38 aabb`, 'malformed'],
];

describe('the order of checks', () => {
  it.each(ORDER)('names %s', (_, hex, fault) => {
    expect(head(hex)?.fault).toBe(fault);
  });

  it('keeps the capability of a frame that ends behind it', () => {
    expect(head(`7050 5b05 07 ${MAC_HEX} 28`)).toMatchObject({
      capability: 0x28,
      ioCapability: undefined,
    });
  });
});

describe('readPid', () => {
  it.each([
    ['50305b05', 0x055b],
    ['50305b', undefined],
    ['', undefined],
  ])('of %j gives the product that a frame too short for a head names', (hex, pid) => {
    expect(readPid(new Reader(fromHex(hex)))).toBe(pid);
  });
});

function head(hex: string): MiBeaconHead | undefined {
  return readHead(new Reader(fromHex(hex)));
}
