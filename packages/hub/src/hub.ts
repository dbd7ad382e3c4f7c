// The composition root: the only file that knows every part.

import { type AddressValue, addressDigits, type Cancel, parseAddress } from '@bluebell/ble/core';
import type { Radio } from '@bluebell/ble/radio';
import { type KeyRing, ReplayGuard } from '@bluebell/sensors';
import { type Agreement, alone, type Ownership } from './cluster/agreement.ts';
import {
  addressesOf,
  DEFAULT_LIMITS,
  type HubConfiguration,
  type HubCounts,
  type HubParts,
} from './hub-parts.ts';
import { Listening } from './pipeline/listening.ts';
import { KeyWatch, LiveKeys } from './pipeline/live-keys.ts';
import {
  type OnHeard,
  type OnOutcome,
  Pipeline,
  type PipelineCounts,
} from './pipeline/pipeline.ts';
import { Presence } from './pipeline/presence.ts';
import { RepeatFilter } from './pipeline/repeat-filter.ts';
import { Strangers } from './pipeline/strangers.ts';
import { News } from './sinks/news.ts';
import type { Sink } from './sinks/sink.ts';
import { SilenceWatch } from './state/availability.ts';
import type { Device, HeardHere, Update } from './state/device.ts';
import type { Reception } from './state/entry.ts';
import { Keeper } from './state/keeper.ts';
import { MotionTimers } from './state/motion-timers.ts';
import { Registry } from './state/registry.ts';
import type { TimedValues } from './state/value-times.ts';
import { Option } from './tasmota/config/options.ts';
import { Mi32 } from './tasmota/mi32.ts';

/** Hears through radios, and tells sinks. */
export class Hub {
  readonly #parts: HubParts;
  readonly #registry: Registry;
  readonly #presence: Presence;
  readonly #pipeline: Pipeline;
  readonly #news: News;
  readonly #keeper: Keeper;
  readonly #keys: LiveKeys;
  readonly #guard: ReplayGuard;
  readonly #repeats: RepeatFilter;
  readonly #strangers: Strangers;
  readonly #motion: MotionTimers;
  readonly #silence: SilenceWatch;
  #cluster: Agreement & Ownership = alone;
  /** The list of sensors as Tasmota's MI32 driver has it, with its options and relays. */
  readonly mi32: Mi32 | undefined;
  readonly #kept: () => Omit<HubCounts, keyof PipelineCounts>;
  readonly #listening: Listening;
  #stopping: Promise<void> | undefined;

