// Speaks MiBeacon, one object a frame, as the examples of the product do.

import { UsageError } from '@bluebell/ble/core';
import type { MiBeaconObject } from '../../adverts/mibeacon/object.ts';
import { MI_BEACON_OBJECTS } from '../../adverts/mibeacon/objects/index.ts';
import {
  type MiBeaconContent,
  miBeaconFrame,
  type ObjectBytes,
} from '../../adverts/mibeacon/write-frame.ts';
import { BindKey } from '../../bind-key.ts';
import { habitOf } from './habit.ts';
import { Phrasebook } from './phrasebook.ts';
import {
  ADVERT_LENGTH,
  countingFrom,
  type Speaker,
  serviceDataAdvert,
  type Voice,
} from './voice.ts';

const UUID = 0xfe95;

/** A bound device that has nothing to say; others say more of themselves. */
const IDLE_CAPABILITY = 0x08;

/**
 * The voice of a product that speaks MiBeacon.
 *
 * @throws {UsageError} a model that has no product id.
 */
export function miBeaconVoice({ model, address, key, counter }: Speaker): Voice {
  const [pid] = model.miBeacon ?? [];
  if (pid === undefined) throw new UsageError(`${model.id} has no product id of MiBeacon`);
  const habit = habitOf(model, key?.length ?? 0);
  const bindKey = key && new BindKey(key);
  const phrases = phrasebookOf(model.objects ?? [], habit.objectIds);
  const nextCounter = countingFrom(counter);
  const { version, authMode, registered, needsTime } = habit;
  const same = { pid, address, version, authMode, registered, needsTime };

  const advert = (content: Omit<MiBeaconContent, keyof typeof same | 'counter'>) => {
    const frame = { ...same, ...content, counter: nextCounter() };
    const data = serviceDataAdvert(UUID, miBeaconFrame({ ...frame, hasMac: habit.hasMac }));
    // What has no room for the address goes out without it.
    return data.length <= ADVERT_LENGTH ? data : serviceDataAdvert(UUID, miBeaconFrame(frame));
  };
  const speak = (object: ObjectBytes) =>
    advert({ objects: [object], key: bindKey, capability: habit.capability });

  return {
    say: ({ statement }) => phrases.objectsFor(statement).map(speak),
    idle: () => advert({ capability: habit.capability ?? IDLE_CAPABILITY }),
  };
}

/** What stands in the product's own file goes before the general table, as for listeners. */
function phrasebookOf(objects: readonly MiBeaconObject[], seen: readonly number[]): Phrasebook {
  const table = new Map([...MI_BEACON_OBJECTS, ...objects.map((row) => [row.id, row] as const)]);
  const own = [...new Set([...objects.map(({ id }) => id), ...seen])];
  return new Phrasebook(
    own.flatMap((id) => table.get(id) ?? []),
    [...table.values()],
  );
}
