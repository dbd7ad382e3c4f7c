import { parseAddress, TransportError, UsageError, VirtualClock } from '@bluebell/ble/core';
import { SimRadio } from '@bluebell/sensors/virtual';
import { describe, expect, it } from 'vitest';
import { KITCHEN, START_MS } from '../air.contract.ts';
import { Hub } from '../hub.ts';
import type { HubConfiguration } from '../hub-parts.ts';
import { ReadableLog } from '../sinks/readable-log.contract.ts';
import { RadioWatch } from '../watch/radio-watch.ts';
import { DemoHome, type DemoParts } from './demo-home.ts';

const FERN = 'C47C8D6A510E';

describe('DemoHome', () => {
  it('fills a hub that knows nothing, with names and without telling Home Assistant', async () => {
    const { demo, hub, to, listen } = setUp();
    expect(demo.state).toEqual({ isOn: false, canSwitch: true, devices: 0 });
    expect(await to(true)).toMatchObject({ isOn: true });
    await listen();
    expect(demo.state.devices).toBeGreaterThan(10);
    expect(hub.device(FERN)).toMatchObject({ name: 'Fern', settings: { isAnnounced: false } });
    const encrypted = hub.devices.filter(({ fault }) => fault !== undefined);
    expect(encrypted).toEqual([]);
  });

  it('leaves nothing behind when it is switched off', async () => {
    const { hub, watch, to, listen, forgotten, marks } = setUp();
    await to(true);
    await listen();
    const known = hub.devices.map(({ id }) => id);
    expect(await to(false)).toEqual({ isOn: false, canSwitch: true, devices: 0 });
    await listen();
    expect(hub.devices).toEqual([]);
    expect(watch.facts()).toEqual([]);
    expect(forgotten.toSorted()).toEqual(known.toSorted());
    expect(marks).toEqual([true, false]);
  });

  it('keeps what the user configured when it is switched off', async () => {
    const { hub, to, listen, forgotten } = setUp({
      devices: [{ address: parseAddress(FERN), name: 'my fern' }],
    });
    await to(true);
    await listen();
    const { values } = hub.device(FERN) ?? {};
    expect(values).not.toEqual({});
    await to(false);
    expect(hub.device(FERN)).toMatchObject({ name: 'my fern', values });
    expect(forgotten).not.toContain(FERN);
    expect(hub.devices.map(({ id }) => id)).toEqual([FERN]);
  });

  it('is on and off and on again', async () => {
    const { demo, to, listen } = setUp();
    await Promise.all([to(true), to(false), to(true)]);
    await listen();
    expect(demo.state).toMatchObject({ isOn: true });
    expect(demo.state.devices).toBeGreaterThan(10);
  });

  it('lets what the user says win, of an address and of a name', async () => {
    const { hub, to, listen } = setUp({
      devices: [
        { address: parseAddress(FERN), name: 'my fern' },
        { address: parseAddress(KITCHEN), name: 'Desk clock' },
      ],
    });
    await to(true);
    await listen();
    expect(hub.device(FERN)?.name).toBe('my fern');
    expect(hub.devices.map(({ name }) => name)).toContain('Desk clock (simulated)');
  });

  it('resumes where it was on, and stays off where its radio does not open', async () => {
    const there = setUp({}, { mark: { isThere: async () => true, set: async () => {} } });
    await there.clock.run(there.demo.resume());
    expect(there.demo.state.isOn).toBe(true);

    const broken = setUp(
      {},
      {
        mark: { isThere: async () => true, set: async () => {} },
        open: () => Promise.reject(new TransportError('no room')),
      },
    );
    await broken.clock.run(broken.demo.resume());
    expect(broken.demo.state.isOn).toBe(false);
    expect(broken.log.textOf('DEMO')).toContain('no room');
  });

  it('cannot be switched where the hub lives in a simulated home anyway', async () => {
    const { demo, to } = setUp({}, { fixed: 'it is so configured' });
    expect(demo.state).toMatchObject({ isOn: true, canSwitch: false, why: 'it is so configured' });
    await expect(to(false)).rejects.toThrow(UsageError);
  });

  it('is not switched where that cannot be remembered', async () => {
    const mark = {
      isThere: async () => false,
      set: () => Promise.reject(new TransportError('the disk is full')),
    };
    const { demo, to } = setUp({}, { mark });
    await expect(to(true)).rejects.toThrow('the disk is full');
    expect(demo.state.isOn).toBe(false);
  });
});

/** A hub without radios on a virtual clock, and the switch. */
function setUp(configured: Partial<HubConfiguration> = {}, parts: Partial<DemoParts> = {}) {
  const clock = new VirtualClock(START_MS);
  const log = new ReadableLog();
  const configuration: HubConfiguration = {
    devices: [],
    phones: [],
    keys: new Map(),
    ignored: new Set(),
    discovered: 100,
    ...configured,
  };
  const hub = new Hub({ ...configuration, radios: [], clock, log });
  const watch = new RadioWatch({ clock, log });
  const forgotten: string[] = [];
  const marks: boolean[] = [];
  const demo = new DemoHome({
    hub,
    watch,
    configuration: () => configuration,
    history: { forget: (id) => forgotten.push(id) },
    open: () => SimRadio.open({ clock }),
    mark: {
      isThere: async () => false,
      set: async (isThere) => {
        marks.push(isThere);
      },
    },
    log,
    ...parts,
  });
  const to = (isOn: boolean) => clock.run(demo.switch(isOn));
  const listen = () => clock.advance(60_000);
  return { demo, hub, watch, log, clock, forgotten, marks, to, listen };
}
