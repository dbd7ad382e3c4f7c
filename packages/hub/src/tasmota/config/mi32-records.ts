// Entries of a mi32cfg file without a hub: read, put together, and as they are to be written.

import type { AddressValue } from '@bluebell/ble/core';
import type { KnownDevices, Mi32Entry, Mi32Record } from '../../config/index.ts';
import { GENERIC_PID } from './sensor-type.ts';
import { SlotEntry, type SlotStart } from './slot-entry.ts';

/** Entries as they are written, the same way as by `MI32Cfg`; of one address, the last counts. */
export function recordsOf(starts: Iterable<SlotStart>): readonly Mi32Record[] {
  const entries = new Map<AddressValue, SlotStart>();
  for (const start of starts)
    entries.set(start.address, { ...entries.get(start.address), ...start });
  return [...entries.values()].map((start) => new SlotEntry(start).toFile());
}

/** What an entry of a file says. A key that cannot work is left out. */
export function startOf({ address, pid, key, name, feat }: Mi32Entry): SlotStart {
  return {
    address,
    pid,
    ...(key && key.problem === undefined && { key: key.reveal() }),
    ...(name !== undefined && { name }),
    ...(feat !== undefined && { feat }),
  };
}

/** What a configuration tells, as entries: of its file, and the phones that it adds. */
export function startsOf(known: KnownDevices): readonly SlotStart[] {
  const inFile = new Set(known.entries.map(({ address }) => address));
  const sensors = known.entries.map((entry): SlotStart => {
    const start = startOf(entry);
    const written = known.writtenKeys.get(entry.address);
    const key = written?.problem === undefined ? written?.reveal() : undefined;
    const name = known.names.get(entry.address);
    return { ...start, ...(key && { key }), ...(name !== undefined && { name }) };
  });
  const phones = known.phones
    .filter(({ address }) => !inFile.has(address))
    .map(({ address, irk, name }) => ({ address, pid: GENERIC_PID, key: irk?.reveal(), name }));
  return [...sensors, ...phones];
}
