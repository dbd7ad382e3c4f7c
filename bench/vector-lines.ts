// The known answers of the sensors package, each with the H4 event in which a controller reports it.

import { readFileSync } from 'node:fs';
import { encode } from '@bluebell/ble/codec';
import { fromHex, parseAddress } from '@bluebell/ble/core';
import { leMetaPacket } from '@bluebell/ble/hci';
import { adStructures, serviceData16 } from '@bluebell/ble/radio';
import { BindKey, type KeyRing } from '@bluebell/sensors';

/** What the benches read of a line. */
interface Line {
  readonly mac: string;
  readonly bindKey?: string;
  readonly serviceData: Readonly<Record<string, string>>;
  readonly expect: Readonly<Record<string, unknown>>;
}

/** One known answer, ready to be decoded. */
export interface VectorEvent {
  readonly packet: Uint8Array;
  readonly keys: KeyRing;
  readonly expect: Readonly<Record<string, unknown>>;
}

const FILE = new URL('../packages/sensors/src/vectors/adverts.jsonl', import.meta.url);

/** All adverts of `adverts.jsonl`, in their order. */
export function vectorEvents(): readonly VectorEvent[] {
  const lines = readFileSync(FILE, 'utf8').trim().split('\n');
  return lines.map((text) => {
    // The cast holds since the tests of the sensors package read the same file member by member.
    const line = JSON.parse(text) as Line;
    const key = line.bindKey === undefined ? undefined : new BindKey(fromHex(line.bindKey));
    return {
      packet: reportPacket(line.mac, dataOf(line.serviceData), -60),
      keys: { get: () => key },
      expect: line.expect,
    };
  });
}

/** A legacy advertising report as a controller sends it. */
export function reportPacket(mac: string, data: Uint8Array, rssi: number): Uint8Array {
  const address = parseAddress(mac);
  const report = { eventType: 0, addressType: 0, address, data, rssi };
  return leMetaPacket({ kind: 'leAdvertisingReport', reports: [report] });
}

/** Service data by UUID as AD structures. */
export function dataOf(serviceData: Readonly<Record<string, string>>): Uint8Array {
  return encode(
    adStructures,
    Object.entries(serviceData).map(([uuid, hex]) =>
      serviceData16(Number.parseInt(uuid, 16), fromHex(hex)),
    ),
  );
}
