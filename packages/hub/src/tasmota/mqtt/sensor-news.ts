// What Tasmota remembers of one sensor: what it said so far, and what of it was not yet told.

/** What stands in a message because it was said, and is repeated while it holds. */
export type Reading =
  | 'temperature'
  | 'humidity'
  | 'illuminance'
  | 'moisture'
  | 'fertility'
  | 'noMotionTime'
  | 'battery'
  | 'motion'
  | 'door'
  | 'leak'
  | 'payload';

/** One member of a sensor's object that stands in one message only: `['Button0', 1]`. */
export type Happening = readonly [name: string, value: number];

/** One sensor. Filled by `NewsReader`, read by the rows of `sensor-members.ts`. */
export class SensorNews {
  readonly values = new Map<Reading, number>();
  /** Readings that came since the sensor was last told of. */
  readonly pending = new Set<Reading>();
  readonly happenings: Happening[] = [];
  /** Motions and openings of the door since the start. */
  events = 0;
  /** Whether anything was accepted since it was last told of. */
  isFresh = false;

  /** Notes a reading; true when it is one that this sensor had never given. */
  put(reading: Reading, value: number): boolean {
    const isNew = !this.values.has(reading);
    this.values.set(reading, value);
    this.pending.add(reading);
    return isNew;
  }

  /** All of it was told. */
  clear(): void {
    this.pending.clear();
    this.happenings.length = 0;
    this.isFresh = false;
  }
}
