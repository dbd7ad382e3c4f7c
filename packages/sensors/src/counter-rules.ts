// How the counters of each format tell news from repeats, and both from old recordings.

import type { Family } from './measurement.ts';
import { RecentCounters } from './recent-counters.ts';

/** What a measurement is to somebody who has heard all before it. */
export type Freshness =
  /** Not heard before. */
  | 'news'
  /** The same frame again: refreshes when the device was last seen, says nothing new. */
  | 'repeat'
  /** A frame from the past, sent again: must change nothing. */
  | 'replay'
  /** In the clear, from a device whose frames are known to be encrypted: must change nothing. */
  | 'downgrade';

/** The counters of one device in one format as plain data, to be kept over restarts. */
export interface SavedCounter {
  readonly lastPacket?: number | undefined;
  readonly lastPacketMs?: number | undefined;
  readonly highest?: number | undefined;
  readonly suspect?: number | undefined;
  /** Counters that were believed lately, and when each was heard: the latest last. */
  readonly recent: readonly (readonly [counter: number, heardMs: number])[];
}

/** What is remembered of the counters of one device in one format. */
export class CounterMemory {
  /** The last 8-bit counter that was news, and when that was. */
  lastPacket: number | undefined;
  lastPacketMs = 0;
  /** The highest 32-bit counter whose tag was verified since the device last began anew. */
  highest: number | undefined;
  /** A verified counter from the past: if the next is higher, the device was reset. */
  suspect: number | undefined;
  /** Counters that were believed. */
  readonly recent = new RecentCounters();

  /** What `save` gave, in memory again. */
  static restore({ recent, ...counters }: SavedCounter): CounterMemory {
    const memory = new CounterMemory();
    memory.lastPacket = counters.lastPacket;
    memory.lastPacketMs = counters.lastPacketMs ?? 0;
    memory.highest = counters.highest;
    memory.suspect = counters.suspect;
    for (const [counter, heardMs] of recent) memory.recent.note(counter, heardMs);
    return memory;
  }

  /** All that must outlive the program for no old frame to be believed again. */
  save(): SavedCounter {
    const { lastPacket, lastPacketMs, highest, suspect } = this;
    return {
      ...(lastPacket !== undefined && { lastPacket, lastPacketMs }),
      ...(highest !== undefined && { highest }),
      ...(suspect !== undefined && { suspect }),
      recent: this.recent.latest(),
    };
  }
}

/** Judges a counter, and notes it. */
type Judge = (memory: CounterMemory, counter: number, timeMs: number) => Freshness;

/** The rules of one format. */
export interface CounterRules {
  /** For the 8-bit counter, which goes round and which anybody can forge. */
  readonly packet: Judge;
  /** For the 32-bit counter, once its tag was verified. */
  readonly verified: Judge;
  /** Frames in the clear are refused from devices that have a key. */
  readonly refusesPlain?: boolean;
}

/** MiBeacon: frames of one counter go out for about 3 s, and may come late by a slow relay. */
const FRAME_WINDOW_MS = 10_000;

/** BTHome: within this time only packet ids a little ahead are news, and the same frame is a repeat. */
const PACKET_WINDOW_MS = 4_000;
const PACKETS_AHEAD = 63;

/** BTHome: a counter below this one after a higher one says that the device was restarted. */
const RESTART_COUNTER = 100;

const MI_BEACON: CounterRules = { packet: judgeInterleaved, verified: judgeRising };
const BTHOME: CounterRules = {
  packet: judgeAhead,
  verified: judgeRestarting,
  refusesPlain: true,
};
/** Formats whose counters begin anew whenever the battery is changed, and are never verified. */
const LAST_ONLY: CounterRules = { packet: judgeLast, verified: judgeLast };

export const COUNTER_RULES: Readonly<Record<Family, CounterRules>> = {
  mibeacon: MI_BEACON,
  'bthome-v1': BTHOME,
  'bthome-v2': BTHOME,
  atc1441: LAST_ONLY,
  'atc1441-encrypted': LAST_ONLY,
  pvvx: LAST_ONLY,
  'pvvx-encrypted': LAST_ONLY,
  qingping: LAST_ONLY,
  'miscale-v1': LAST_ONLY,
  'miscale-v2': LAST_ONLY,
  'hhcc-fd50': LAST_ONLY,
  '181a-unknown': LAST_ONLY,
};

/** Every format there is. */
// The cast holds: the keys of the table are the families, all of them.
export const FAMILIES = Object.keys(COUNTER_RULES) as readonly Family[];

/** Equal to the last one: a repeat. */
function judgeLast(memory: CounterMemory, packet: number, timeMs: number): Freshness {
  if (packet === memory.lastPacket) return 'repeat';
  return packetNews(memory, packet, timeMs);
}

/** Some products take turns between two counters: one heard a moment ago is a repeat as well. */
function judgeInterleaved(memory: CounterMemory, packet: number, timeMs: number): Freshness {
  // Of a device that never showed another number, 0 may mean that it does not count.
  if (packet === 0 && memory.lastPacket === undefined) return 'news';
  const isRepeat =
    packet === memory.lastPacket || memory.recent.has(packet, timeMs, FRAME_WINDOW_MS);
  memory.recent.note(packet, timeMs);
  return isRepeat ? 'repeat' : packetNews(memory, packet, timeMs);
}

/** For a moment only ids a little ahead of the last are news, then all but the last. */
function judgeAhead(memory: CounterMemory, packet: number, timeMs: number): Freshness {
  const { lastPacket, lastPacketMs } = memory;
  if (lastPacket === undefined) return packetNews(memory, packet, timeMs);
  const ahead = (packet - lastPacket + 256) % 256;
  const isMoment = Math.abs(timeMs - lastPacketMs) <= PACKET_WINDOW_MS;
  if (ahead === 0 || (isMoment && ahead > PACKETS_AHEAD)) return 'repeat';
  return packetNews(memory, packet, timeMs);
}

function packetNews(memory: CounterMemory, packet: number, timeMs: number): Freshness {
  memory.lastPacket = packet;
  memory.lastPacketMs = timeMs;
  return 'news';
}

/** Only higher counters are news, unless two that follow each other rise: then the device was reset. */
function judgeRising(memory: CounterMemory, counter: number, timeMs: number): Freshness {
  const { highest, suspect, recent } = memory;
  if (highest === undefined || counter > highest) return verifiedNews(memory, counter, timeMs);
  if (counter === highest || recent.has(counter, timeMs, FRAME_WINDOW_MS)) {
    recent.note(counter, timeMs);
    // The device goes on where it was.
    memory.suspect = undefined;
    return 'repeat';
  }
  if (suspect !== undefined && counter > suspect) return verifiedNews(memory, counter, timeMs);
  memory.suspect = counter;
  return 'replay';
}

/** Only higher counters are news, or low ones, with which a device begins. */
function judgeRestarting(memory: CounterMemory, counter: number, timeMs: number): Freshness {
  const { highest, recent } = memory;
  if (highest === undefined || counter > highest) return verifiedNews(memory, counter, timeMs);
  if (recent.has(counter, timeMs, PACKET_WINDOW_MS)) {
    recent.note(counter, timeMs);
    return 'repeat';
  }
  if (counter === highest || counter >= RESTART_COUNTER) return 'replay';
  return verifiedNews(memory, counter, timeMs);
}

function verifiedNews(memory: CounterMemory, counter: number, timeMs: number): Freshness {
  memory.highest = counter;
  memory.suspect = undefined;
  memory.recent.note(counter, timeMs);
  return 'news';
}
