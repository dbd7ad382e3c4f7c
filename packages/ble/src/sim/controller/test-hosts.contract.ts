// Hosts for tests: they speak HCI, and remember what they hear.

import { decode, struct, u8 } from '../../codec/index.ts';
import { VirtualClock } from '../../core/index.ts';
import {
  type AdvertisingReport,
  type Command,
  type Controller,
  type ExtendedAdvertisingReport,
  HciError,
  type HciEvent,
  HciStatus,
  hciEvent,
  type LeSubevent,
  leSetEventMask,
  type SendArguments,
  startController,
} from '../../hci/index.ts';
import { VirtualAir } from './virtual-air.ts';
import type { VirtualController, VirtualControllerOptions } from './virtual-controller.ts';

/** What a host hears, LE events by their own names. */
export type Heard = Exclude<HciEvent, { kind: 'leMeta' }> | LeSubevent;

/** Every event of LE that there is up to 5.4. */
const ALL_LE_EVENTS: ReadonlySet<number> = new Set(Array.from({ length: 40 }, (_, bit) => bit));

const h4Event = struct({ indicator: u8, event: hciEvent });

/** A host on a virtual controller. */
export class TestHost {
  readonly device: VirtualController;
  readonly hci: Controller;
  readonly clock: VirtualClock;
  readonly heard: Heard[] = [];
  /** Packets with advertising reports. */
  readonly reports: Uint8Array[] = [];

  constructor(device: VirtualController, hci: Controller, clock: VirtualClock) {
    this.device = device;
    this.hci = hci;
    this.clock = clock;
    hci.onEvent = (event) => {
      this.heard.push(event.kind === 'leMeta' ? event.subevent : event);
    };
    hci.onReports = (packet) => void this.reports.push(packet);
  }

  /** What a command gives. */
  send<P, R>(command: Command<string, P, R>, ...rest: SendArguments<P>): Promise<R> {
    return this.clock.run(this.hci.send(command, ...rest));
  }

  /** The status that a command is refused with; 0 when it is not. */
  async statusOf<P, R>(command: Command<string, P, R>, ...rest: SendArguments<P>): Promise<number> {
    try {
      await this.send(command, ...rest);
      return HciStatus.success;
    } catch (error) {
      if (error instanceof HciError) return error.status;
      throw error;
    }
  }

  /** The adverts in the reports that were heard, legacy ones as in the events. */
  get adverts(): readonly AdvertisingReport[] {
    return this.reports.flatMap((packet) => {
      const { event } = decode(h4Event, packet);
      if (event.kind !== 'leMeta' || event.subevent.kind !== 'leAdvertisingReport') return [];
      return event.subevent.reports;
    });
  }

  /** The reports of extended scanning, fragments apart. */
  get extendedAdverts(): readonly ExtendedAdvertisingReport[] {
    return this.reports.flatMap((packet) => {
      const { event } = decode(h4Event, packet);
      if (event.kind !== 'leMeta' || event.subevent.kind !== 'leExtendedAdvertisingReport') {
        return [];
      }
      return event.subevent.reports;
    });
  }

  /** The first event of a kind that was not yet taken; lets time pass until it comes. */
  async take<Kind extends Heard['kind']>(kind: Kind): Promise<Extract<Heard, { kind: Kind }>> {
    const giveUpMs = this.clock.now() + PATIENCE_MS;
    for (;;) {
      const at = this.heard.findIndex((event) => event.kind === kind);
      // The cast holds since the kind was compared.
      if (at >= 0) return this.heard.splice(at, 1)[0] as Extract<Heard, { kind: Kind }>;
      if (this.clock.now() >= giveUpMs) {
        const others = this.heard.map((event) => event.kind).join(', ');
        throw new Error(`no ${kind} within ${PATIENCE_MS} ms, but ${others || 'nothing'}`);
      }
      await this.clock.advance(1);
    }
  }
}

const PATIENCE_MS = 10_000;

/** An air in virtual time, without noise. */
export function testAir(seed = 1) {
  const clock = new VirtualClock(1_700_000_000_000);
  const air = new VirtualAir({ clock, seed });
  return { clock, air };
}

/** Adds a controller with a host that wants all LE events. */
export async function addHost(
  { clock, air }: ReturnType<typeof testAir>,
  options: Omit<VirtualControllerOptions, 'air'>,
): Promise<TestHost> {
  const device = air.addController(options);
  const hci = await clock.run(startController(device.transport(), { clock }));
  const host = new TestHost(device, hci, clock);
  await host.send(leSetEventMask, { leEventMask: ALL_LE_EVENTS });
  return host;
}
