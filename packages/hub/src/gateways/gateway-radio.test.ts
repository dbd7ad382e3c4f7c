import { fromHex, parseAddress, silentLog, toHex, VirtualClock } from '@bluebell/ble/core';
import { Advert, localNameOf } from '@bluebell/ble/radio';
import { decodeAdvert } from '@bluebell/sensors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { radioOf, thermometer } from '../air.contract.ts';
import { Hub } from '../hub.ts';
import type { OnMessage } from '../sinks/mqtt-link-parts.ts';
import { isUnder } from '../sinks/topic-filter.ts';
import { metered } from '../watch/metered-radio.ts';
import { AdvertRelay } from './advert-relay.ts';
import type { GatewayKind } from './gateway-kinds.ts';
import { GatewayRadio } from './gateway-radio.ts';

const NO_KEYS = new Map();

/** As OpenMQTTGateway says it, with `pubadvdata`: a flower sensor of Xiaomi's. */
const FLOWER = {
  id: 'C4:7C:8D:66:10:11',
  mac_type: 0,
  adv_type: 0,
  name: 'Flower care',
  rssi: -82,
  distance: 11.4949,
  servicedata: '71209800de1110668d7cc40d071003fd0000',
  servicedatauuid: '0xfe95',
};

describe('adverts of OpenMQTTGateway', () => {
  it('are put together again, and mean what they meant on the air', async () => {
    const { radio, say, heard } = setUp('openmqttgateway');
    say('home/OMG_garage/BTtoMQTT/C47C8D661011', FLOWER);
    const [advert] = await heard();
    expect(advert).toMatchObject({
      address: 'C4:7C:8D:66:10:11',
      addressType: 'public',
      rssiDbm: -82,
      receiver: 'OMG_garage',
    });
    expect(localNameOf(advert?.data ?? new Uint8Array())).toBe('Flower care');
    expect(decodeAdvert(advert ?? NOTHING, NO_KEYS)).toMatchObject([
      { family: 'mibeacon', product: 'HHCCJCY01', values: { illuminance: 253 } },
    ]);
    expect(radio.counts).toMatchObject({ adverts: 1, unusable: 0 });
  });

  it.each([
    ['short', 'fe95'],
    ['short, with 0x', '0xFE95'],
    ['long', '0000fe95-0000-1000-8000-00805f9b34fb'],
  ])('carry a UUID that is %s', async (_, servicedatauuid) => {
    const { say, heard } = setUp('openmqttgateway');
    say('home/x/BTtoMQTT/C47C8D661011', { ...FLOWER, name: '', servicedatauuid });
    expect(toHex((await heard())[0]?.data ?? new Uint8Array()).slice(0, 8)).toBe('151695fe');
  });

  it('carry a UUID of 128 bits, several service data, and manufacturer data', async () => {
    const { say, heard } = setUp('openmqttgateway');
    say('home/x/BTtoMQTT/C47C8D661011', {
      id: 'c47c8d661011',
      mac_type: 1,
      servicedata: ['0102', '03'],
      servicedatauuid: ['0xfcd2', '11223344-5566-7788-99aa-bbccddeeff00'],
      manufacturerdata: '8f03aa',
    });
    const [advert] = await heard();
    expect(advert?.addressType).toBe('random');
    expect(advert?.rssiDbm).toBeUndefined();
    expect(toHex(advert?.data ?? new Uint8Array())).toBe(
      '0516d2fc0102122100ffeeddccbbaa9988776655443322110304ff8f03aa',
    );
  });

  it('that it decoded alone are counted, and the user is told what to do', async () => {
    const { radio, say } = setUp('openmqttgateway');
    say('home/x/BTtoMQTT/C47C8D661011', { id: FLOWER.id, lux: 253, model: 'HHCCJCY01HHCC' });
    expect(radio.counts).toMatchObject({ adverts: 0, decodedOnly: 1 });
    expect(radio.problem).toContain('pubadvdata');
  });
});

describe('adverts of Theengs Gateway', () => {
  it('are heard under its name, with what it decoded beside them', async () => {
    const { say, heard } = setUp('theengs');
    say('home/TheengsGateway/BTtoMQTT/C47C8D661011', {
      ...FLOWER,
      servicedatauuid: 'fe95',
      brand: 'Xiaomi',
      tempc: 20.1,
      mac_type: undefined,
    });
    expect((await heard())[0]).toMatchObject({ receiver: 'TheengsGateway', rssiDbm: -82 });
  });
});

