// One link, from its beginning to its end: how it is changed, and whose doing its end is.

import { hex8, type LinkEnd } from '@bluebell/ble/core';
import type { LinkParameterRequest } from '@bluebell/ble/radio';
import { describe, expect, it } from 'vitest';
import {
  type BothEnds,
  type Device,
  levelOf,
  meet,
  onAir,
  type Stage,
  serveBattery,
} from './on-air.ts';

const ROLES = ['central', 'peripheral'] as const;

const NOBODY = { address: 0xc0_0000_0000_99, type: 'random' } as const;

/** So far that nothing is heard. */
const FAR_AWAY = { x: 100_000, y: 0 };

describe('link parameters', () => {
  it.each(ROLES)('change at both ends when the %s asks', (role) =>
    onAir(async (stage) => {
      const ends = await meetTwo(stage);
      const request: LinkParameterRequest = {
        intervalMs: [100, 125],
        latency: 3,
        supervisionTimeoutMs: 5000,
      };
      const parameters = await ends[role].updateParameters(request);
      expect(parameters).toMatchObject({ latency: 3, supervisionTimeoutMs: 5000 });
      expect(parameters.intervalMs).toBeGreaterThanOrEqual(100);
      expect(parameters.intervalMs).toBeLessThanOrEqual(125);
      await stage.sleep(1000);
      expect(ends.central.parameters).toEqual(parameters);
      expect(ends.peripheral.parameters).toEqual(parameters);
      expect(await levelOf(ends.central)).toBe(42);
    }),
  );

  it.each(ROLES)('that hold already are given when the %s asks for them', (role) =>
    onAir(async (stage) => {
      const ends = await meetTwo(stage);
      const { parameters } = ends[role];
      expect(await ends[role].updateParameters(parameters, { timeoutMs: 5000 })).toEqual(
        parameters,
      );
    }),
  );
});

describe('the PHY', () => {
  it.each(ROLES)('changes in both directions when the %s asks', (role) =>
    onAir(async (stage) => {
      const ends = await meetTwo(stage);
      for (const phy of ['2M', 'Coded', '1M'] as const) {
        expect(await ends[role].setPhy(phy)).toEqual({ tx: phy, rx: phy });
        expect(await levelOf(ends.central)).toBe(42);
      }
    }),
  );
});

describe('the data length', () => {
  it.each([
    { model: '5.4', longest: 251 },
    { model: '4.2', longest: 251 },
  ] as const)('grows to $longest by itself on controllers of $model', ({ model, longest }) =>
    onAir(async (stage) => {
      const ends = await meetTwo(stage, { model });
      await stage.sleep(1000);
      let longestHeard = 0;
      stage.air.tap({
        onPacket: ({ pdu, channel }) => {
          // Behind the header of two bytes.
          if (channel < 37) longestHeard = Math.max(longestHeard, pdu.length - 2);
        },
      });
      const service = await ends.central.service('ffe0');
      const long = await service.characteristic('ffe1');
      expect(await long.read()).toEqual(new Uint8Array(500).fill(7));
      expect(longestHeard).toBe(longest);
    }),
  );
});

describe('the end of a link', () => {
  it.each(ROLES)('is the doing of the %s that hangs up', (role) =>
    onAir(async (stage) => {
      const ends = await meetTwo(stage);
      await ends[role].disconnect();
      const other = role === 'central' ? 'peripheral' : 'central';
      expect(await endOf(ends, role)).toEqual({ by: 'us', reason: '0x16' });
      expect(await endOf(ends, other)).toEqual({ by: 'peer', reason: '0x13' });
      expect(ends[role].isOpen).toBe(false);
    }),
  );

  it('is a loss at both ends where they hear each other no more', () =>
    onAir(async (stage) => {
      const ends = await meetTwo(stage);
      const last = stage.air.controllers.at(-1);
      if (last) last.place = FAR_AWAY;
      const leftMs = stage.clock.now();
      for (const role of ROLES) {
        expect(await endOf(ends, role)).toEqual({ by: 'loss', reason: '0x08' });
      }
      const { supervisionTimeoutMs } = ends.central.parameters;
      expect(stage.clock.now() - leftMs).toBeGreaterThan(supervisionTimeoutMs - 200);
      expect(stage.clock.now() - leftMs).toBeLessThan(supervisionTimeoutMs + 200);
    }));

  it('rejects what waits, with who ended it and why', () =>
    onAir(async (stage) => {
      const ends = await meetTwo(stage);
      const reading = levelOf(ends.central);
      const lost = expect(reading).rejects.toMatchObject({ code: 'DISCONNECTED', by: 'peer' });
      await ends.peripheral.disconnect();
      await lost;
      await expect(levelOf(ends.central)).rejects.toMatchObject({ code: 'DISCONNECTED' });
      await expect(ends.central.updateParameters({ intervalMs: 15 })).rejects.toMatchObject({
        code: 'DISCONNECTED',
      });
      await expect(ends.central.pair()).rejects.toMatchObject({ code: 'DISCONNECTED' });
    }));
});

