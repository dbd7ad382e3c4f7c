// How a product goes about MiBeacon, learnt from the adverts that its model gives as examples.

import { encode, Reader } from '@bluebell/ble/codec';
import { fromHex, parseAddress } from '@bluebell/ble/core';
import { Advert, adStructures, serviceData16 } from '@bluebell/ble/radio';
import { isLegacy } from '../../adverts/mibeacon/cipher.ts';
import { type MiBeaconHead, readHead } from '../../adverts/mibeacon/frame.ts';
import { BindKey } from '../../bind-key.ts';
import { decodeAdvert } from '../../decode.ts';
import type { Example, SensorModel } from '../../sensor-model.ts';

/** What is the same in all frames of a product, and the objects it uses. */
export interface Habit {
  readonly version: number;
  readonly authMode: number;
  readonly registered: boolean;
  readonly needsTime: boolean;
  /** Whether frames carry the address where they have room for it. */
  readonly hasMac: boolean;
  /** The capability byte in frames with objects; `undefined` where they have none. */
  readonly capability: number | undefined;
  /** Ids of the objects that were seen. */
  readonly objectIds: readonly number[];
}

/** Of products whose examples hold no frame of the kind that is asked for: what is common today. */
const COMMON: Omit<Habit, 'objectIds'> = {
  version: 5,
  authMode: 2,
  registered: false,
  needsTime: false,
  hasMac: true,
  capability: undefined,
};

const UUID = 0xfe95;

/** The last version whose lowest bit of frame control asks for the time. */
const LAST_TO_ASK_FOR_TIME = 4;

/**
 * Learns the habit of a product.
 *
 * @param keyLength 16 for frames in the standard form of encryption, 12 for the legacy form, 0 for
 * frames in the clear.
 */
export function habitOf(model: SensorModel, keyLength: number): Habit {
  const objectIds = model.examples.flatMap(objectIdsIn);
  const heads = model.examples
    .flatMap((example) => headOf(example) ?? [])
    .filter((head) => isLike(head, keyLength));
  const [head] = heads;
  if (!head) return { ...COMMON, objectIds };
  const { flags, capability, control } = head;
  return {
    version: flags.version,
    authMode: flags.authMode,
    registered: flags.registered,
    needsTime: flags.version <= LAST_TO_ASK_FOR_TIME && control % 2 === 1,
    hasMac: heads.some((other) => other.flags.hasMac),
    capability,
    objectIds,
  };
}

function isLike(head: MiBeaconHead, keyLength: number): boolean {
  const { flags, fault } = head;
  if (fault !== undefined || !flags.hasObject) return false;
  if (keyLength === 0) return !flags.encrypted;
  return flags.encrypted && isLegacy(head) === (keyLength === 12);
}

function headOf({ serviceData }: Example): MiBeaconHead | undefined {
  const hex = serviceData.fe95;
  return hex === undefined ? undefined : readHead(new Reader(fromHex(hex)));
}

function objectIdsIn({ serviceData, address, key }: Example): readonly number[] {
  const hex = serviceData.fe95;
  if (hex === undefined) return [];
  const advert = new Advert({
    address: address === undefined ? 0 : parseAddress(address),
    addressType: 'public',
    data: encode(adStructures, [serviceData16(UUID, fromHex(hex))]),
    timeMs: 0,
  });
  const bindKey = key === undefined ? undefined : new BindKey(fromHex(key));
  const measurements = decodeAdvert(advert, { get: () => bindKey });
  return measurements.flatMap((measurement) =>
    (measurement.details().objects ?? []).map(({ id }) => Number(id)),
  );
}
