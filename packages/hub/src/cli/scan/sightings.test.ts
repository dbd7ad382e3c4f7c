import { encode } from '@bluebell/ble/codec';
import { fromHex, parseAddress, UsageError } from '@bluebell/ble/core';
import { AdType, Advert, type AdvertFacts, adStructures, serviceData16 } from '@bluebell/ble/radio';
import { NO_KEYS } from '@bluebell/sensors';
import { describe, expect, it } from 'vitest';
import { START_MS } from '../../air.contract.ts';
import { timeOfDay } from '../../plain-text.ts';
import { textOfRow } from '../view/rows.ts';
import { scanFilter } from './scan-filter.ts';
import { advertJson, sightingLine } from './scan-lines.ts';
import { inOrder, scanRows } from './scan-table.ts';
import { Sightings } from './sightings.ts';

/** A thermo-hygrometer in the clear. */
const MI_FRAME = fromHex('50305b050701000038c1a40d1004d700cf01');

const STRAP = {
  address: parseAddress('C0:00:00:00:00:01'),
  addressType: 'random',
  isConnectable: true,
  data: encode(adStructures, [{ type: 3, data: fromHex('0d180f18') }]),
} as const;

const STRAP_NAME = {
  ...STRAP,
  isConnectable: false,
  isScanResponse: true,
  data: encode(adStructures, [
    { type: AdType.completeName, data: new TextEncoder().encode('Heart\u001b[2J strap') },
  ]),
} as const;

const SENSOR = {
  address: parseAddress('A4:C1:38:00:00:01'),
  data: encode(adStructures, [serviceData16(0xfe95, MI_FRAME)]),
} as const;

describe('Sightings', () => {
  it('learns of a sender what its adverts tell, one after the other', () => {
    const sightings = heard(STRAP, STRAP_NAME);
    expect([...sightings.all()]).toMatchObject([
      {
        address: 'C0:00:00:00:00:01',
        addressKind: 'static',
        name: 'Heart[2J strap',
        services: new Set(['180d', '180f']),
        isConnectable: true,
        adverts: 2,
      },
    ]);
  });

  it('tells what is news of a sender from what it repeats', () => {
    const sightings = sightingsOf();
    const isNews = [STRAP, STRAP, STRAP_NAME, STRAP, STRAP_NAME].map(
      (facts) => sightings.hear(advertOf(facts)).isNews,
    );
    expect(isNews).toEqual([true, false, true, false, false]);
  });

  it('knows products, and the names of the configuration', () => {
    const sightings = sightingsOf({
      nameOf: (address) => (address === SENSOR.address ? 'Küche' : undefined),
    });
    sightings.hear(advertOf(SENSOR));
    expect([...sightings.all()]).toMatchObject([{ name: 'Küche', product: 'LYWSD03MMC' }]);
  });

  it('tells a public address from a random one of the same number', () => {
    expect([...heard(STRAP, { ...STRAP, addressType: 'public' }).all()]).toHaveLength(2);
  });

  it('smooths strengths, which vary from one advert to the next', () => {
    const sightings = heard({ ...STRAP, rssiDbm: -60 }, { ...STRAP, rssiDbm: -70 }, STRAP);
    const [sighting] = sightings.all();
    expect(sighting?.rssiDbm).toBeCloseTo(-62);
  });

  it('does not grow with senders that have no end', () => {
    const sightings = sightingsOf();
    for (let n = 0; n < 5_000; n++) {
      sightings.hear(advertOf({ ...STRAP, address: 0x400000000000 + n }));
    }
    expect([...sightings.all()].length).toBeLessThanOrEqual(4_096);
    expect(sightings.adverts).toBe(5_000);
  });
});

describe('scanFilter', () => {
  it.each([
    [{}, 2],
    [{ name: 'STRAP' }, 1],
    [{ name: 'band' }, 0],
    [{ service: 'heart rate' }, 1],
    [{ service: 'fe95' }, 1],
    [{ service: '180f', name: 'strap' }, 1],
  ])('for %j lets %i through', (options, count) => {
    const all = [...heard(STRAP, STRAP_NAME, SENSOR).all()];
    expect(all.filter(scanFilter(options))).toHaveLength(count);
  });

  it('refuses a service that is none', () => {
    expect(() => scanFilter({ service: 'nonsense' })).toThrow(UsageError);
  });
});

describe('sightingLine', () => {
  it('says who it is, and moves no cursor', () => {
    const lines = [...heard({ ...STRAP, rssiDbm: -60 }, STRAP_NAME, SENSOR).all()].map(
      sightingLine,
    );
    expect(lines).toEqual([
      `${timeOfDay(START_MS)}  C0:00:00:00:00:01  static    -60 dBm  Heart[2J strap  Heart Rate, Battery, connectable`,
      `${timeOfDay(START_MS)}  A4:C1:38:00:00:01  public             LYWSD03MMC`,
    ]);
  });
});

describe('advertJson', () => {
  it('has one advert as programs get it', () => {
    expect(advertJson(advertOf({ ...SENSOR, rssiDbm: -61 }), 'sim', 'Küche', NO_KEYS)).toEqual({
      time: '2026-01-02T03:04:05.000Z',
      radio: 'sim',
      address: 'A4:C1:38:00:00:01',
      addressType: 'public',
      rssiDbm: -61,
      name: 'Küche',
      product: 'LYWSD03MMC',
      services: ['fe95'],
      isConnectable: false,
      data: '151695fe50305b050701000038c1a40d1004d700cf01',
    });
  });
});

describe('scanRows', () => {
  it('has a title, and a row for each, the strongest first', () => {
    const sightings = heard({ ...STRAP, rssiDbm: -80 }, STRAP_NAME, { ...SENSOR, rssiDbm: -50 });
    const rows = scanRows(inOrder(sightings.all()), 80, START_MS).map((row) => textOfRow(row));
    expect(rows.map((row) => row.trimEnd())).toEqual([
      'address           type     dBm name           what',
      'A4:C1:38:00:00:01 public   -50                LYWSD03MMC',
      'C0:00:00:00:00:01 static   -80 Heart[2J strap Heart Rate, Battery, connectable',
    ]);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([80]));
  });

  it('does not change the order for a few dB', () => {
    const sightings = heard({ ...STRAP, rssiDbm: -61 }, { ...SENSOR, rssiDbm: -59 });
    expect(inOrder(sightings.all()).map(({ address }) => address)[0]).toBe('C0:00:00:00:00:01');
  });
});

function sightingsOf(known: Partial<ConstructorParameters<typeof Sightings>[0]> = {}): Sightings {
  return new Sightings({ keys: NO_KEYS, nameOf: () => undefined, ...known });
}

function heard(...adverts: readonly Partial<AdvertFacts>[]): Sightings {
  const sightings = sightingsOf();
  for (const facts of adverts) sightings.hear(advertOf(facts));
  return sightings;
}

function advertOf(facts: Partial<AdvertFacts>): Advert {
  return new Advert({
    address: 0,
    addressType: 'public',
    data: new Uint8Array(),
    timeMs: START_MS,
    ...facts,
  });
}
