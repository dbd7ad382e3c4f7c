// Speaks BTHome, version 1 or 2: all that is known, in every advert.

import { bthome1Frame, bthome2Frame, bthomeEntries } from '../../adverts/bthome/index.ts';
import { BindKey } from '../../bind-key.ts';
import {
  countingFrom,
  renewing,
  repeating,
  type Speaker,
  serviceDataAdvert,
  type Voice,
} from './voice.ts';

/** How each version makes frames, and the UUIDs of its service data. */
const VERSIONS = {
  1: { makeFrame: bthome1Frame, plainUuid: 0x181c, encryptedUuid: 0x181e },
  2: { makeFrame: bthome2Frame, plainUuid: 0xfcd2, encryptedUuid: 0xfcd2 },
} as const;

/** The voice of a sensor that people built or that its maker made for BTHome. */
export function bthomeVoice(speaker: Speaker): Voice {
  const { address, key, counter, localName, bthomeVersion = 2 } = speaker;
  const { makeFrame, plainUuid, encryptedUuid } = VERSIONS[bthomeVersion];
  const nextCounter = countingFrom(counter);
  const bindKey = key && new BindKey(key);
  const say: Voice['say'] = ({ statement: { event }, known }) => {
    const counter = nextCounter();
    const objects = bthomeEntries({
      packetId: counter % 256,
      values: known,
      events: event ? [event] : [],
    });
    const frame = makeFrame({ objects, address, key: bindKey, counter });
    return [serviceDataAdvert(bindKey ? encryptedUuid : plainUuid, frame, localName)];
  };
  // Listeners take an encrypted frame that comes again after seconds for a recording.
  return bindKey ? renewing(say) : repeating(say);
}
