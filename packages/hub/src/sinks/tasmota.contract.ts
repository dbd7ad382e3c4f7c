// What the Tasmota sink does with any broker, for tests: with our own beside it, with others' in `test/`.

import { describe, expect, it } from 'vitest';
import { forgetfulMi32State } from '../tasmota/config/mi32-state.ts';
import {
  type HomeOptions,
  IDENTITY,
  miBeacon,
  NOON,
  TasmotaHome,
} from '../tasmota/mqtt/tasmota-home.contract.ts';
import { rowOf } from '../tasmota/mqtt/topic-table.ts';
import { createRelays } from '../tasmota/relays/create-relays.ts';
import { LateBus } from '../tasmota/relays/late-bus.ts';
import { VirtualRelay } from '../tasmota/relays/virtual-relay.ts';
import type { BrokerPeer } from './mqtt.contract.ts';
import { Line, Watcher } from './mqtt-watcher.contract.ts';

const LWT = 'tele/tasmota_A1B2C3/LWT';
const SENSOR = 'tele/tasmota_A1B2C3/SENSOR';
const STATE = 'tele/tasmota_A1B2C3/STATE';
const RESULT = 'stat/tasmota_A1B2C3/RESULT';
const COMMAND = 'cmnd/tasmota_A1B2C3';

const climate = (counter: number) => miBeacon(0x055b, counter, '0d10 04 d600 e301');
const press = (counter: number) => miBeacon(0x0153, counter, '0110 03 000000');