describe('adverts of another bluebell', () => {
  it('are those that its radio heard of its own devices, each but once in a while', async () => {
    const { clock, radio, say, heard } = setUp('bluebell');
    const topic = 'bluebell/hubs/0123456789ab/adverts';
    const relay = new AdvertRelay(topic, clock);
    relay.attach(
      { isConnected: true, addEvent: (on, payload) => say(on, JSON.parse(payload)) },
      (address) => address === parseAddress('A4:C1:38:00:00:01'),
    );
    const sent = [
      thermometer({ celsius: 20 }),
      thermometer({ celsius: 20, atMs: 1_000 }),
      thermometer({ celsius: 21, atMs: 2_000 }),
      thermometer({ celsius: 20, atMs: 6_000, rssiDbm: -70 }),
      thermometer({ celsius: 20, from: 'A4:C1:38:00:00:02' }),
    ];
    for await (const _ of metered(radioOf(sent), relay).scan());
    expect(radio.counts.adverts).toBe(3);
    const adverts = await heard();
    expect(adverts.map(({ data }) => toHex(data))).toEqual(
      [sent[0], sent[2], sent[3]].map((advert) => toHex(advert?.data ?? new Uint8Array())),
    );
    expect(adverts.map(({ rssiDbm }) => rssiDbm)).toEqual([-60, -60, -70]);
    expect(new Set(adverts.map(({ receiver }) => receiver))).toEqual(new Set(['0123456789ab']));
  });

  it('are not heard again by the hub that sent them', () => {
    const { radio, say } = setUp('bluebell', { except: '0123456789ab' });
    say('bluebell/hubs/0123456789ab/adverts', { address: 'A4C138000001', data: '020106' });
    expect(radio.counts.adverts).toBe(0);
  });

  it('that were long on their way are no news', () => {
    const { radio, say } = setUp('bluebell');
    say('bluebell/hubs/x/adverts', { address: 'A4C138000001', data: '020106', age: 60_000 });
    expect(radio.counts).toMatchObject({ adverts: 0, unusable: 1 });
  });
});

