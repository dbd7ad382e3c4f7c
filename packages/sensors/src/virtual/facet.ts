// A facet: one side of a virtual sensor, such as its door contact or its thermometer.

import type { Clock } from '@bluebell/ble/core';
import type { SensorEvent } from '../measurement.ts';
import type { Value, Values } from '../quantities.ts';
import type { SeededRandom } from './random.ts';

/** What a sensor has to say at once. */
export interface Statement {
  readonly values?: Values;
  readonly event?: SensorEvent;
}

/** What a facet lives with. */
export interface Stage {
  readonly clock: Clock;
  readonly random: SeededRandom;
  /** Says something on the air, as soon as all was said that came before. */
  readonly say: (statement: Statement) => void;
}

/** One side of a virtual sensor: what it senses, and what befalls it. */
export interface Facet {
  /** All it has to say to somebody who hears it for the first time. */
  readonly introduce: (nowMs: number) => readonly Statement[];
  /** Lets it live from now on: it says what it senses when a real one would. */
  readonly live: (stage: Stage) => void;
}

/** What a sensor can report: quantities, and sources of events. */
export type Senses = ReadonlySet<string>;

/** Makes a facet for a sensor; `undefined` for sensors that have no such side. */
export type Kind = (senses: Senses, random: SeededRandom) => Facet | undefined;

/** Values from names and what they are; the names come from tables of quantities. */
export function valuesFrom(
  entries: Iterable<readonly [name: string, value: Value | undefined]>,
): Values {
  // The cast holds by the line above: nobody makes up names.
  return Object.fromEntries(entries) as Values;
}

/** From and to. */
export type Range = readonly [low: number, high: number];

/** A time in milliseconds between two times in seconds. */
export function someSeconds(random: SeededRandom, [low, high]: Range): number {
  return Math.round(random.between(low, high) * 1000);
}

/** Calls back again and again, each time after a pause between two times in seconds. */
export function everySoOften(
  { clock, random }: Pick<Stage, 'clock' | 'random'>,
  pause: Range,
  callback: () => void,
): void {
  const next = () => {
    clock.after(someSeconds(random, pause), () => {
      callback();
      next();
    });
  };
  next();
}
