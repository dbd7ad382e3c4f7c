import { encode } from '@bluebell/ble/codec';
import { type AddressValue, fromHex, parseAddress, toHex } from '@bluebell/ble/core';
import {
  type AdStructure,
  Advert,
  adStructures,
  manufacturerData,
  serviceData16,
} from '@bluebell/ble/radio';
import { describe, expect, it } from 'vitest';
import { BindKey, type KeyRing } from '../../bind-key.ts';
import { decodeAdvert } from '../../decode.ts';
import type { Measurement } from '../../measurement.ts';
import { ReplayGuard } from '../../replay-guard.ts';
import { miBeaconFrame } from './write-frame.ts';

const LYWSD03MMC = parseAddress('A4:C1:38:02:83:F4');
const KEY = new BindKey(fromHex('e9ea895fac7cca6d30532432a516f3a8'));
const ENCRYPTED = '5858 5b05 50 f4830238c1a4 95ef58763c 260000 97e2abb5';

const DIMMER = parseAddress('F8:24:41:C5:98:8B');
const DIMMER_KEY = new BindKey(fromHex('b853075158487ca39a5b5ea9'));
const LEGACY = '5830 b603 36 8b98c54124f8 8bb8f2661351 000000 d6';

/** The sender where the frame names another, or none. */
const SENDER = parseAddress('11:22:33:44:55:66');

describe('a plain frame', () => {
  it('gives what its object means, under the name of its product', () => {
    const measurement = read('5030 5b05 07 f4830238c1a4 0410 02 d700');
    expect(measurement).toMatchObject({
      family: 'mibeacon',
      product: 'LYWSD03MMC',
      address: LYWSD03MMC,
      encrypted: false,
      fault: undefined,
      sequence: { packet: 7, verified: undefined },
      values: { temperature: 21.5 },
      events: [],
    });
    expect(measurement.details()).toEqual({
      pid: '0x055b',
      version: 3,
      frameCounter: 7,
      payloadMac: 'A4:C1:38:02:83:F4',
      macMismatch: true,
      objects: [{ id: '0x1004', hex: 'd700' }],
    });
  });

  it('gives what all of its objects mean', () => {
    const measurement = read('4030 5b05 07 0410 02 d700 0610 02 cf01 0a10 01 64');
    expect(measurement.values).toEqual({ temperature: 21.5, humidity: 46.3, battery: 100 });
  });

  it('lets the last of several readings of one quantity stand', () => {
    expect(read('4030 5b05 07 0410 02 d700 0410 02 d800').values).toEqual({ temperature: 21.6 });
  });

  it('keeps what came before an object that is cut short', () => {
    const measurement = read('4030 5b05 07 0410 02 d700 0610 02 cf');
    expect(measurement.fault).toBeUndefined();
    expect(measurement.values).toEqual({ temperature: 21.5 });
    expect(measurement.details()).toMatchObject({
      objects: [{ id: '0x1004', hex: 'd700' }],
      truncatedObject: true,
    });
  });

  it.each([
    ['07', 1],
    ['0708', 2],
  ])('notes bytes that are too few for an object: %s', (tail, trailingBytes) => {
    const measurement = read(`4030 5b05 07 0410 02 d700 ${tail}`);
    expect(measurement.values).toEqual({ temperature: 21.5 });
    expect(measurement.details()).toMatchObject({ trailingBytes });
    expect(measurement.details()).not.toHaveProperty('truncatedObject');
  });

  it('steps over objects that nobody knows, and over values of the wrong length', () => {
    const measurement = read('4030 5b05 07 ff1f 01 aa 0410 03 d70000 0610 02 cf01');
    expect(measurement.values).toEqual({ humidity: 46.3 });
    expect(measurement.details()).toMatchObject({
      objects: [
        { id: '0x1fff', hex: 'aa' },
        { id: '0x1004', hex: 'd70000' },
        { id: '0x1006', hex: 'cf01' },
      ],
      unknownObjects: ['0x1fff', '0x1004'],
    });
  });

  it.each([
    ['830a', '0a10 01 64', '0x100a'],
    ['e251', '164e 09 000000000000000000', '0x4e16'],
  ])('counts what nobody can explain on a product as unknown: %s %s', (pid, object, id) => {
    const measurement = read(`4050 ${pid} 07 ${object}`);
    expect(measurement.values).toEqual({});
    expect(measurement.details()).toMatchObject({ objects: [{ id }], unknownObjects: [id] });
  });

  it('says "here I am" when it has no objects: no fault, and no values', () => {
    const measurement = read('3058 5b05 01 f4830238c1a4 28 0100');
    expect(measurement).toMatchObject({ fault: undefined, encrypted: false });
    expect(measurement.values).toEqual({});
    expect(measurement.details()).toMatchObject({ capability: '0x28', ioCapability: '0100' });
    expect(measurement.details()).not.toHaveProperty('objects');
  });

  it('has no objects where bit 6 is not set, whatever stands there', () => {
    expect(read('1030 5b05 07 f4830238c1a4 0410 02 d700').values).toEqual({});
  });
});