describe('GatewayRadio', () => {
  it('ignores what the broker kept: nobody knows since when', () => {
    const { radio, say } = setUp('openmqttgateway');
    say('home/x/BTtoMQTT/C47C8D661011', FLOWER, true);
    expect(radio.counts).toMatchObject({ adverts: 0, retained: 1 });
  });

  it.each([
    ['no address, as macOS makes them up', { id: '1E2F3A4B-0000-0000-0000-000000000001' }],
    ['hex that is none', { servicedata: 'xyz' }],
    ['half a byte', { servicedata: '123' }],
    ['a UUID that is none', { servicedatauuid: 'door' }],
    ['service data without a UUID', { servicedatauuid: undefined }],
    ['more data than UUIDs', { servicedata: ['01', '02'], servicedatauuid: ['fe95'] }],
    ['more than fits an advert', { servicedata: 'aa'.repeat(255) }],
    ['a strength that is none', { rssi: -1000 }],
    ['a name without end', { name: 'x'.repeat(100) }],
  ])('counts messages with %s, and goes on', (_, wrong) => {
    const { radio, say } = setUp('openmqttgateway');
    say('home/x/BTtoMQTT/C47C8D661011', { ...FLOWER, ...wrong });
    say('home/x/BTtoMQTT/C47C8D661011', FLOWER);
    expect(radio.counts).toMatchObject({ adverts: 1, unusable: 1 });
  });

  it('takes any text, of whatever kind of gateway', () => {
    for (const kind of ['openmqttgateway', 'theengs', 'bluebell'] as const) {
      const { radio, sayRaw } = setUp(kind);
      const topic =
        kind === 'bluebell' ? 'bluebell/hubs/x/adverts' : 'home/TheengsGateway/BTtoMQTT/x';
      const text = fc.oneof(fc.string(), fc.json(), fc.constant('['.repeat(8_000)));
      fc.assert(fc.property(text, (payload) => sayRaw(topic, payload)));
      const { adverts, decodedOnly, unusable } = radio.counts;
      expect(adverts).toBe(0);
      expect(decodedOnly + unusable).toBeGreaterThanOrEqual(100);
    }
  });

  it('reads no more than so much in a second, and no message without end', async () => {
    const { clock, radio, say, sayRaw } = setUp('openmqttgateway');
    sayRaw('home/x/BTtoMQTT/a', JSON.stringify({ ...FLOWER, rest: 'x'.repeat(9_000) }));
    for (let at = 0; at < 10_000; at++) say(`home/x${at}/BTtoMQTT/C47C8D661011`, FLOWER);
    expect(radio.counts).toMatchObject({ unusable: 1, adverts: 3_999, dropped: 6_001 });
    await clock.advance(1_000);
    say('home/x/BTtoMQTT/C47C8D661011', FLOWER);
    expect(radio.counts.adverts).toBe(4_000);
  });

  it('names the gateways from which nothing comes any more', async () => {
    const { clock, radio, say } = setUp('openmqttgateway');
    expect(radio.problem).toBeUndefined();
    await clock.advance(601_000);
    expect(radio.problem).toBe('no gateway was heard');
    say('home/attic/BTtoMQTT/C47C8D661011', FLOWER);
    await clock.advance(400_000);
    say('home/garage/BTtoMQTT/C47C8D661011', FLOWER);
    expect(radio.problem).toBeUndefined();
    await clock.advance(400_000);
    expect(radio.problem).toBe('nothing comes from attic');
  });

  it('gives a hub receivers like any other', async () => {
    const { clock, radio, say } = setUp('openmqttgateway');
    const hub = new Hub({
      radios: [radio],
      devices: [{ address: parseAddress(FLOWER.id), name: 'Fern' }],
      keys: NO_KEYS,
      phones: [],
      ignored: new Set(),
      discovered: 0,
      clock,
      log: silentLog,
    });
    const running = hub.run();
    await clock.advance(1);
    say('home/attic/BTtoMQTT/C47C8D661011', FLOWER);
    say('home/cellar/BTtoMQTT/C47C8D661011', { ...FLOWER, rssi: -60 });
    await clock.advance(1);
    expect(hub.devices[0]).toMatchObject({
      values: { illuminance: 253 },
      receivers: [
        { receiver: 'cellar', rssiDbm: -60 },
        { receiver: 'attic', rssiDbm: -82 },
      ],
    });
    await hub.stop();
    await running;
  });

  it('ends its scans when it is closed', async () => {
    const { radio } = setUp('openmqttgateway');
    const scan = radio.scan()[Symbol.asyncIterator]();
    const next = scan.next();
    await radio.close();
    expect(await next).toMatchObject({ done: true });
  });
});

const NOTHING = new Advert({ address: 0, addressType: 'public', data: fromHex(''), timeMs: 0 });

const ignore: OnMessage = () => {};

/** A gateway radio on a link that hears what the test says; `heard` gives what came so far. */
function setUp(kind: GatewayKind, options: { readonly except?: string } = {}) {
  const clock = new VirtualClock(Date.UTC(2026, 0, 2));
  let hear: OnMessage = ignore;
  let wanted = '';
  const link = {
    subscribe: (filter: string, onMessage: OnMessage) => {
      wanted = filter;
      hear = onMessage;
      return () => {};
    },
  };
  const radio = new GatewayRadio({ kind, base: 'bluebell', clock, ...options });
  radio.attach(link);
  const scan = radio.scan({ waiting: 20_000 })[Symbol.asyncIterator]();
  const first = scan.next();
  const sayRaw = (topic: string, payload: string, isRetained = false) => {
    if (isUnder(wanted, topic)) hear(topic, payload, isRetained);
  };
  return {
    clock,
    radio,
    sayRaw,
    say: (topic: string, message: unknown, isRetained = false) =>
      sayRaw(topic, JSON.stringify(message), isRetained),
    heard: async (): Promise<readonly Advert[]> => {
      const adverts: Advert[] = [];
      for (let next = first; adverts.length < radio.counts.adverts; next = scan.next()) {
        const { value } = await next;
        if (value) adverts.push(value);
      }
      await radio.close();
      return adverts;
    },
  };
}
