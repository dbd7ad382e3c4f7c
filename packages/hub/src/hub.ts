// The composition root: the only file that knows every part.

import {
  type AddressValue,
  type Clock,
  type Log,
  parseAddress,
  TransportError,
} from '@bluebell/ble/core';
import { isCentral, type Radio } from '@bluebell/ble/radio';
import { type KeyRing, ReplayGuard } from '@bluebell/sensors';
import { Pipeline, type PipelineCounts } from './pipeline/pipeline.ts';
import { type Phone, Presence } from './pipeline/presence.ts';
import { RepeatFilter } from './pipeline/repeat-filter.ts';
import { Strangers } from './pipeline/strangers.ts';
import type { Sink } from './sinks/sink.ts';
import type { Device } from './state/device.ts';
import { type KnownDevice, Registry } from './state/registry.ts';
import { Option } from './tasmota/config/options.ts';
import { Mi32, type Mi32Setup } from './tasmota/mi32.ts';

/** What the hub is made of. All is handed in: tests hand in a virtual clock and a radio of their own. */
export interface HubParts {
  readonly radios: readonly Radio[];
  readonly devices: readonly KnownDevice[];
  readonly keys: KeyRing;
  readonly phones: readonly Phone[];
  /** Addresses that the user does not want to hear of. */
  readonly ignored: ReadonlySet<AddressValue>;
  /** Takes up sensors that nobody configured, up to this many; 0 for none. */
  readonly discovered: number;
  /** How much is remembered of what is not ours. */
  readonly limits?: HubLimits;
  /** What Tasmota's MI32 driver knows: its list of sensors, its options, its relays. */
  readonly mi32?: Mi32Setup | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** Bounds of memory. */
export interface HubLimits {
  /** Other people's devices that are told apart, to count them. */
  readonly strangers: number;
  /** Changing addresses whose owner, or lack of one, is remembered. */
  readonly privateAddresses: number;
}

/** A busy air's adverts of two seconds: a machine that is busy for a moment loses no press. */
const WAITING_ADVERTS = 4096;

const DEFAULT_LIMITS: HubLimits = { strangers: 4096, privateAddresses: 4096 };

/** What the hub holds and has heard, in numbers. */
export interface HubCounts extends Readonly<PipelineCounts> {
  /** Different addresses of strangers; at the limit, there may be more. */
  readonly strangersKnown: number;
  /** Senders whose last adverts are kept, to know repeats. */
  readonly sendersKept: number;
  /** Devices whose counters are kept. */
  readonly countersKept: number;
  /** Newcomers turned away for want of room. */
  readonly notAdmitted: number;
}

/** Hears through radios, and tells sinks. */
export class Hub {
  readonly #parts: HubParts;
  readonly #sinks: Sink[] = [];
  readonly #failedSinks = new Set<Sink>();
  readonly #registry: Registry;
  readonly #presence: Presence;
  readonly #pipeline: Pipeline;
  /** The list of sensors as Tasmota's MI32 driver has it, with its options and relays. */
  readonly mi32: Mi32 | undefined;
  readonly #kept: () => Omit<HubCounts, keyof PipelineCounts>;
  readonly #stop = new AbortController();
  /** Ends one scan, for the next to begin. */
  #round = new AbortController();
  #stopping: Promise<void> | undefined;

