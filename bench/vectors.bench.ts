// All known answers, from H4 event to result, beside JSON.stringify on what is expected of them.

import { AdvertListener } from '@bluebell/ble/host';
import { decodeAdvert, richestOf } from '@bluebell/sensors';
import { compare, type Figure } from './harness.ts';
import { vectorEvents } from './vector-lines.ts';

export default function vectors(): Promise<readonly Figure[]> {
  const events = vectorEvents();
  const listener = new AdvertListener();
  return compare({
    name: 'all vectors, H4 event to result',
    ours: () => {
      let families = 0;
      for (const { packet, keys } of events) {
        const [advert] = listener.hear(packet, 0);
        if (advert && richestOf(decodeAdvert(advert, keys))?.family !== undefined) families++;
      }
      if (families !== events.length) throw new Error(`${families} of ${events.length} recognised`);
      return events.length;
    },
    against: 'JSON.stringify on their expectations',
    theirs: () => {
      let characters = 0;
      for (const { expect } of events) characters += JSON.stringify(expect).length;
      return characters > 0 ? events.length : 0;
    },
    atLeast: 0.5,
  });
}
