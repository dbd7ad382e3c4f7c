import { encode } from '@bluebell/ble/codec';
import { fromHex, parseAddress } from '@bluebell/ble/core';
import { resolves } from '@bluebell/ble/crypto';
import {
  type AdStructure,
  Advert,
  adStructures,
  manufacturerData,
  serviceData16,
} from '@bluebell/ble/radio';
import { describe, expect, it } from 'vitest';
import { decodeAdvert, richestOf } from './decode.ts';
import { describeMeasurement } from './decoded-line.ts';
import { type Findings, Measurement } from './measurement.ts';
import {
  type AdvertLine,
  advertOf,
  adverts,
  expectSubset,
  foreign,
  keysOf,
  rpa,
  structuresOf,
} from './vectors/vectors.contract.ts';

const ADDRESS = parseAddress('A4:C1:38:00:00:01');
const MI_BEACON = serviceData16(0xfe95, fromHex('4030 5b05 07 0410 02 d700'));
const QINGPING = serviceData16(0xfdcd, fromHex('08 07 b24410342d58 01 04 ca004502 02 01 38'));
const UNKNOWN_181A = serviceData16(0x181a, fromHex('0102'));

describe('the known answers', () => {
  it.each(named(adverts()))('%s mean what they are known to mean', (_, line) => {
    expectSubset(resultOf(line, advertOf(line, structuresOf(line))), line.expect);
  });

  it.each(named(adverts().filter(({ rawAdv }) => rawAdv !== undefined)))(
    '%s mean the same in the advert as it was heard',
    (_, line) => {
      expectSubset(resultOf(line, advertOf(line)), line.expect);
    },
  );

  it.each(named(foreign()))('%s are recognised as no sensor of ours', (_, line) => {
    const families = decodeAdvert(advertOf(line)).map(({ family }) => family);
    // The UUID alone is known: such frames are of no family that counts as recognised.
    expect(families.filter((family) => family !== '181a-unknown')).toEqual([]);
  });

  it.each(named(rpa()))('%s: an identity key and an address that it made, or not', (_, line) => {
    expect(resolves(fromHex(line.irk), parseAddress(line.address))).toBe(line.resolves);
  });
});

describe('decodeAdvert', () => {
  it('reads every frame of an advert, in the order of the air', () => {
    const families = decodeAdvert(advertWith(QINGPING, MI_BEACON, UNKNOWN_181A)).map(
      ({ family }) => family,
    );
    expect(families).toEqual(['qingping', 'mibeacon', '181a-unknown']);
  });

  it('looks past structures that are none of its business', () => {
    const advert = advertWith(
      { type: 0x01, data: Uint8Array.of(6) },
      { type: 0x09, data: fromHex('414243') },
      manufacturerData(0x004c, fromHex('0215')),
      serviceData16(0x1809, fromHex('00')),
      MI_BEACON,
    );
    expect(decodeAdvert(advert).map(({ values }) => values)).toEqual([{ temperature: 21.5 }]);
  });

  it.each([
    ['an empty advert', ''],
    ['zeros', '0000000000'],
    ['a structure behind a length of zero', '00 0d16 95fe 4030 5b05 07 0410 02 d700'],
    ['a structure that runs over the end', '0e16 95fe 4030 5b05 07 0410 02 d700'],
    ['service data without UUID', '0116'],
    ['service data with half a UUID', '0216 95'],
    ['a UUID of 32 bits', '0f20 95fe0000 4030 5b05 07 0410 02 d7'],
    ['the UUID in a list of services', '0302 95fe'],
  ])('finds nothing in %s', (_, hex) => {
    expect(decodeAdvert(heard(fromHex(hex)))).toEqual([]);
  });

  it('keeps what stands before a structure that was cut short', () => {
    const advert = heard(fromHex('0d16 95fe 4030 5b05 07 0410 02 d700 1016 95fe 4030'));
    expect(decodeAdvert(advert)).toHaveLength(1);
  });

  it('asks for a key only where a frame is encrypted, by the address that it names', () => {
    const asked: number[] = [];
    const keys = {
      get: (address: number) => {
        asked.push(address);
        return undefined;
      },
    };
    decodeAdvert(advertWith(MI_BEACON, QINGPING), keys);
    expect(asked).toEqual([]);
    const sealed = fromHex('5858 5b05 50 f4830238c1a4 95ef58763c 260000 97e2abb5');
    decodeAdvert(advertWith(serviceData16(0xfe95, sealed)), keys);
    expect(asked).toEqual([parseAddress('A4:C1:38:02:83:F4')]);
  });
});

describe('richestOf', () => {
  const idle = made({});
  const faulty = made({ fault: 'missing_key' });
  const valued = made({ values: { temperature: 20 } });
  const pressed = made({ events: [{ source: 'button', type: 'press' }] });
  const unknown = made({ family: '181a-unknown', fault: 'unsupported_length' });

  it('is nothing where there is nothing', () => {
    expect(richestOf([])).toBeUndefined();
  });

  it.each([
    ['values before faults', [faulty, valued], valued],
    ['events before faults', [faulty, pressed], pressed],
    ['faults before frames that only say "here"', [idle, faulty], faulty],
    ['frames that say "here" before unknown ones', [unknown, idle], idle],
    ['the first of equals', [valued, pressed], valued],
    ['what there is', [unknown], unknown],
  ])('takes %s', (_, measurements, expected) => {
    expect(richestOf(measurements)).toBe(expected);
  });

  it('takes the frame that carries values where others only name their sender', () => {
    for (const line of adverts().filter(({ serviceData }) => Object.keys(serviceData).length > 1)) {
      const measurements = decodeAdvert(advertOf(line), keysOf(line));
      expect(measurements.length).toBeGreaterThan(1);
      expect(richestOf(measurements)?.family).toBe(line.expect.family);
    }
  });
});

describe('Measurement', () => {
  it('believes nothing of a frame with a fault, whatever its format hands over', () => {
    const measurement = made({
      fault: 'auth_failed',
      values: { temperature: 20 },
      events: [{ source: 'button', type: 'press' }],
    });
    expect([measurement.values, measurement.events]).toEqual([{}, []]);
  });

  it('takes a frame apart only when it is asked', () => {
    const asked: string[] = [];
    const measurement = new Measurement<string>({
      family: 'mibeacon',
      address: ADDRESS,
      frame: 'the frame',
      describe: (frame) => {
        asked.push(frame);
        return { version: 5 };
      },
    });
    expect(asked).toEqual([]);
    expect(measurement.details()).toEqual({ version: 5 });
    expect(asked).toEqual(['the frame']);
  });
});

function named<L extends { readonly id: string }>(lines: readonly L[]) {
  return lines.map((line) => [line.id, line] as const);
}

/** What the best frame of an advert says, as a line. */
function resultOf(line: AdvertLine, advert: Advert) {
  const best = richestOf(decodeAdvert(advert, keysOf(line)));
  return best && describeMeasurement(best);
}

function advertWith(...structures: readonly AdStructure[]): Advert {
  return heard(encode(adStructures, structures));
}

function heard(data: Uint8Array): Advert {
  return new Advert({ address: ADDRESS, addressType: 'public', data, timeMs: 0 });
}

function made(findings: Partial<Findings>): Measurement {
  const plain = { family: 'mibeacon', address: ADDRESS, describe: () => ({}) } as const;
  return new Measurement({ ...plain, ...findings });
}
