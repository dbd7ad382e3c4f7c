// The SENSOR message: the time, an object for each sensor, and the unit of temperatures.

import { localTime } from '../../commands/time-text.ts';
import type { Slot } from '../config/sensor-list.ts';
import { type Member, type MessageForm, membersOf } from './sensor-members.ts';
import type { SensorNews } from './sensor-news.ts';

/** A sensor that is told of. */
export interface Told {
  readonly slot: Slot;
  readonly news: SensorNews;
}

/** The whole message; without sensors it holds the time alone. */
export function sensorMessage(timeMs: number, sensors: readonly Told[], form: MessageForm): string {
  const taken = new Set<string>();
  const objects = sensors.map(({ slot, news }): Member => {
    const name = ownName(slot, taken);
    return [name, objectOf(membersOf({ slot, news, form }))];
  });
  const body = objectOf([['Time', JSON.stringify(localTime(timeMs))], ...objects]);
  return body.includes('Temperature')
    ? `${body.slice(0, -1)},"TempUnit":"${form.isFahrenheit ? 'F' : 'C'}"}`
    : body;
}

/** An object of members whose values are JSON already: numbers keep their digits. */
export function objectOf(members: readonly Member[]): string {
  return `{${members.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;
}

/** Users may call two sensors the same: the second gets its address behind the name. */
function ownName({ key, mac }: Slot, taken: Set<string>): string {
  const name = taken.has(key) || key === 'Time' || key === 'TempUnit' ? `${key}-${mac}` : key;
  taken.add(name);
  return name;
}
