// What can be measured of the hub itself. Sources are plain getters that are read when somebody asks.

import type { Histogram } from './histogram.ts';

/** Few and bounded: radios, known devices by id, decoders, reasons, codes. Never names or free text. */
export type LabelName =
  | 'radio'
  | 'device'
  | 'decoder'
  | 'reason'
  | 'code'
  | 'component'
  | 'stage'
  | 'queue'
  | 'quantity'
  | 'version'
  | 'commit'
  | 'node';

/** One number, and what it is of. */
export interface Sample {
  readonly labels?: Readonly<Partial<Record<LabelName, string>>> | undefined;
  readonly value: number;
}

/** All numbers of one name. */
export type Metric =
  | {
      /** `counter`: never falls while the hub runs; its name ends in `_total`. */
      readonly kind: 'counter' | 'gauge';
      /** With the unit at its end, without `bluebell_`: `adverts_received_total`, `uptime_seconds`. */
      readonly name: string;
      readonly help: string;
      readonly samples: readonly Sample[];
    }
  | {
      readonly kind: 'histogram';
      readonly name: string;
      readonly help: string;
      readonly histogram: Histogram;
    };

/** Whoever has numbers. Asked at each look; must be cheap and never throw. */
export interface MetricSource {
  metrics(): readonly Metric[];
}