  constructor(parts: HubParts) {
    this.#parts = parts;
    const { devices, phones, clock, ignored, log, discovered } = parts;
    const limits = parts.limits ?? DEFAULT_LIMITS;
    // Who leaves the registry leaves these too: so they never need to hold more than it does.
    const guard = new ReplayGuard(devices.length + discovered);
    const repeats = new RepeatFilter(devices.length + discovered);
    const strangers = new Strangers(limits.strangers);
    const keyWatch = new KeyWatch();
    const registry = new Registry(
      devices,
      { discovered },
      { update: (update) => this.#update(update), forget: (device) => this.#forget(device) },
      { elsewhere: (id) => this.#cluster.heardElsewhere(id) },
    );
    const rememberedAddresses = limits.privateAddresses;
    const presence = new Presence({
      phones,
      registry,
      clock,
      rememberedAddresses,
      lastHeardElsewhereMs: (address) => this.#lastHeardElsewhereMs(address),
    });
    const keeper = new Keeper({ store: parts.store, registry, guard, keyWatch, clock, log });
    this.#registry = registry;
    this.#presence = presence;
    this.#guard = guard;
    this.#repeats = repeats;
    this.#strangers = strangers;
    this.#keeper = keeper;
    this.#keys = new LiveKeys(parts.keys, addressesOf(parts), parts.mi32?.ring);
    this.#news = new News({ registry, keeper, agreement: () => this.#cluster, clock, log });
    this.#silence = new SilenceWatch(clock, registry.time, (nowMs) => registry.checkSilence(nowMs));
    this.#motion = new MotionTimers(clock, (id, names) =>
      registry.motionEnded(parseAddress(id), names, clock.now()),
    );
    const deviceOf = (address: AddressValue) => registry.get(address);
    this.mi32 = parts.mi32 && new Mi32(parts.mi32, { deviceOf, presence });
    this.mi32?.options.onChange((option) => {
      if (option === Option.activeScan) this.#listening.scanAnew();
    });
    this.#pipeline = new Pipeline({
      keys: this.#keys,
      presence,
      guard,
      repeats,
      registry,
      strangers,
      ignored,
      keyWatch,
      companion: this.mi32?.tracker,
      log,
    });
    this.#listening = new Listening({
      radios: parts.radios,
      isActive: () => this.mi32?.options.isOn(Option.activeScan) ?? false,
      hear: (reception) => this.hear(reception),
      log,
    });
    this.#kept = () => ({
      strangersKnown: strangers.size,
      sendersKept: repeats.size,
      countersKept: guard.size,
      notAdmitted: registry.refused,
    });
    keeper.restore(
      (address) => presence.get(address),
      (address) => ignored.has(address),
    );
    for (const device of registry.devices) this.#motion.watch(device);
  }

  /** All devices of which there is anything to say, as they stand now. */
  get devices(): readonly Device[] {
    return this.#registry.devices;
  }

  /** What became of the adverts so far, and what is kept of them. */
  get counts(): HubCounts {
    return { ...this.#pipeline.counts, ...this.#kept() };
  }

  /** One device by its twelve digits, if there is anything to say of it. */
  device(id: string): Device | undefined {
    const address = addressOf(id);
    return address === undefined ? undefined : this.#registry.get(address);
  }

  /** Adds somebody who is told how everything stands, and then of all that changes. */
  addSink(sink: Sink): void {
    this.#news.add(sink);
  }

  /** Tells somebody nothing more, who closes by itself. */
  removeSink(sink: Sink): void {
    this.#news.remove(sink);
  }

  /** From now on this hub agrees with others who tells of what. */
  join(cluster: Agreement & Ownership): void {
    this.#cluster = cluster;
    cluster.onChange((id) => {
      const device = this.device(id);
      if (device) this.#news.again(device);
    });
  }

  /** What receivers of this hub alone heard of each device lately. */
  heardHere(): Iterable<HeardHere> {
    return this.#registry.heardHere();
  }

  /** The values of a device, each with when it was heard, for other hubs. */
  timedValues(id: string): TimedValues | undefined {
    const address = addressOf(id);
    return address === undefined ? undefined : this.#registry.timedValues(address);
  }

  /** Another hub says what it heard of a device: what is lacking here is taken from there. */
  borrow(id: string, theirs: TimedValues): void {
    const address = addressOf(id);
    if (address !== undefined) this.#registry.borrow(address, theirs);
  }

  /** Takes one advert, of a radio or from wherever else it came. */
  hear(reception: Reception): void {
    this.#silence.start();
    this.#pipeline.hear(reception);
  }

  /**
   * Takes over what the user changed, at once: names, settings, keys, phones, who is ignored. Sinks
   * are told of devices that changed, and of those that are gone.
   */
  configure(configuration: HubConfiguration): void {
    const { devices, keys, phones, ignored, discovered, limits } = configuration;
    this.#keys.configure(keys, addressesOf(configuration));
    this.#pipeline.ignored = ignored;
    this.#presence.configure(phones);
    if (limits) {
      this.#strangers.limit = limits.strangers;
      this.#presence.rememberedAddresses = limits.privateAddresses;
    }
    this.#registry.configure(
      devices,
      phones,
      { discovered },
      {
        keeps: (address, kind) =>
          !ignored.has(address) && (kind === 'sensor' || this.#presence.get(address) !== undefined),
        timeMs: this.#parts.clock.now(),
      },
    );
    // Where fewer may be discovered from now on, those that were stay, and so must their counters.
    const places = Math.max(devices.length + discovered, this.#registry.size);
    this.#guard.limit = places;
    this.#repeats.limit = places;
  }

  /**
   * Forgets all that a device said, its counters too. One that is configured keeps its place. False
   * where there is no such device.
   */
  forget(id: string): boolean {
    const address = addressOf(id);
    return address !== undefined && this.#registry.forget(address);
  }

  /** The key of a device was entered anew, be it the same one: its counters may begin again. */
  keyEntered(id: string): void {
    const address = addressOf(id);
    if (address === undefined) return;
    this.#guard.forget(address);
    this.#keeper.save(address);
  }

  /** Sets the sum of what a dial was turned; false where there is no such device. */
  setDialSum(id: string, sum: number): boolean {
    const address = addressOf(id);
    if (address === undefined || !Number.isFinite(sum)) return false;
    return this.#registry.setDialSum(address, sum, this.#parts.clock.now());
  }

  /** Another hub told of a turn of this dial. */
  addDialSteps(id: string, steps: number): void {
    const dialSum = this.device(id)?.dialSum ?? 0;
    this.setDialSum(id, dialSum + steps);
  }

  /** Tells what becomes of each advert of one device, until it is told to stop. */
  observe(address: AddressValue, onOutcome: OnOutcome): Cancel {
    return this.#pipeline.observe(address, onOutcome);
  }

  /** Tells of every advert, whoever sent it, and what became of it, until it is told to stop. */
  tap(onHeard: OnHeard): Cancel {
    return this.#pipeline.tap(onHeard);
  }

  /** Keys as they are now. */
  get keys(): KeyRing {
    return this.#keys;
  }

  /** Whether the user does not want to hear of it. */
  isIgnored(address: AddressValue): boolean {
    return this.#pipeline.ignored.has(address);
  }

  /** Whether the configuration names it. */
  isConfigured(address: AddressValue): boolean {
    return this.#registry.isConfigured(address);
  }

  /** Whether a device speaks only when something happens: its silence says nothing. */
  speaksOnEvents(id: string): boolean {
    const address = addressOf(id);
    return address !== undefined && this.#registry.speaksOnEvents(address);
  }

  /** Nobody listened for a while, or the clock was set: silence begins anew, and teaches nothing. */
  skipGap(): void {
    this.#registry.skipGap();
  }

  /**
   * Listens on all radios until they end or `stop` is called. A radio that breaks while there are
   * others is named in the log; the others go on.
   *
   * @throws the error of the radio, when there is but one.
   * @throws {TransportError} every one of several radios broke.
   */
  async run(): Promise<void> {
    // Who is known from before may be silent from the start; else the first advert begins the time,
    // since the clock of a recording begins long before it.
    if (this.#registry.devices.length > 0) this.#silence.start();
    await this.#listening.run();
  }

  /** Listens to one more radio until that ends or `until` aborts: closing it is the caller's work. */
  listenTo(radio: Radio, until: AbortSignal): Promise<void> {
    return this.#listening.add(radio, until);
  }

  /** Ends listening, and closes radios and sinks. A second call waits for the first. */
  stop(): Promise<void> {
    this.#stopping ??= this.#close();
    return this.#stopping;
  }

  async #close(): Promise<void> {
    this.#listening.stop();
    this.#presence.close();
    this.#silence.close();
    this.#motion.close();
    // Whatever happens to a radio, sinks get to say goodbye.
    await Promise.allSettled(this.#parts.radios.map((radio) => radio.close()));
    this.#keeper.flush();
    await this.#news.close();
  }

  #lastHeardElsewhereMs(address: AddressValue): number | undefined {
    const heard = this.#cluster.heardElsewhere(addressDigits(address));
    return heard.length === 0 ? undefined : Math.max(...heard.map(({ lastSeenMs }) => lastSeenMs));
  }

  #update(update: Update): void {
    this.#motion.update(update);
    this.#news.update(update);
  }

  #forget(device: Device): void {
    const address = parseAddress(device.address);
    this.#guard.forget(address);
    this.#repeats.forget(address);
    this.mi32?.list.forget(address);
    this.#motion.forget(device);
    this.#keeper.forget(address);
    this.#news.forget(device);
  }
}

function addressOf(id: string): AddressValue | undefined {
  return /^[0-9A-F]{12}$/i.test(id) ? parseAddress(id) : undefined;
}
