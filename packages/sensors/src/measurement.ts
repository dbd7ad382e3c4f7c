// What one advert of a sensor says. Outcomes are values: what could not be read is one of them.

import type { AddressValue } from '@bluebell/ble/core';
import type { Values } from './quantities.ts';

/** The format a measurement was read from. */
export type Family =
  | 'mibeacon'
  | 'atc1441'
  | 'atc1441-encrypted'
  | 'pvvx'
  | 'pvvx-encrypted'
  | 'qingping'
  | 'bthome-v1'
  | 'bthome-v2'
  | 'miscale-v1'
  | 'miscale-v2'
  | 'hhcc-fd50'
  | '181a-unknown';

/** Why a frame of a known format gave nothing. */
export type Fault =
  /** Encrypted, and no key is known for its sender. */
  | 'missing_key'
  /** The tag does not fit: another key, or a damaged frame. */
  | 'auth_failed'
  /** A key is known, but of a length this format has no use for. */
  | 'bad_key_length'
  /** Too short for what it announces. */
  | 'malformed'
  /** A mesh frame of MiBeacon: carries no values. */
  | 'mesh'
  | 'unsupported_version'
  | 'unsupported_length';

/** Something that happened, as opposed to something that is: a press, a turn, a ring. */
export interface SensorEvent {
  /** Which part: `button`, `button_left`, `dimmer`, `lock` … */
  readonly source: string;
  /** What happened: `press`, `rotate_left`, `match_failed` … */
  readonly type: string;
  /** How far a dial was turned. */
  readonly steps?: number;
  /** How often it was pressed. */
  readonly count?: number;
  /** How long it was held. */
  readonly seconds?: number;
  /** Which key, finger or card. */
  readonly keyId?: number;
  /** How a lock was operated. */
  readonly method?: string;
  /** When, by the sensor's own clock: seconds since 1970 UTC. */
  readonly timestamp?: number;
  /** What a device wants to be paired on: the id of an object. */
  readonly objectId?: string;
}

/** One element of a frame as it stood on the wire. */
export interface RawObject {
  /** `0x100d` in MiBeacon, `0x01` in the others. */
  readonly id: string;
  readonly hex: string;
}

/** The frame taken apart, for people who want to see it: numbers as hex, bytes as lower-case hex. */
export interface FrameDetails {
  readonly pid?: string;
  readonly deviceType?: string;
  readonly control?: string;
  readonly version?: number;
  readonly frameCounter?: number;
  readonly packetId?: number;
  readonly counter?: number;
  readonly payloadMac?: string;
  readonly macMismatch?: boolean;
  readonly capability?: string;
  readonly ioCapability?: string;
  readonly triggerBased?: boolean;
  readonly nonce?: string;
  readonly plaintext?: string;
  readonly objects?: readonly RawObject[];
  readonly unknownObjects?: readonly string[];
  readonly truncatedObject?: boolean;
  readonly trailingBytes?: number;
}

/** What tells a repeat from news, and an old recording from either. */
export interface Sequence {
  /** The counter as the frame states it; 8 bits. MiBeacon's frame counter, others' packet id. */
  readonly packet?: number | undefined;
  /**
   * The 32-bit counter of an encrypted frame, given only once its tag was verified, and only where
   * it orders frames.
   */
  readonly verified?: number | undefined;
}

/**
 * What a format finds in one frame. `F` is what it needs to take the frame apart later: handed over
 * beside the function, so that no closure is made on the way of every advert.
 */
export interface Findings<F = unknown> {
  readonly family: Family;
  /** Maker's model code, where the frame or its format tells it. */
  readonly product?: string | undefined;
  /** Whose values these are: the address inside the frame if it has one, else the sender's. */
  readonly address: AddressValue;
  /** Absent where the frame broke off before it could tell. */
  readonly encrypted?: boolean | undefined;
  readonly fault?: Fault | undefined;
  readonly sequence?: Sequence | undefined;
  readonly values?: Values | undefined;
  readonly events?: readonly SensorEvent[] | undefined;
  readonly frame?: F;
  /** Takes the frame apart. Called when somebody asks, never on the way of an advert. */
  describe(frame: F): FrameDetails;
}

const NO_VALUES: Values = Object.freeze({});
const NO_EVENTS: readonly SensorEvent[] = Object.freeze([]);
const NO_SEQUENCE: Sequence = Object.freeze({});

/** What one frame says. A frame with a `fault` has neither values nor events. */
export class Measurement<F = unknown> {
  readonly family: Family;
  readonly product: string | undefined;
  readonly address: AddressValue;
  readonly encrypted: boolean | undefined;
  readonly fault: Fault | undefined;
  readonly sequence: Sequence;
  readonly values: Values;
  readonly events: readonly SensorEvent[];
  readonly #frame: F;
  readonly #describe: Findings<F>['describe'];

  constructor(findings: Findings<F>) {
    this.family = findings.family;
    this.product = findings.product;
    this.address = findings.address;
    this.encrypted = findings.encrypted;
    this.fault = findings.fault;
    this.sequence = findings.sequence ?? NO_SEQUENCE;
    const { values = NO_VALUES, events = NO_EVENTS } = findings;
    // Whatever a format hands over: nothing is believed of a frame that was not read whole or proven.
    this.values = this.fault === undefined ? values : NO_VALUES;
    this.events = this.fault === undefined ? events : NO_EVENTS;
    // The cast holds since a format that describes a frame hands it over.
    this.#frame = findings.frame as F;
    // oxlint-disable-next-line typescript/unbound-method -- declared as a method, which takes any frame, but uses no `this`.
    this.#describe = findings.describe;
  }

  /** The frame taken apart, hex and all: rendered now, so ask only where somebody looks. */
  details(): FrameDetails {
    return this.#describe(this.#frame);
  }
}
