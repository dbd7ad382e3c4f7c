import { decode, type Field } from '@bluebell/ble/codec';
import { fromHex, parseAddress, toHex } from '@bluebell/ble/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BindKey } from '../../bind-key.ts';
import type { RawObject } from '../../measurement.ts';
import { frameOf } from '../../vectors/format.contract.ts';
import { type AdvertLine, adverts } from '../../vectors/vectors.contract.ts';
import { type BtHomeEntry, bthome1Frame, bthome2Frame } from './frames.ts';
import { OBJECT_OF, OBJECTS } from './objects.ts';
import { bthome1 } from './version1.ts';
import { bthome2 } from './version2.ts';

const ADDRESS = parseAddress('A4:C1:38:8D:18:B2');
const KEY = fromHex('231d39c1d7cc1ab1aee224cd096db932');

describe('bthome2Frame', () => {
  const lines = adverts('bthome-v2').filter(isWhole);

  it.each(lines.map((line) => [line.id, line] as const))('sends %s byte for byte', (_, line) => {
    const { triggerBased, payloadMac } = line.expect;
    const frame = bthome2Frame({
      ...optionsOf(line),
      isTriggerBased: triggerBased === true,
      hasMac: payloadMac !== undefined,
    });
    expect(toHex(frame)).toBe(line.serviceData.fcd2);
  });

  it('refuses an id that BTHome does not have, and a value that does not fit', () => {
    expect(() => send(0xfe, 1)).toThrow('BTHome has no object 254');
    expect(() => send(0x01, 256)).toThrow('256 does not fit');
  });

  it('refuses a key of 12 bytes without showing it', () => {
    const key = new BindKey(KEY.subarray(0, 12));
    expect(() => send(0x01, 100, key)).toThrow(
      'a [key of 12 bytes] cannot seal BTHome frames: 16 are needed',
    );
  });
});

describe('bthome1Frame', () => {
  // One device has a type of its own for timestamps; sent by us they are what they are: numbers.
  const lines = adverts('bthome-v1').filter(
    (line) => isWhole(line) && !('timestamp' in line.expect),
  );

  it.each(lines.map((line) => [line.id, line] as const))('sends %s byte for byte', (_, line) => {
    const uuid = line.bindKey === undefined ? '181c' : '181e';
    expect(toHex(bthome1Frame(optionsOf(line)))).toBe(line.serviceData[uuid]);
  });
});

describe('frames of both versions', () => {
  const carriers = OBJECTS.filter((object) => 'quantity' in object && object.value.size);

  it('are read as what was sent, plain and encrypted', () => {
    const entry = fc
      .tuple(fc.constantFrom(...carriers), fc.uint8Array({ minLength: 4, maxLength: 4 }))
      .map(([{ id, value }, bytes]): [BtHomeEntry, string] => {
        // The cast holds since an entry has the value of its own object.
        const carrier = value as Field<BtHomeEntry['value']>;
        const sent = decode(carrier, bytes.subarray(0, value.size));
        return [{ id, value: sent }, JSON.stringify(sent)];
      });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 5 }), fc.boolean(), (entries, isEncrypted) => {
        const objects: BtHomeEntry[] = [{ id: 0x00, value: 7 }, ...entries.map(([sent]) => sent)];
        const key = isEncrypted ? new BindKey(KEY) : undefined;
        const options = { objects, address: ADDRESS, key, counter: 500 };
        const expected = entries.map(([, value]) => value).sort();
        for (const measurement of [
          frameOf(bthome2, 0xfcd2, bthome2Frame(options), ADDRESS, key),
          frameOf(bthome1, key ? 0x181e : 0x181c, bthome1Frame(options), ADDRESS, key),
        ]) {
          const values = Object.values(measurement?.values ?? {}).map((v) => JSON.stringify(v));
          expect(values.sort()).toEqual(expected);
          expect(measurement?.sequence).toEqual({ packet: 7, verified: key && 500 });
        }
      }),
      { numRuns: 500 },
    );
  });
});

function send(id: number, value: number, key?: BindKey): Uint8Array {
  return bthome2Frame({ objects: [{ id, value }], address: ADDRESS, key });
}

/** Lines that hold nothing that we would not send. */
function isWhole({
  expect: { error, unknownObjects, truncatedObject, text },
}: AdvertLine): boolean {
  const isText = text !== '\ufffd';
  return (
    [error, unknownObjects, truncatedObject].every((trouble) => trouble === undefined) && isText
  );
}

/** What a line was made of. */
function optionsOf({ mac, bindKey, expect: expected }: AdvertLine) {
  // The cast holds for every line without an error.
  const objects = expected.objects as readonly RawObject[];
  return {
    address: parseAddress(mac),
    key: bindKey === undefined ? undefined : new BindKey(fromHex(bindKey)),
    counter: Number(expected.counter ?? 0),
    objects: objects.map(({ id, hex }): BtHomeEntry => {
      // The cast holds since an entry has the value of its own object.
      const value = OBJECT_OF[Number(id)]?.value as Field<BtHomeEntry['value']>;
      return { id: Number(id), value: decode(value, fromHex(hex)) };
    }),
  };
}
