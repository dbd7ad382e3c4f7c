// Packets that were heard, as the monitor holds them: bounded, held back while somebody reads, filtered.

/** One advert as the live stream tells it. */
export interface Packet {
  readonly time: string;
  readonly address: string;
  readonly addressType: string;
  readonly receiver: string;
  readonly rssiDbm: number | null;
  readonly hex: string;
  readonly name?: string | undefined;
  readonly id?: string | undefined;
  readonly outcome?: string | undefined;
}

/** The same with the number by which it is told from others. */
export interface Row extends Packet {
  readonly number: number;
}

/** Packets that are kept. */
export const MOST_PACKETS = 2_000;

/** What is to be seen. */
export interface Filter {
  /** Of an address or a name. */
  readonly who: string;
  readonly receiver: string;
  /** Weaker ones are left out. */
  readonly rssiAtLeast: number | undefined;
  readonly outcome: string;
  readonly isKnownOnly: boolean;
  /** Digits somewhere in the data. */
  readonly hex: string;
}

export const NO_FILTER: Filter = {
  who: '',
  receiver: '',
  rssiAtLeast: undefined,
  outcome: '',
  isKnownOnly: false,
  hex: '',
};

/** What stands for packets of senders that are no sensors. */
export const NO_SENSOR = 'stranger';

/** Whether a filter lets a packet through. */
export function isShown(packet: Packet, filter: Filter): boolean {
  const { who, receiver, rssiAtLeast, outcome, isKnownOnly, hex } = filter;
  if (isKnownOnly && packet.id === undefined) return false;
  if (receiver !== '' && packet.receiver !== receiver) return false;
  if (outcome !== '' && (packet.outcome ?? NO_SENSOR) !== outcome) return false;
  if (rssiAtLeast !== undefined && (packet.rssiDbm ?? -127) < rssiAtLeast) return false;
  if (who !== '' && !isOf(packet, who)) return false;
  const digits = hex.replace(/[\s:-]/g, '').toLowerCase();
  return digits === '' || packet.hex.includes(digits);
}

function isOf({ address, name }: Packet, who: string): boolean {
  const text = who.trim().toLowerCase();
  if (name?.toLowerCase().includes(text)) return true;
  const digits = text.replace(/[:-]/g, '');
  return address.replaceAll(':', '').toLowerCase().includes(digits);
}

/** The packets; the newest last. Each change gives another one. */
export interface PacketLog {
  readonly rows: readonly Row[];
  /** Heard while it was paused: so many are kept, and this many came. */
  readonly held: readonly Row[];
  readonly heldCount: number;
  readonly isPaused: boolean;
  readonly count: number;
  /** The hub left out so many, since there were too many for the line. */
  readonly dropped: number;
}

export const EMPTY_LOG: PacketLog = {
  rows: [],
  held: [],
  heldCount: 0,
  isPaused: false,
  count: 0,
  dropped: 0,
};

/** With packets that came. */
export function withPackets(log: PacketLog, packets: readonly Packet[]): PacketLog {
  const fresh = packets.map((packet, at): Row => ({ ...packet, number: log.count + at + 1 }));
  const count = log.count + fresh.length;
  return log.isPaused
    ? { ...log, count, held: newest(log.held, fresh), heldCount: log.heldCount + fresh.length }
    : { ...log, count, rows: newest(log.rows, fresh) };
}

/** Paused, what comes waits; then it is there at once. */
export function paused(log: PacketLog, isPaused: boolean): PacketLog {
  if (isPaused) return { ...log, isPaused };
  return { ...log, isPaused, rows: newest(log.rows, log.held), held: [], heldCount: 0 };
}

/** Without those that are shown; one that is paused stays so. */
export function cleared(log: PacketLog): PacketLog {
  return { ...log, rows: [], held: [], heldCount: 0, dropped: 0 };
}

function newest(rows: readonly Row[], fresh: readonly Row[]): readonly Row[] {
  return [...rows, ...fresh].slice(-MOST_PACKETS);
}

/** Packets as lines of JSON, the oldest first. */
export function asJsonLines(rows: readonly Row[]): string {
  const line = ({ number: _number, ...packet }: Row) => `${JSON.stringify(packet)}\n`;
  return rows.map(line).join('');
}

/** Which rows of a list are in sight, with some to spare. */
export function rowsInSight(
  {
    top,
    height,
    rowHeight,
    count,
  }: {
    readonly top: number;
    readonly height: number;
    readonly rowHeight: number;
    readonly count: number;
  },
  spare = 8,
): { readonly from: number; readonly to: number } {
  const first = Math.floor(Math.max(0, top) / rowHeight) - spare;
  const last = Math.ceil((Math.max(0, top) + height) / rowHeight) + spare;
  const from = Math.min(Math.max(0, first), Math.max(0, count));
  return { from, to: Math.max(from, Math.min(count, last)) };
}