describe('the address of a frame', () => {
  const plain = '0410 02 d700';

  it('is that of the sender when nothing else is said', () => {
    const measurement = read(`4030 5b05 07 ${plain}`);
    expect(measurement.address).toBe(SENDER);
    expect(measurement.details()).not.toHaveProperty('payloadMac');
    expect(measurement.details()).not.toHaveProperty('macMismatch');
  });

  it('is that of the frame, and no mismatch, when both are the same', () => {
    const measurement = read(`5030 5b05 07 665544332211 ${plain}`);
    expect(measurement.address).toBe(SENDER);
    expect(measurement.details().payloadMac).toBe('11:22:33:44:55:66');
    expect(measurement.details()).not.toHaveProperty('macMismatch');
  });

  it('comes from company data when the frame was split in two', () => {
    const [measurement] = decodeAdvert(
      advertOf(
        serviceData16(0xfe95, fromHex(`4058 e416 2c ${plain}`)),
        manufacturerData(0x038f, fromHex('1058 e416 2c 04a6d038c1a4')),
      ),
    );
    expect(measurement?.address).toBe(parseAddress('A4:C1:38:D0:A6:04'));
    expect(measurement?.details()).toMatchObject({
      payloadMac: 'A4:C1:38:D0:A6:04',
      macMismatch: true,
    });
  });

  it('is never taken from company data when the frame has its own', () => {
    const [measurement] = decodeAdvert(
      advertOf(
        serviceData16(0xfe95, fromHex(`5058 e416 2c f4830238c1a4 ${plain}`)),
        manufacturerData(0x038f, fromHex('1058 e416 2c 04a6d038c1a4')),
      ),
    );
    expect(measurement?.address).toBe(LYWSD03MMC);
  });
});