  constructor(parts: HubParts) {
    this.#parts = parts;
    const { devices, phones, clock, keys, ignored, log, discovered } = parts;
    const limits = parts.limits ?? DEFAULT_LIMITS;
    // Who leaves the registry leaves these too: so they never need to hold more than it does.
    const guard = new ReplayGuard(devices.length + discovered);
    const repeats = new RepeatFilter(devices.length + discovered);
    const strangers = new Strangers(limits.strangers);
    const registry = new Registry(
      devices,
      { discovered },
      {
        update: (update) => this.#toSinks((sink) => sink.update(update)),
        forget: (device) => {
          const address = parseAddress(device.address);
          guard.forget(address);
          repeats.forget(address);
          this.mi32?.list.forget(address);
          this.#toSinks((sink) => sink.forget(device));
        },
      },
    );
    const rememberedAddresses = limits.privateAddresses;
    const presence = new Presence({ phones, registry, clock, rememberedAddresses });
    this.#registry = registry;
    this.#presence = presence;
    const deviceOf = (address: AddressValue) => registry.get(address);
    this.mi32 = parts.mi32 && new Mi32(parts.mi32, { deviceOf, presence });
    this.mi32?.options.onChange((option) => {
      if (option === Option.activeScan) this.#scanAnew();
    });
    this.#pipeline = new Pipeline({
      keys,
      presence,
      guard,
      repeats,
      registry,
      strangers,
      ignored,
      companion: this.mi32?.tracker,
      log,
    });
    this.#kept = () => ({
      strangersKnown: strangers.size,
      sendersKept: repeats.size,
      countersKept: guard.size,
      notAdmitted: registry.refused,
    });
  }

  /** All devices of which there is anything to say, as they stand now. */
  get devices(): readonly Device[] {
    return this.#registry.devices;
  }

  /** What became of the adverts so far, and what is kept of them. */
  get counts(): HubCounts {
    return { ...this.#pipeline.counts, ...this.#kept() };
  }

  /** Adds somebody who is told of all that changes from now on. */
  addSink(sink: Sink): void {
    this.#sinks.push(sink);
  }

  /**
   * Listens on all radios until they end or `stop` is called. A radio that breaks while there are
   * others is named in the log; the others go on.
   *
   * @throws the error of the radio, when there is but one.
   * @throws {TransportError} every one of several radios broke.
   */
  async run(): Promise<void> {
    const { radios } = this.#parts;
    const ends = await Promise.all(radios.map((radio) => this.#listen(radio)));
    const broken = ends.filter((end) => end.kind === 'broke');
    const [first] = broken;
    if (!first || broken.length < ends.length) return;
    if (broken.length === 1) throw first.error;
    throw new TransportError('every radio broke: nothing can be heard', { cause: first.error });
  }

  /** Ends listening, and closes radios and sinks. A second call waits for the first. */
  stop(): Promise<void> {
    this.#stopping ??= this.#close();
    return this.#stopping;
  }

  async #close(): Promise<void> {
    this.#stop.abort();
    this.#presence.close();
    // Whatever happens to a radio, sinks get to say goodbye.
    await Promise.allSettled(this.#parts.radios.map((radio) => radio.close()));
    await Promise.allSettled(this.#sinks.map((sink) => sink.close()));
  }

  async #listen(radio: Radio): Promise<RadioEnd> {
    const { log, radios } = this.#parts;
    const { name } = radio;
    try {
      for (;;) {
        const round = this.#round.signal;
        const active = this.mi32?.options.isOn(Option.activeScan) ?? false;
        // A recording asks nobody anything, and would begin anew.
        const ends = isCentral(radio) ? [this.#stop.signal, round] : [this.#stop.signal];
        for await (const advert of radio.scan({
          signal: AbortSignal.any(ends),
          active,
          waiting: WAITING_ADVERTS,
        })) {
          this.#pipeline.hear({ advert, radio: name });
        }
        if (this.#stop.signal.aborted || !ends.includes(round) || !round.aborted) break;
      }
      if (!this.#stop.signal.aborted) log.info('RADIO_ENDED', `${name} has come to its end`);
      return { kind: 'ended' };
    } catch (error) {
      if (radios.length > 1) log.error('RADIO_BROKE', `${name}: ${messageOf(error)}`);
      return { kind: 'broke', error };
    }
  }

  /** Scans on all radios with the options that hold now. */
  #scanAnew(): void {
    const round = this.#round;
    this.#round = new AbortController();
    round.abort();
  }

  /** One sink that fails does not keep the others from hearing. */
  #toSinks(tell: (sink: Sink) => void): void {
    for (const sink of this.#sinks) {
      try {
        tell(sink);
      } catch (error) {
        if (this.#failedSinks.has(sink)) continue;
        this.#failedSinks.add(sink);
        this.#parts.log.error('SINK_FAILED', `${sink.name}: ${messageOf(error)}`);
      }
    }
  }
}

/** How listening to one radio ended. */
type RadioEnd = { readonly kind: 'ended' } | { readonly kind: 'broke'; readonly error: unknown };

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
