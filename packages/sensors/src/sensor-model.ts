// One product: what it is, how it is told from others, what it reports, and adverts that prove it.

import type { MiBeaconObject } from './adverts/mibeacon/object.ts';
import type { Family } from './measurement.ts';
import type { Quantity } from './quantities.ts';

/** An advert of the product with what it means: test, documentation and model for simulation. */
export interface Example {
  /** Where the frame comes from; says "recorded", "written from …" or the like. */
  readonly source: string;
  /** A frame that some real device sent, as opposed to one that we made. */
  readonly recorded?: boolean;
  /** The sender; needed where the frame does not carry its address. */
  readonly address?: string;
  /** Bind key as hex; 12 or 16 bytes. */
  readonly key?: string;
  /** Service data by 16-bit UUID, hex; blanks are allowed. */
  readonly serviceData: Readonly<Record<string, string>>;
  /** Values by quantity, and `events`: all that the advert gives. */
  readonly gives: Readonly<Record<string, unknown>>;
}

/** A product as Tasmota's MI32 driver knows it. */
export interface TasmotaType {
  readonly name: string;
  /** The product id of its MiBeacons, or the one that the driver made up. */
  readonly pid: number;
  /** What it reports, as bits: `Feature` of the hub's Tasmota mode names them. */
  readonly feat: number;
  /** The battery in its MiBeacons is always the same: the driver does not believe it. */
  readonly hasConstantBattery?: true;
}

/** A product. One file in `models/` each. */
export interface SensorModel {
  /** The maker's model code: `LYWSD03MMC`. */
  readonly id: string;
  /** What people call it. */
  readonly title: string;
  readonly maker: string;
  /** Product ids by which MiBeacon frames name it. */
  readonly miBeacon?: readonly number[];
  /** Device types by which Qingping frames name it. */
  readonly qingping?: readonly number[];
  /** Formats that belong to this product alone: ATC, pvvx, BTHome, scales. */
  readonly families?: readonly Family[];
  /** What Tasmota's MI32 driver calls it; absent for the many that it does not know. */
  readonly tasmota?: TasmotaType;
  /** Quantities it reports. */
  readonly exposes: readonly Quantity[];
  /** Sources of the events it sends: `button`, `dimmer`, `lock` … */
  readonly events?: readonly string[];
  /** Bytes of the key it needs: 16, 12 (legacy), or none. */
  readonly key: 16 | 12 | 'none';
  /** Sends plain as well as encrypted: its owner decides whether there is a key. */
  readonly isKeyOptional?: boolean;
  /** True where no frame that was decrypted with a key proves `key`. */
  readonly isKeyUnproven?: boolean;
  /** MiBeacon objects that mean something of their own on this product; they go before the general table. */
  readonly objects?: readonly MiBeaconObject[];
  /** What users should know, in a sentence. */
  readonly remarks?: string;
  readonly examples: readonly Example[];
}

/** Declares a product. */
export function defineSensor<const M extends SensorModel>(model: M): M {
  return model;
}
