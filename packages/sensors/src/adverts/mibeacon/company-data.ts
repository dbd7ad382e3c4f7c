// The other half of a frame that does not fit into one AD structure: its MAC stands in company data.

import type { AddressValue } from '@bluebell/ble/core';
import { AdType, type Advert, walkAdStructures } from '@bluebell/ble/radio';
import { type MiBeaconHead, readHead } from './frame.ts';

/** Company id of Xiaomi. */
const COMPANY = 0x038f;

/**
 * Finds the MAC of frames that carry none. It stands in a head of its own, behind the company id:
 * frame control, product id and counter as in the frame itself, then the MAC.
 *
 * The head of the last advert is kept: an advert full of small frames is searched once, not once
 * for each of them.
 */
export class CompanyData {
  #advert: Advert | undefined;
  #head: MiBeaconHead | undefined;

  /** The MAC of the other half; `undefined` where there is none, or it belongs to another frame. */
  macOf({ pid, frameCounter }: MiBeaconHead, advert: Advert): AddressValue | undefined {
    if (this.#advert !== advert) {
      this.#advert = advert;
      this.#head = findHead(advert);
    }
    const head = this.#head;
    return head?.pid === pid && head.frameCounter === frameCounter ? head.mac : undefined;
  }
}

/** The first head in company data of an advert. */
function findHead({ data }: Advert): MiBeaconHead | undefined {
  let head: MiBeaconHead | undefined;
  walkAdStructures(data, (type, structure) => {
    if (head || type !== AdType.manufacturerData || structure.left < 2) return;
    if (structure.u16() === COMPANY) head = readHead(structure);
  });
  return head;
}
