// Events of a device: pages of the past below, what happens now above.

import type { DeviceEvent, EventItem } from '@bluebell/hub/api';

/** What is shown of an event. */
export type ShownEvent = Pick<EventItem, 'time' | 'pressId'> & DeviceEvent;

/** More are not kept on the page. */
export const MOST_EVENTS = 500;

/** Puts both lists together, the newest first, each event once. */
export function joined(
  one: readonly ShownEvent[],
  other: readonly ShownEvent[],
): readonly ShownEvent[] {
  const seen = new Set<string>();
  return [...one, ...other]
    .filter((event) => {
      const name = keyOf(event);
      if (seen.has(name)) return false;
      seen.add(name);
      return true;
    })
    .sort((a, b) => timeOf(b) - timeOf(a))
    .slice(0, MOST_EVENTS);
}

/** Tells events apart; what is told twice, live and by the history, has one. */
export function keyOf({ time, source, type, steps, count, pressId }: ShownEvent): string {
  return [pressId ?? timeOf({ time }), source, type, steps, count].join(' ');
}

/** Events by the day on which they happened, in the reader's zone. */
export function byDay(
  events: readonly ShownEvent[],
  dayOf: (timeMs: number) => string,
): readonly { readonly day: string; readonly events: readonly ShownEvent[] }[] {
  const days = new Map<string, ShownEvent[]>();
  for (const event of events) {
    const day = dayOf(timeOf(event));
    const there = days.get(day);
    if (there) there.push(event);
    else days.set(day, [event]);
  }
  return [...days].map(([day, there]) => ({ day, events: there }));
}

function timeOf({ time }: { readonly time: string }): number {
  return Date.parse(time) || 0;
}
