// For tests: the live stream with a home of its own, and clients that note what they get.

import { type AddressValue, formatAddress, VirtualClock } from '@bluebell/ble/core';
import { Advert } from '@bluebell/ble/radio';
import type { LogEntry } from '../../log.ts';
import type { Judged, OnHeard } from '../../pipeline/pipeline.ts';
import { blankDevice, type Device } from '../../state/device.ts';
import type { HealthReport } from '../health.ts';
import { type LiveMessage, liveMessage } from '../shapes/live.ts';
import type { Peer } from './client.ts';
import { Live, type LiveParts, type LiveWish } from './live.ts';
import type { Message } from './message.ts';
import { USUAL_TOPICS } from './topics.ts';

export const EPOCH = 'e1';

/** A device that measures. */
export function sensor(n: number, change: Partial<Device> = {}): Device {
  return {
    ...blankDevice(0xa4c138000000 + n, 'sensor', `room ${n}`),
    product: 'LYWSD03MMC',
    values: { temperature: 20 + n },
    rssiDbm: -60,
    lastSeenMs: 1_700_000_000_000,
    ...change,
  };
}

/** One who listens, and takes what it gets, or lets it wait. */
export class NotingPeer implements Peer {
  readonly heard: LiveMessage[] = [];
  waitingBytes = 0;
  isStuck = false;
  ended: { readonly code: number; readonly reason: string } | undefined;

  send({ bytes }: Message): void {
    if (this.isStuck) this.waitingBytes += bytes.length;
    // Strict: a field that no schema has fails here.
    this.heard.push(liveMessage.parse(JSON.parse(Buffer.from(bytes).toString())));
  }

  close(code: number, reason: string): void {
    this.ended = { code, reason };
  }

  /** What came of one type since the last look, and all of it is forgotten. */
  take<Type extends LiveMessage['type']>(type: Type): Extract<LiveMessage, { type: Type }>[] {
    const taken = this.heard.filter(
      (message): message is Extract<LiveMessage, { type: Type }> => message.type === type,
    );
    this.heard.length = 0;
    return taken;
  }

  /** Types in the order they came. */
  get types(): readonly string[] {
    return this.heard.map(({ type }) => type);
  }
}

/** A stage. */
export function liveStage(options: Partial<LiveParts> = {}) {
  const clock = new VirtualClock(1_700_000_000_000);
  const devices = new Map<string, Device>();
  const taps = new Set<OnHeard>();
  const listeners = new Set<(entry: LogEntry) => void>();
  const health: { report: HealthReport } = { report: { status: 'ok', components: [] } };
  const live = new Live({
    clock,
    version: '1.2.3',
    epoch: EPOCH,
    devices: () => [...devices.values()],
    device: (id) => devices.get(id),
    health: () => health.report,
    tap(onHeard) {
      taps.add(onHeard);
      return () => taps.delete(onHeard);
    },
    onEntry(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ...options,
  });
  return {
    live,
    clock,
    devices,
    taps,
    listeners,
    health,
    /** The device is so now, and all are told what changed. */
    tell: (
      device: Device,
      changed: readonly string[] = ['temperature'],
      events: readonly object[] = [],
    ) => {
      devices.set(device.id, device);
      // The cast holds: tests write events as they are.
      live.update({ device, changed, events: events as never, timeMs: clock.now() });
    },
    /** An advert comes in. */
    hear: (
      address: AddressValue,
      judged: readonly Judged[] = [],
      data = Uint8Array.of(2, 1, 6),
    ) => {
      const timeMs = clock.now();
      const advert = new Advert({ address, addressType: 'public', rssiDbm: -70, data, timeMs });
      for (const tap of taps) tap({ advert, radio: 'hci:0' }, judged);
      return formatAddress(address);
    },
    join: (wish: Partial<LiveWish> = {}) => {
      const peer = new NotingPeer();
      const client = live.join(peer, {
        topics: USUAL_TOPICS,
        scopes: ['read', 'control', 'admin'],
        ...wish,
      });
      if (!client) throw new Error('the stream is closed');
      return { peer, client };
    },
  };
}