describe('an encrypted frame', () => {
  it('gives what was sealed, and its counter of 32 bits', () => {
    const measurement = read(ENCRYPTED, KEY);
    expect(measurement).toMatchObject({
      encrypted: true,
      fault: undefined,
      sequence: { packet: 0x50, verified: 0x2650 },
      values: { humidity: 46.7 },
    });
    expect(measurement.details()).toMatchObject({
      nonce: 'f4830238c1a45b0550260000',
      plaintext: '061002d301',
      objects: [{ id: '0x1006', hex: 'd301' }],
    });
  });

  it('is opened by the key of the address that it names, not by that of its sender', () => {
    expect(read(ENCRYPTED, ringOf([LYWSD03MMC, KEY])).fault).toBeUndefined();
    expect(read(ENCRYPTED, ringOf([SENDER, KEY])).fault).toBe('missing_key');
  });

  it("is opened by its sender's key and address when it names none", () => {
    const sender = parseAddress('70:C9:12:50:D3:5C');
    const key = new BindKey(fromHex('5ab9badac3b1becfc5ef5dcd'));
    const frame = '4850 b603 4f 9ed68b74be06 0b0000 624226bb';
    const measurement = read(frame, ringOf([sender, key]), sender);
    expect(measurement.events).toEqual([{ source: 'dimmer', type: 'press', count: 1 }]);
    expect(read(frame, key, SENDER).fault).toBe('auth_failed');
  });

  it('is opened by the address of its other half', () => {
    const open = ENCRYPTED.replace('5858', '4858').replace('f4830238c1a4', '');
    const halves = [
      serviceData16(0xfe95, fromHex(open)),
      manufacturerData(0x038f, fromHex('1058 5b05 50 f4830238c1a4')),
    ];
    const [measurement] = decodeAdvert(advertOf(...halves), ringOf([LYWSD03MMC, KEY]));
    expect(measurement?.values).toEqual({ humidity: 46.7 });
  });

  it('gives its objects without bit 6 too: bit 3 alone decides what was sealed', () => {
    expect(read(ENCRYPTED.replace('5858', '1858'), KEY).values).toEqual({ humidity: 46.7 });
  });

  it('gives the nonce of what could not be opened, and nothing else that was sealed', () => {
    const measurement = read(ENCRYPTED, new BindKey(new Uint8Array(16)));
    expect(measurement.fault).toBe('auth_failed');
    expect([measurement.values, measurement.events]).toEqual([{}, []]);
    expect(measurement.sequence).toEqual({ packet: 0x50, verified: undefined });
    expect(measurement.details()).toEqual({
      pid: '0x055b',
      version: 5,
      frameCounter: 0x50,
      payloadMac: 'A4:C1:38:02:83:F4',
      macMismatch: true,
      nonce: 'f4830238c1a45b0550260000',
    });
  });
});

describe('a frame with the legacy cipher', () => {
  it('gives what was sealed', () => {
    expect(read(LEGACY, DIMMER_KEY, DIMMER)).toMatchObject({
      product: 'YLKG07YL/YLKG08YL',
      encrypted: true,
      fault: undefined,
      events: [{ source: 'dimmer', type: 'rotate_left', steps: 1 }],
    });
  });

  it('orders nothing by a counter whose upper part stays 0', () => {
    expect(read(LEGACY, DIMMER_KEY).sequence).toEqual({ packet: 0x36, verified: undefined });
    const counted = '5830 b603 29 149a224124f8 aa21af224b0b 010000 fa';
    const key = new BindKey(fromHex('a4a0e74b5da032356156c0f1'));
    expect(read(counted, key).sequence).toEqual({ packet: 0x29, verified: 0x129 });
  });

  it('loses no turn of a dimmer whose eight bits go round', () => {
    const guard = new ReplayGuard();
    const turn = [{ id: 0x1001, value: fromHex('000104') }];
    const judged = [253, 254, 255, 0, 1, 2].map((counter, i) => {
      const frame = { pid: 0x03b6, version: 3, address: DIMMER, hasMac: true, key: DIMMER_KEY };
      const bytes = miBeaconFrame({ ...frame, counter, objects: turn });
      return guard.judge(read(toHex(bytes), DIMMER_KEY), 100 * i, true);
    });
    expect(new Set(judged)).toEqual(new Set(['news']));
  });

  it('is not believed when the byte of tag fits, but what was sealed is not whole', () => {
    const head = '5830 b603 36 8b98c54124f8';
    const broken = tryTags((tag) => `${head} 8bb8f1661351 000000 ${tag}`);
    // The length was changed by one bit: one tag of 256 fits, and the object runs over the end.
    expect(new Set(broken.map(({ fault }) => fault))).toEqual(new Set(['auth_failed']));
    expect(broken.filter((one) => one.details().plaintext !== undefined)).toEqual([]);
    // The id was changed instead: then one of 256 is believed.
    const whole = tryTags((tag) => `${head} 8ab8f2661351 000000 ${tag}`);
    expect(whole.filter(({ fault }) => fault === undefined)).toHaveLength(1);
  });
});