describe('connecting', () => {
  it('ends after its time where nobody is heard, and the next attempt has its turn', () =>
    onAir(async (stage) => {
      const [central, peripheral] = [await stage.device(), await stage.device()];
      const advertisement = await peripheral.radio.advertise({ isConnectable: true });
      const startMs = stage.clock.now();
      const inVain = central.radio.connect(NOBODY, { timeoutMs: 3000 });
      const next = central.radio.connect(advertisement.address);
      await expect(inVain).rejects.toMatchObject({ code: 'TIMEOUT' });
      expect(stage.clock.now() - startMs).toBeGreaterThanOrEqual(3000);
      expect(stage.clock.now() - startMs).toBeLessThan(3100);
      expect((await next).isOpen).toBe(true);
    }));

  it.each([0, 1, 2, 5, 50, 1000])('is called off after %d ms, and leaves nothing behind', (ms) =>
    onAir(async (stage) => {
      const [central, peripheral] = [await stage.device(), await stage.device()];
      const end = new AbortController();
      const attempt = central.radio.connect(NOBODY, { signal: end.signal });
      const called = expect(attempt).rejects.toBe('enough');
      await stage.sleep(ms);
      end.abort('enough');
      await called;
      expect(central.radio.connections.size).toBe(0);
      expect((await meet(central, peripheral)).central.isOpen).toBe(true);
    }),
  );

  it('is called off while it waits for its turn', () =>
    onAir(async (stage) => {
      const central = await stage.device();
      const end = new AbortController();
      const first = expect(
        central.radio.connect(NOBODY, { timeoutMs: 2000 }),
      ).rejects.toMatchObject({
        code: 'TIMEOUT',
      });
      const second = central.radio.connect(NOBODY, { signal: end.signal });
      end.abort('enough');
      await expect(second).rejects.toBe('enough');
      await first;
    }));

  it('ends when the radio is closed', () =>
    onAir(async (stage) => {
      const central = await stage.device();
      const attempt = expect(central.radio.connect(NOBODY)).rejects.toMatchObject({
        code: 'TRANSPORT',
      });
      await stage.sleep(100);
      const startMs = stage.clock.now();
      await central.radio.close();
      await attempt;
      expect(stage.clock.now() - startMs).toBeLessThan(100);
    }));

  it('goes on with listening, before, meanwhile and after', () =>
    onAir(async (stage) => {
      const [central, peripheral, beacon] = [
        await stage.device(),
        await stage.device(),
        await stage.device(),
      ];
      await beacon.radio.advertise();
      let heard = 0;
      const end = new AbortController();
      const listening = count(central, end.signal, () => heard++);
      await stage.sleep(1000);
      expect(heard).toBeGreaterThan(0);
      heard = 0;
      await central.radio.connect(NOBODY, { timeoutMs: 2000 }).catch(() => {});
      expect(heard).toBeGreaterThan(0);
      await meet(central, peripheral);
      heard = 0;
      await stage.sleep(1000);
      expect(heard).toBeGreaterThan(0);
      end.abort();
      await listening;
    }));
});

async function meetTwo(
  stage: Stage,
  controller: { readonly model?: '4.2' | '5.4' } = {},
): Promise<BothEnds> {
  const central = await stage.device({ controller });
  const peripheral = await stage.device({ controller });
  await serveBattery(peripheral, 42);
  await peripheral.radio.serve([
    {
      uuid: 'ffe0',
      characteristics: [{ uuid: 'ffe1', properties: ['read'], value: new Uint8Array(500).fill(7) }],
    },
  ]);
  return meet(central, peripheral);
}

async function endOf(
  ends: BothEnds,
  role: (typeof ROLES)[number],
): Promise<{ readonly by: LinkEnd; readonly reason: string }> {
  const { by, reason } = await ends[role].disconnected;
  return { by, reason: hex8(reason) };
}

async function count({ radio }: Device, signal: AbortSignal, onAdvert: () => void): Promise<void> {
  for await (const _ of radio.scan({ signal })) onAdvert();
}
