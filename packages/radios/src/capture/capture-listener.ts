// Turns the packets of a capture into adverts, and counts what it could not use.

import { DecodeError } from '@bluebell/ble/core';
import { AdvertListener } from '@bluebell/ble/host';
import type { Advert } from '@bluebell/ble/radio';
import { AirListener } from './air-listener.ts';
import { setBounded } from './bounded.ts';
import type { DropReason, Heard } from './heard.ts';
import type { CaptureRecord } from './record.ts';

/** Controllers and sniffers whose fragments are joined; far more than one machine has. */
const MAX_SOURCES = 1024;

/** What became of the packets of a capture. */
export interface CaptureCounts {
  readonly records: number;
  readonly adverts: number;
  /** Packets that were no use, by reason. */
  readonly dropped: Readonly<Record<DropReason, number>>;
}

const NOTHING: readonly Advert[] = Object.freeze([]);

/** Hears the packets of one capture, each source for itself. */
export class CaptureListener {
  readonly #controllers = new Map<number, AdvertListener>();
  readonly #sniffers = new Map<number, AirListener>();
  readonly #dropped: Record<DropReason, number> = { wrongCrc: 0, malformed: 0, whitened: 0 };
  #records = 0;
  #adverts = 0;

  get counts(): CaptureCounts {
    return { records: this.#records, adverts: this.#adverts, dropped: { ...this.#dropped } };
  }

  /** Takes one packet; gives the adverts that are whole now. What is broken is dropped and counted. */
  hear(record: CaptureRecord): readonly Advert[] {
    this.#records++;
    try {
      const heard = record.link(record);
      const adverts = heard ? this.#advertsIn(heard, record) : NOTHING;
      this.#adverts += adverts.length;
      return adverts;
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.#dropped.malformed++;
      return NOTHING;
    }
  }

  /** The capture is over: gives the adverts of which only a part was heard. */
  end(): readonly Advert[] {
    const adverts = [...this.#sniffers.values()].flatMap((sniffer) => sniffer.end());
    this.#adverts += adverts.length;
    return adverts;
  }

  #advertsIn(heard: Heard, { source, timeMs }: CaptureRecord): readonly Advert[] {
    switch (heard.kind) {
      case 'event':
        return this.#heardByController(heard.controller, heard.packet, timeMs);
      case 'air':
        return listenerOf(this.#sniffers, source, AirListener).hear(heard.packet, timeMs);
      case 'dropped':
        this.#dropped[heard.reason]++;
        return NOTHING;
    }
  }

  #heardByController(controller: number, packet: Uint8Array, timeMs: number): readonly Advert[] {
    const listener = listenerOf(this.#controllers, controller, AdvertListener);
    const malformedBefore = listener.malformed;
    const adverts = listener.hear(packet, timeMs);
    this.#dropped.malformed += listener.malformed - malformedBefore;
    return adverts;
  }
}

/** The listener of a source, made when it is first heard of. */
function listenerOf<T>(listeners: Map<number, T>, source: number, Listener: new () => T): T {
  const known = listeners.get(source);
  if (known) return known;
  const made = new Listener();
  setBounded(listeners, source, made, MAX_SOURCES);
  return made;
}