/** The worst first: each frame has the faults below its own as well. */
describe('the order of checks', () => {
  const shortKey = new BindKey(new Uint8Array(5));
  const otherKey = new BindKey(new Uint8Array(16));
  const cutMac = 'd818 5b05 50 f48302';
  const mesh = 'f818 5b05 50 f4830238c1a4';
  const version = '7818 5b05 50 f4830238c1a4';
  const cutCapability = '7858 5b05 50 f4830238c1a4 28';
  const cutTrailer = '5858 5b05 50 f4830238c1a4 95 260000 97e2abb5';

  it.each([
    ['fewer than 5 bytes', '5858 5b05', undefined, 'malformed'],
    ['a MAC cut short', cutMac, undefined, 'malformed'],
    ['mesh', mesh, undefined, 'mesh'],
    ['an unsupported version', version, undefined, 'unsupported_version'],
    ['a capability cut short', cutCapability, undefined, 'malformed'],
    ['a missing key', cutTrailer, undefined, 'missing_key'],
    ['a key of no use', cutTrailer, shortKey, 'bad_key_length'],
    ['too little for a trailer', cutTrailer, otherKey, 'malformed'],
    ['a tag that does not fit', ENCRYPTED, otherKey, 'auth_failed'],
  ])('names %s', (_, hex, key, fault) => {
    const measurement = read(hex, key);
    expect(measurement).toMatchObject({ fault, product: 'LYWSD03MMC' });
    expect([measurement.values, measurement.events]).toEqual([{}, []]);
    expect(measurement.details().pid).toBe('0x055b');
    expect(measurement.details()).not.toHaveProperty('objects');
  });

  it.each(['', '58', '5858', '58585b'])('names no product where %j breaks off', (hex) => {
    const measurement = read(hex);
    expect(measurement).toMatchObject({ fault: 'malformed', product: undefined, address: SENDER });
    expect(measurement.encrypted).toBeUndefined();
    expect(measurement.details()).toEqual({});
  });

  it.each([0, 1, 6, 15])('keeps product and counter of version %i', (number) => {
    const measurement = read(`50${number.toString(16)}0 5b05 04 9dc8a138c1a4 0a10 01 64`);
    expect(measurement.fault).toBe('unsupported_version');
    expect(measurement.sequence.packet).toBe(4);
    expect(measurement.details()).toMatchObject({ version: number, frameCounter: 4 });
  });

  it('keeps product and MAC of a mesh frame', () => {
    expect(read('b054 e403 01 83bff1eb497c 0d 0e00')).toMatchObject({
      fault: 'mesh',
      product: undefined,
      address: parseAddress('7C:49:EB:F1:BF:83'),
    });
  });
});

/** Reads the one frame of an advert of `sender`. */
function read(hex: string, key?: BindKey | KeyRing, sender: AddressValue = SENDER): Measurement {
  const keys = key instanceof BindKey ? { get: () => key } : key;
  const advert = advertFrom(sender, serviceData16(0xfe95, fromHex(hex)));
  const [measurement, ...others] = decodeAdvert(advert, keys);
  if (!measurement || others.length > 0) throw new Error(`not one measurement of '${hex}'`);
  return measurement;
}

/** The measurements of a frame with each tag that one byte can be. */
function tryTags(frameWith: (tag: string) => string): readonly Measurement[] {
  return Array.from({ length: 256 }, (_, tag) =>
    read(frameWith(tag.toString(16).padStart(2, '0')), DIMMER_KEY, DIMMER),
  );
}

function ringOf(entry: readonly [AddressValue, BindKey]): KeyRing {
  return new Map([entry]);
}

function advertOf(...structures: readonly AdStructure[]): Advert {
  return advertFrom(SENDER, ...structures);
}

function advertFrom(address: AddressValue, ...structures: readonly AdStructure[]): Advert {
  const data = encode(adStructures, structures);
  return new Advert({ address, addressType: 'public', data, timeMs: 0 });
}
