// On which data channel a connection event happens. Core Spec v5.4, Vol 6, Part B, 4.5.8.

/** Data channels of LE: 0 to 36. */
export const DATA_CHANNELS = 37;

/** All of them, as a channel map has them. */
export const ALL_CHANNELS = 2 ** DATA_CHANNELS - 1;

/** The channels that a map leaves in use, in their order. */
export class ChannelMap {
  /** A bit for each data channel, as PDUs have it. */
  readonly chM: number;
  readonly used: readonly number[];
  readonly #isUsed: readonly boolean[];

  /** @param chM bits beyond the data channels are left out. */
  constructor(chM: number) {
    this.chM = chM % 2 ** DATA_CHANNELS;
    this.#isUsed = Array.from(
      { length: DATA_CHANNELS },
      (_, channel) => Math.floor(chM / 2 ** channel) % 2 === 1,
    );
    this.used = this.#isUsed.flatMap((isUsed, channel) => (isUsed ? [channel] : []));
  }

  /** The map that leaves these channels in use. */
  static of(channels: Iterable<number>): ChannelMap {
    let chM = 0;
    for (const channel of new Set(channels)) chM += 2 ** channel;
    return new ChannelMap(chM);
  }

  isUsed(channel: number): boolean {
    return this.#isUsed[channel] === true;
  }

  /** The used channel that stands at this place among them. */
  at(index: number): number {
    // The cast holds since both algorithms keep the index below the number of used channels.
    return this.used[index] as number;
  }
}

/**
 * Algorithm #1 (4.5.8.2): the unmapped channel of an event.
 *
 * @param last the unmapped channel of the event before; 0 before the first.
 */
export function nextUnmappedChannel(last: number, hopIncrement: number): number {
  return (last + hopIncrement) % DATA_CHANNELS;
}

/** Algorithm #1: the channel that an unmapped one stands for. */
export function mappedChannel(unmapped: number, map: ChannelMap): number {
  return map.isUsed(unmapped) ? unmapped : map.at(unmapped % map.used.length);
}

/** What algorithm #2 knows a link by. 4.5.8.3.1 */
export function channelIdentifierOf(accessAddress: number): number {
  return Math.floor(accessAddress / WORD) ^ (accessAddress % WORD);
}

/** Algorithm #2 (4.5.8.3): the channel of an event, without looking at those before. */
export function selectChannel(
  eventCounter: number,
  channelIdentifier: number,
  map: ChannelMap,
): number {
  const random = eventPseudoRandom(eventCounter, channelIdentifier);
  const unmapped = random % DATA_CHANNELS;
  if (map.isUsed(unmapped)) return unmapped;
  return map.at(Math.floor((map.used.length * random) / WORD));
}

/** 4.5.8.3.3: prn_e of an event. */
export function eventPseudoRandom(eventCounter: number, channelIdentifier: number): number {
  let word = eventCounter ^ channelIdentifier;
  for (let round = 0; round < 3; round++) {
    word = (17 * permuted(word) + channelIdentifier) % WORD;
  }
  return word ^ channelIdentifier;
}

/** Numbers of 16 bits. */
const WORD = 2 ** 16;

/** Each octet with its bits the other way round. */
const TURNED: readonly number[] = Array.from({ length: 256 }, (_, octet) =>
  Number.parseInt(Array.from(octet.toString(2).padStart(8, '0')).toReversed().join(''), 2),
);

/** 4.5.8.3.2: the bits of each octet turned round. */
function permuted(word: number): number {
  // The casts hold since both are octets.
  const high = TURNED[Math.floor(word / 256)] as number;
  const low = TURNED[word % 256] as number;
  return 256 * high + low;
}