/** Runs everything that holds for all brokers. */
export function tasmotaSinkContract(broker: string, start: () => Promise<BrokerPeer>): void {
  describe(`TasmotaSink with ${broker}`, () => {
    it('says retained that it is there, what it is, and that it goes', async () => {
      await using peer = await start();
      await using early = await watch(peer);
      const home = homeOn(peer);
      await early.until(() => early.texts('tele/tasmota_A1B2C3/INFO3').length === 1);
      expect(early.texts(LWT)).toEqual(['Online']);
      expect(early.texts('tele/tasmota_A1B2C3/INFO1')).toEqual([
        '{"Info1":{"Module":"bluebell","Version":"1.2.3(bluebell)","FallbackTopic":"cmnd/DVES_A1B2C3_fb/","GroupTopic":"cmnd/tasmotas/"}}',
      ]);
      expect(early.texts('tele/tasmota_A1B2C3/INFO2')).toEqual([
        '{"Info2":{"WebServerMode":"Admin","Hostname":"attic","IPAddress":"192.0.2.7"}}',
      ]);
      await home[Symbol.asyncDispose]();
      await using late = await watch(peer, 'tele/#');
      await late.until(() => late.messages.length > 0);
      expect(late.messages).toEqual([{ topic: LWT, payload: 'Offline', isKept: true }]);
    });

    it('is declared offline by the broker when the connection breaks', async () => {
      await using peer = await start();
      await using line = await Line.to(peer.url);
      await using watcher = await watch(peer);
      await using home = homeOn(line);
      await watcher.until(() => watcher.texts(LWT).length === 1);
      line.cut();
      await watcher.until(() => watcher.texts(LWT).length === 2);
      await home.log.until('MQTT_LOST');
      await home.clock.advance(60_000);
      await watcher.until(() => watcher.texts(LWT).length === 3);
      expect(watcher.texts(LWT)).toEqual(['Online', 'Offline', 'Online']);
    });

    it('sends SENSOR at once where something happened, and STATE before SENSOR at the tele period', async () => {
      await using peer = await start();
      await using watcher = await watch(peer);
      const relay = new VirtualRelay({ isOn: true, keep: async () => {} });
      await using home = homeOn(peer, { mi32: { relays: [relay] } });
      await watcher.until(() => watcher.texts(LWT).length === 1);
      await home.hear(press(1));
      await watcher.until(() => watcher.texts(SENSOR).length === 1);
      await home.clock.advance(10_000);
      await watcher.until(() => watcher.texts(SENSOR).length === 2);
      expect(watcher.texts(SENSOR)[0]).toBe(
        `{"Time":"${NOON}","YLYK01-a1b2c3":{"Button0":1,"RSSI":-60,"MAC":"A4C138A1B2C3"}}`,
      );
      expect(watcher.messages.map(({ topic }) => topic).slice(-2)).toEqual([STATE, SENSOR]);
      expect(watcher.texts(STATE)).toEqual([
        '{"Time":"2025-01-10T12:00:10","Uptime":"0T00:15:24","UptimeSec":924,"Heap":40000,"SleepMode":"Dynamic","Sleep":0,"LoadAvg":3,"MqttCount":1,"POWER":"ON","Wifi":{"AP":1,"SSId":"","BSSId":"00:00:00:00:00:00","Channel":0,"Mode":"LAN","RSSI":100,"Signal":0,"LinkCount":1,"Downtime":"0T00:00:00"},"Hostname":"attic","IPAddress":"192.0.2.7"}',
      ]);
    });

    it('does what commands say, answers, and keeps neither', async () => {
      await using peer = await start();
      await using watcher = await watch(peer);
      await using home = homeOn(peer);
      await watcher.until(() => watcher.texts(LWT).length === 1);
      await home.hear(climate(1));
      await watcher.say(`${COMMAND}/MI32Option2`, '1');
      await watcher.until(() => watcher.texts(RESULT).length === 1);
      await home.hear(climate(2));
      await watcher.until(() => watcher.texts(SENSOR).length === 1);
      await watcher.say(`${COMMAND}/status`, '8');
      await watcher.until(() => watcher.texts('stat/tasmota_A1B2C3/STATUS8').length === 1);
      expect(watcher.texts(RESULT)).toEqual(['{"MI32Option2":1}']);
      expect(watcher.texts('stat/tasmota_A1B2C3/STATUS8')[0]).toMatch(
        /^{"StatusSNS":{"Time":"2025-01-10T12:00:00","LYWSD03-a1b2c3":{"Temperature":21.4,"Humidity":48.3,"DewPoint":10.0,"RSSI":-60,"Time":\d+,"MAC":"A4C138A1B2C3"},"TempUnit":"C"}}$/,
      );
      await using late = await watch(peer, '+/tasmota_A1B2C3/#');
      await late.until(() => late.messages.length > 0);
      expect(late.messages.map(({ topic }) => topic)).toEqual([LWT]);
    });

    it.each(['cmnd/tasmotas', 'cmnd/DVES_A1B2C3_fb'])('hears commands on %s too', async (topic) => {
      await using peer = await start();
      await using watcher = await watch(peer);
      await using home = homeOn(peer);
      await watcher.until(() => watcher.texts(LWT).length === 1);
      await home.sink.drained();
      await watcher.say(`${topic}/TelePeriod`, '60');
      await watcher.until(() => watcher.texts(RESULT).length === 1);
      expect(watcher.texts(RESULT)).toEqual(['{"TelePeriod":60}']);
    });

    it('does a command that the broker keeps once, however often it connects', async () => {
      await using peer = await start();
      await using line = await Line.to(peer.url);
      await using watcher = await watch(peer);
      await watcher.say(`${COMMAND}/TelePeriod`, '60', true);
      await using home = homeOn(line);
      await watcher.until(() => watcher.texts(RESULT).length === 1);
      // An answer that nobody has acknowledged would be sent again.
      await home.sink.drained();
      line.cut();
      await home.log.until('MQTT_LOST');
      await home.clock.advance(1_000);
      await watcher.until(() => watcher.texts('tele/tasmota_A1B2C3/INFO3').length === 2);
      await watcher.say(`${COMMAND}/TelePeriod`, '61', true);
      await watcher.until(() => watcher.texts(RESULT).length === 2);
      expect(watcher.texts(RESULT)).toEqual(['{"TelePeriod":60}', '{"TelePeriod":61}']);
    });

    it('moves to another topic, last will and all, once it has answered', async () => {
      await using peer = await start();
      await using watcher = await watch(peer);
      await using home = homeOn(peer);
      await watcher.until(() => watcher.texts(LWT).length === 1);
      await watcher.say(`${COMMAND}/Topic`, 'attic');
      await watcher.until(() => watcher.texts(RESULT).length === 1);
      await home.clock.advance(1);
      await watcher.until(() => watcher.texts('tele/attic/LWT').length === 1);
      await watcher.say('cmnd/attic/Topic', '');
      await watcher.until(() => watcher.texts('stat/attic/RESULT').length === 1);
      expect(watcher.texts(LWT)).toEqual(['Online', 'Offline']);
      expect(watcher.texts(RESULT)).toEqual(['{"Topic":"attic"}']);
      expect(watcher.texts('stat/attic/RESULT')).toEqual(['{"Topic":"attic"}']);
    });

    it('puts topics together as it is told', async () => {
      await using peer = await start();
      await using watcher = await watch(peer);
      await using home = homeOn(peer, {
        prefixes: { cmnd: 'ask', stat: 'say', tele: 'tell' },
        settings: { fullTopic: 'house/%topic%/%prefix%/' },
      });
      await watcher.until(() => watcher.texts('house/tasmota_A1B2C3/tell/LWT').length === 1);
      await home.sink.drained();
      await watcher.say('house/tasmota_A1B2C3/ask/MI32Option1', '');
      await watcher.until(() => watcher.texts('house/tasmota_A1B2C3/say/RESULT').length === 1);
    });

    it('sends every event, in order, to a broker that was away', async () => {
      await using peer = await start();
      await using line = await Line.to(peer.url);
      await using watcher = await watch(peer);
      await using home = homeOn(line);
      await watcher.until(() => watcher.texts(LWT).length === 1);
      line.isUp = false;
      line.cut();
      await home.log.until('MQTT_LOST');
      for (let counter = 1; counter <= 50; counter++) {
        await home.hear(miBeacon(0x03b6, counter, `0110 03 00${hex8(counter)}04`));
      }
      line.isUp = true;
      await home.clock.advance(1_000);
      await watcher.until(() => watcher.texts(SENSOR).length === 50);
      expect(watcher.texts(SENSOR).map((json) => JSON.parse(json)['YLKG08-a1b2c3'].Dimmer)).toEqual(
        Array.from({ length: 50 }, (_, at) => at + 1),
      );
    });

    it('tells of relays that are switched', async () => {
      await using peer = await start();
      await using watcher = await watch(peer);
      const relays = [1, 2].map(() => new VirtualRelay({ isOn: false, keep: async () => {} }));
      await using home = homeOn(peer, { mi32: { relays } });
      await watcher.until(() => watcher.texts(LWT).length === 1);
      await home.sink.drained();
      await watcher.say(`${COMMAND}/Power2`, 'ON');
      await watcher.until(() => watcher.texts(RESULT).length === 1);
      expect(watcher.texts('stat/tasmota_A1B2C3/POWER2')).toEqual(['ON']);
      expect(watcher.texts(RESULT)).toEqual(['{"POWER2":"ON"}']);
    });

    it('switches the relay of another Tasmota, and follows it', async () => {
      await using peer = await start();
      await using watcher = await watch(peer);
      const bus = new LateBus();
      const relays = createRelays(['tasmota:plug:2'], {
        memory: forgetfulMi32State(),
        bus,
        onTrouble: () => {},
      });
      await using home = homeOn(peer, { mi32: { relays } });
      bus.attach(home.sink);
      await watcher.until(() => watcher.texts(LWT).length === 1);
      await home.sink.drained();
      await watcher.say(`${COMMAND}/Power`, 'ON');
      await watcher.until(() => watcher.texts('cmnd/plug/Power2').length === 1);
      expect(watcher.texts('cmnd/plug/Power2')).toEqual(['ON']);
      await watcher.say('stat/plug/RESULT', '{"POWER2":"ON"}');
      await watcher.say('stat/plug/POWER2', 'ON');
      await watcher.until(() => watcher.texts('stat/tasmota_A1B2C3/POWER').length === 1);
      await watcher.say('tele/plug/STATE', '{"POWER1":"ON","POWER2":"OFF"}');
      await watcher.until(() => watcher.texts('stat/tasmota_A1B2C3/POWER').length === 2);
      expect(watcher.texts('stat/tasmota_A1B2C3/POWER')).toEqual(['ON', 'OFF']);
    });

    it('has the broker keep SENSOR, STATE and STATUS where the user wants it, and forget them', async () => {
      await using peer = await start();
      await using watcher = await watch(peer);
      await using home = homeOn(peer);
      await watcher.until(() => watcher.texts(LWT).length === 1);
      await home.sink.drained();
      await home.hear(climate(1));
      const names = ['SensorRetain', 'StateRetain', 'StatusRetain'];
      for (const name of names) await watcher.say(`${COMMAND}/${name}`, '1');
      await watcher.say(`${COMMAND}/Status`, '8');
      await watcher.until(() => watcher.texts('stat/tasmota_A1B2C3/STATUS8').length === 1);
      home.sink.sendTele();
      await watcher.until(() => watcher.texts(SENSOR).length === 1);
      await using late = await watch(peer, '+/tasmota_A1B2C3/#');
      await late.until(() => late.messages.length === 4);
      expect(late.messages.map(({ topic }) => topic).sort()).toEqual(
        [LWT, SENSOR, STATE, 'stat/tasmota_A1B2C3/STATUS8'].sort(),
      );
      for (const name of names) await watcher.say(`${COMMAND}/${name}`, '0');
      await watcher.until(() => watcher.texts(RESULT).length === 6);
      await home.sink.drained();
      await using last = await watch(peer, '+/tasmota_A1B2C3/#');
      await last.until(() => last.messages.length > 0);
      expect(last.messages.map(({ topic }) => topic)).toEqual([LWT]);
    });

    it('never does a restart that the broker keeps, which would come again for ever', async () => {
      await using peer = await start();
      await using watcher = await watch(peer);
      await watcher.say(`${COMMAND}/Restart`, '1', true);
      await watcher.say(`${COMMAND}/TelePeriod`, '60', true);
      await using home = homeOn(peer);
      await watcher.until(() => watcher.texts(RESULT).length === 1);
      await home.log.until('TASMOTA_KEPT_RESTART');
      expect(watcher.texts(RESULT)).toEqual(['{"TelePeriod":60}']);
    });

    it("publishes Tasmota's own discovery, retained, with all that sensors say", async () => {
      await using peer = await start();
      await using watcher = await watch(peer);
      await using home = homeOn(peer);
      const sensors = `tasmota/discovery/${IDENTITY.mac}/sensors`;
      await watcher.until(() => watcher.texts(sensors).length === 1);
      await home.hear(climate(1), press(1));
      await watcher.until(() => watcher.texts(sensors).at(-1)?.includes('Humidity') ?? false);

      await using late = await watch(peer, 'tasmota/discovery/#');
      await late.until(() => late.messages.length === 2);
      const [config] = late.on(`tasmota/discovery/${IDENTITY.mac}/config`);
      expect(config).toMatchObject({
        ip: '192.0.2.7',
        dn: 'Tasmota',
        fn: ['Tasmota', null, null, null, null, null, null, null],
        hn: 'attic',
        mac: 'A2C138A1B2C3',
        ofln: 'Offline',
        onln: 'Online',
        t: 'tasmota_A1B2C3',
        ft: '%prefix%/%topic%/',
        tp: ['cmnd', 'stat', 'tele'],
        rl: [0, 0, 0, 0, 0, 0, 0, 0],
        ver: 1,
      });
      expect(Object.keys(config ?? {}).join(' ')).toBe(
        'ip dn fn hn mac md ty if cam ofln onln state sw t ft tp rl swc swn btn so lk lt_st sho sht bat dslp ver',
      );
      expect(late.on(sensors)).toMatchObject([
        {
          sn: { 'LYWSD03-a1b2c3': { Temperature: 21.4, Humidity: 48.3 }, TempUnit: 'C' },
          ver: 1,
        },
      ]);
    });

    it('publishes on no topic but those of the table, and has the broker keep what it says', async () => {
      await using peer = await start();
      await using watcher = await watch(peer);
      const relay = new VirtualRelay({ isOn: false, keep: async () => {} });
      await using home = homeOn(peer, { mi32: { relays: [relay] } });
      await watcher.until(() => watcher.texts(LWT).length === 1);
      await home.hear(climate(1), press(1));
      await home.clock.advance(10_000);
      for (const [command, payload] of Object.entries({ Status: '0', Power: '1', SetOption4: '1' }))
        await watcher.say(`${COMMAND}/${command}`, payload);
      await watcher.say(`${COMMAND}/MI32Option0`, '');
      await watcher.until(() => watcher.texts('stat/tasmota_A1B2C3/MI32OPTION').length === 1);
      const ours = watcher.messages.filter(({ topic }) => !topic.startsWith('cmnd/'));
      expect(ours.filter(({ topic }) => !rowOf(topic))).toEqual([]);

      await home.sink.drained();
      await using late = await watch(peer);
      const kept = [...new Set(ours.map(({ topic }) => topic))].filter(
        (topic) => rowOf(topic)?.isRetained,
      );
      await late.until(() => late.messages.length === kept.length);
      expect(late.messages.map(({ topic }) => topic).sort()).toEqual(kept.sort());
    });

    it('takes its discovery back where nobody wants it', async () => {
      await using peer = await start();
      const before = homeOn(peer);
      await before.log.until('MQTT_CONNECTED');
      await before[Symbol.asyncDispose]();
      const without = homeOn(peer, { discovery: false });
      await without.log.until('MQTT_CONNECTED');
      await without[Symbol.asyncDispose]();

      await using late = await watch(peer);
      await late.until(() => late.texts(LWT).length === 1);
      expect(late.messages.map(({ topic }) => topic)).toEqual([LWT]);
    });

    it('answers hostile commands as Tasmota does, and goes on', async () => {
      await using peer = await start();
      await using watcher = await watch(peer);
      await using home = homeOn(peer);
      await watcher.until(() => watcher.texts(LWT).length === 1);
      await home.sink.drained();
      const hostile = ['"}{', '\u0000\u0001', '☠'.repeat(5_000), '{"a":'.repeat(100)];
      for (const text of hostile) {
        await watcher.say(`${COMMAND}/MI32Key`, text);
        await watcher.say(`${COMMAND}/No"such\\thing`, text);
      }
      await watcher.until(() => watcher.texts(RESULT).length === 2 * hostile.length);
      for (const answer of watcher.on(RESULT)) {
        expect(answer).toHaveProperty('Command', expect.stringMatching(/^(Error|Unknown)$/));
      }
    });
  });
}

function homeOn(peer: { readonly url: string }, options: HomeOptions = {}): TasmotaHome {
  const backoff = { firstMs: 10, longestMs: 40, refusedMs: 60_000 };
  return new TasmotaHome({ mqtt: { url: peer.url, clientId: 'test', backoff }, ...options });
}

function watch(peer: { readonly url: string }, filter = '#'): Promise<Watcher> {
  return Watcher.on(peer.url, {}, filter);
}

function hex8(value: number): string {
  return value.toString(16).padStart(2, '0');
}
