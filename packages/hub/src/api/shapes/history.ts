// The past of a device: charts, events, and the strips of a day.

import * as z from 'zod';
import { deviceEvent } from './device.ts';
import { deviceId, time } from './text.ts';

/** One part of a chart. */
export const historyPoint = z.strictObject({
  time,
  mean: z.number(),
  min: z.number(),
  max: z.number(),
});
export type HistoryPointItem = z.infer<typeof historyPoint>;

/** One quantity over a stretch of time. True is 1 and false is 0. */
export const historyChart = z
  .strictObject({
    quantity: z.string(),
    unit: z.string(),
    from: time,
    to: time,
    points: z.array(historyPoint),
  })
  .meta({ id: 'HistoryChart' });
export type HistoryChart = z.infer<typeof historyChart>;

/** Which quantities there is any past of. */
export const historyQuantities = z.strictObject({ items: z.array(z.string()) });
export type HistoryQuantities = z.infer<typeof historyQuantities>;

/** An event, when and where. */
export const eventItem = deviceEvent
  .extend({ deviceId, time, pressId: z.string().optional() })
  .meta({ id: 'EventItem' });
export type EventItem = z.infer<typeof eventItem>;

/** The newest first. `next` is the cursor of those before; absent where there are none. */
export const eventList = z.strictObject({
  items: z.array(eventItem),
  next: z.string().optional(),
});
export type EventList = z.infer<typeof eventList>;

/** 24 slots; `null` where nothing was heard in that hour. */
export const daySlots = z.array(z.number().nullable()).length(24);

/** The last 24 hours of one quantity: `from` is where the first slot begins. */
export const slidingDay = z.strictObject({ from: time, values: daySlots });

/** What a day was like, for small charts. */
export const dayStrips = z.strictObject({
  hours: z
    .record(z.string(), daySlots)
    .describe(
      'By quantity: slot 0 is the hour that begins at midnight of the hub; the last value of each hour, of the last 24 hours. The slot of the hour to come is always empty: the gap between today and yesterday.',
    ),
  sliding: z
    .record(z.string(), slidingDay)
    .describe('By quantity: the last 24 hours, the hour that is under way last.'),
  sightings: slidingDay.optional().describe('Adverts of the device in each hour.'),
  motion: slidingDay.optional().describe('Signs of motion in each hour.'),
});
export type DayStrips = z.infer<typeof dayStrips>;

/** The same of one device. */
export const dayItem = dayStrips.extend({ id: deviceId }).meta({ id: 'DayItem' });
export type DayItem = z.infer<typeof dayItem>;

/** The same of all devices. */
export const dayList = z.strictObject({ items: z.array(dayItem) });
export type DayList = z.infer<typeof dayList>;
