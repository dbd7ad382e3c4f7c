import { type Clock, TransportError, VirtualClock } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { mi32Ports } from '../config/command-ports.ts';
import { forgetfulMi32State } from '../config/mi32-state.ts';
import { mi32Hub } from '../mi32-hub.contract.ts';
import { createRelays } from './create-relays.ts';
import { LateBus } from './late-bus.ts';
import { powerMembers } from './relay.ts';
import type { BusListener, RelayBus } from './remote-relay.ts';

describe('a virtual relay', () => {
  it('is what it was set to, also after a restart', async () => {
    const memory = forgetfulMi32State();
    const [, second] = relays(['virtual', 'virtual'], { memory });
    await second?.set(true);
    expect(powerMembers(relays(['virtual', 'virtual'], { memory }))).toEqual([
      ['POWER1', 'OFF'],
      ['POWER2', 'ON'],
    ]);
  });

  it('tells of changes, and of nothing else', async () => {
    const [relay] = relays(['virtual']);
    const told: boolean[] = [];
    relay?.onChange((isOn) => told.push(isOn));
    for (const isOn of [false, true, true, false]) await relay?.set(isOn);
    expect(told).toEqual([true, false]);
  });
});

describe('powerMembers', () => {
  it('has no number where there is but one relay', () => {
    expect(powerMembers(relays(['virtual']))).toEqual([['POWER', 'OFF']]);
    expect(powerMembers([])).toEqual([]);
  });
});

describe('a relay of another Tasmota', () => {
  it('is switched by a command, and is on once the other says so', async () => {
    const bus = new TestBus();
    const [relay] = relays(['tasmota:plug:2'], { bus });
    await relay?.set(true);
    expect(bus.published).toEqual([['cmnd/plug/Power2', 'ON']]);
    expect(relay?.isOn).toBe(false);
    bus.say('stat/plug/POWER2', 'ON');
    expect(relay?.isOn).toBe(true);
  });

  it('follows what the other says of itself: changes, answers, telemetry', () => {
    const bus = new TestBus();
    const [relay] = relays(['tasmota:plug'], { bus });
    const told: boolean[] = [];
    relay?.onChange((isOn) => told.push(isOn));
    bus.say('stat/plug/RESULT', '{"POWER":"ON"}');
    bus.say('stat/plug/POWER', 'ON');
    bus.say('tele/plug/STATE', '{"Time":"2026-11-21T15:00:00","POWER":"OFF","Wifi":{"RSSI":70}}');
    expect(told).toEqual([true, false]);
  });

  it.each([
    '',
    'on',
    '{',
    'null',
    '[]',
    '{"POWER":1}',
    '"POWER"',
    '{"POWER2":"ON"}',
    'x'.repeat(9000),
  ])('takes no notice of what is no answer (%#)', (text) => {
    const bus = new TestBus();
    const [relay] = relays(['tasmota:plug'], { bus });
    for (const topic of ['stat/plug/RESULT', 'stat/plug/POWER']) bus.say(topic, text);
    expect(relay?.isOn).toBe(false);
  });

  it('says that it cannot be reached', async () => {
    const [relay] = relays(['tasmota:plug'], { bus: new LateBus() });
    await expect(relay?.set(true)).rejects.toBeInstanceOf(TransportError);
  });

  it('comes to an end where a hub names itself', async () => {
    const bus = new TestBus();
    const clock = new VirtualClock();
    const [relay] = relays(['tasmota:us'], { bus, clock });
    for (let times = 0; times < 50; times++) await relay?.set(true);
    await expect(relay?.set(true)).rejects.toThrow('more than 10 times a second');
    expect(bus.published).toHaveLength(50);
    await clock.advance(1_000);
    await relay?.set(false);
    expect(bus.published.at(-1)).toEqual(['cmnd/us/Power', 'OFF']);
  });

  it('is there before the way to the broker is', async () => {
    const late = new LateBus();
    const [relay] = relays(['tasmota:plug'], { bus: late });
    const bus = new TestBus();
    late.attach(bus);
    await relay?.set(true);
    bus.say('stat/plug/POWER', 'ON');
    expect([bus.published, relay?.isOn]).toEqual([[['cmnd/plug/Power', 'ON']], true]);
  });
});

describe('the port of commands', () => {
  it('has the relays of the configuration, one virtual one by default', async () => {
    const { mi32, log } = await mi32Hub();
    const { relays: port } = mi32Ports(mi32, log);
    port.set(1, true);
    port.set(2, true);
    expect([port.count, port.get(1), port.get(2)]).toEqual([1, true, false]);
  });

  it('tells the log of a relay that cannot be reached', async () => {
    const { mi32, log } = await mi32Hub({
      yaml: 'tasmota: { relays: ["tasmota:plug"] }',
      bus: new LateBus(),
    });
    mi32Ports(mi32, log).relays.set(1, true);
    await log.until('RELAY');
    expect(log.textOf('RELAY')).toContain('the relay of plug cannot be reached');
  });

  it.each(['tasmota:', 'tasmota:a#', 'tasmota:a:9', 'gpio:4'])(
    'refuses the name %s',
    async (name) => {
      await expect(mi32Hub({ yaml: `tasmota: { relays: ["${name}"] }` })).rejects.toThrow(
        'virtual',
      );
    },
  );

  it('refuses a fifth', async () => {
    const yaml = 'tasmota: { relays: [virtual, virtual, virtual, virtual, virtual] }';
    await expect(mi32Hub({ yaml })).rejects.toThrow('tasmota.relays');
  });
});

function relays(
  names: readonly string[],
  {
    memory = forgetfulMi32State(),
    bus,
    clock,
  }: { memory?: ReturnType<typeof forgetfulMi32State>; bus?: RelayBus; clock?: Clock } = {},
) {
  return createRelays(names, { memory, bus, onTrouble, ...(clock && { clock }) });
}

function onTrouble(error: unknown): void {
  throw error;
}

/** A broker of one. */
class TestBus implements RelayBus {
  readonly isConnected = true;
  readonly published: (readonly [topic: string, payload: string])[] = [];
  readonly #listeners = new Map<string, BusListener>();

  publish(topic: string, payload: string): void {
    this.published.push([topic, payload]);
  }

  subscribe(topic: string, listener: BusListener): void {
    this.#listeners.set(topic, listener);
  }

  say(topic: string, payload: string): void {
    this.#listeners.get(topic)?.(topic, payload);
  }
}
