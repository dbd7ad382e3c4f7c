// Timers in the order of their time.

/** One alarm: made once, set as often as needed. */
export class AirTimer {
  /** Called at its time, in whole microseconds of the air. */
  readonly onTime: (atUs: number) => void;
  /** When it is due. */
  atUs = 0;
  /** Tells timers of the same time apart: those set first come first. */
  order = 0;
  /** The heap it waits in; `undefined` while it is not set. */
  heap: TimerHeap | undefined;
  /** Its place there. */
  place = -1;

  constructor(onTime: (atUs: number) => void) {
    this.onTime = onTime;
  }

  get isSet(): boolean {
    return this.heap !== undefined;
  }

  /** Calls it off; does nothing when it is not set. */
  clear(): void {
    this.heap?.remove(this);
  }
}

/** A binary heap whose timers know their place, so that any of them is taken out quickly. */
export class TimerHeap {
  readonly #timers: AirTimer[] = [];

  /** The next one that is due. */
  get first(): AirTimer | undefined {
    return this.#timers[0];
  }

  add(timer: AirTimer): void {
    timer.heap = this;
    this.#timers.push(timer);
    this.#rise(timer, this.#timers.length - 1);
  }

  remove(timer: AirTimer): void {
    const { place } = timer;
    timer.heap = undefined;
    const last = this.#timers.pop();
    if (last === undefined || last === timer) return;
    // What stood last goes where the gap is, and from there to where it belongs.
    this.#rise(last, place);
    if (last.place === place) this.#sink(last, place);
  }

  #rise(timer: AirTimer, from: number): void {
    const timers = this.#timers;
    let place = from;
    while (place > 0) {
      const above = Math.floor((place - 1) / 2);
      // The cast holds since it stands above a place that is filled.
      const parent = timers[above] as AirTimer;
      if (!isBefore(timer, parent)) break;
      timers[place] = parent;
      parent.place = place;
      place = above;
    }
    timers[place] = timer;
    timer.place = place;
  }

  #sink(timer: AirTimer, from: number): void {
    const timers = this.#timers;
    let place = from;
    for (;;) {
      const left = 2 * place + 1;
      let child = timers[left];
      if (child === undefined) break;
      let childPlace = left;
      const right = timers[left + 1];
      if (right !== undefined && isBefore(right, child)) {
        child = right;
        childPlace = left + 1;
      }
      if (!isBefore(child, timer)) break;
      timers[place] = child;
      child.place = place;
      place = childPlace;
    }
    timers[place] = timer;
    timer.place = place;
  }
}

/** Whether one is due before the other. */
export function isBefore(a: AirTimer, b: AirTimer): boolean {
  return a.atUs < b.atUs || (a.atUs === b.atUs && a.order < b.order);
}
