// Who was heard: everything that adverts of one sender have told so far.

import { type AddressValue, randomKindOf, type Uuid } from '@bluebell/ble/core';
import { type Advert, localNameOf, nameOfUuid, serviceUuidsOf } from '@bluebell/ble/radio';
import { decodeAdvert, identifyBeacon, type KeyRing, richestOf } from '@bluebell/sensors';

/** What kind of address a sender has; `private` ones change. */
export type AddressKind = 'public' | 'static' | 'private' | 'anonymous';

/** One sender, as it stands now. */
export interface Sighting {
  readonly address: string;
  readonly addressKind: AddressKind;
  /** What the configuration calls it, else what it calls itself. */
  name: string | undefined;
  /** What bluebell recognises: a product, a format, a kind of beacon. */
  product: string | undefined;
  readonly services: Set<Uuid>;
  isConnectable: boolean;
  /** Smoothed: single adverts vary by more than 10 dB. */
  rssiDbm: number | undefined;
  readonly firstMs: number;
  lastMs: number;
  adverts: number;
}

/** What is known besides what is heard. */
export interface KnownSenders {
  readonly keys: KeyRing;
  readonly nameOf: (address: AddressValue) => string | undefined;
}

/** More senders than this are not told apart: private addresses and hostile ones have no end. */
const MOST = 4_096;

/** How much one advert moves the smoothed strength. */
const WEIGHT = 0.2;

/** Everybody who was heard. */
export class Sightings {
  readonly #known: KnownSenders;
  readonly #senders = new Map<string, Sighting>();
  #adverts = 0;

  constructor(known: KnownSenders) {
    this.#known = known;
  }

  /** How many adverts there were. */
  get adverts(): number {
    return this.#adverts;
  }

  /** All of them, in the order in which they were first heard. */
  all(): Iterable<Sighting> {
    return this.#senders.values();
  }

  /** Takes an advert; tells whose it is, and whether it says something of its sender that is news. */
  hear(advert: Advert): { readonly sighting: Sighting; readonly isNews: boolean } {
    this.#adverts++;
    const key = `${advert.addressType} ${advert.addressValue}`;
    const before = this.#senders.get(key);
    const sighting = before ?? this.#add(key, advert);
    const was = before && knowledgeOf(before);
    this.#learn(sighting, advert);
    return { sighting, isNews: was !== knowledgeOf(sighting) };
  }

  #add(key: string, { address, addressValue, addressType, timeMs }: Advert): Sighting {
    if (this.#senders.size >= MOST) {
      const [oldest] = this.#senders.keys();
      if (oldest !== undefined) this.#senders.delete(oldest);
    }
    const sighting: Sighting = {
      address,
      addressKind: kindOf(addressType, addressValue),
      name: this.#known.nameOf(addressValue),
      product: undefined,
      services: new Set(),
      isConnectable: false,
      rssiDbm: undefined,
      firstMs: timeMs,
      lastMs: timeMs,
      adverts: 0,
    };
    this.#senders.set(key, sighting);
    return sighting;
  }

  #learn(sighting: Sighting, advert: Advert): void {
    const { data, rssiDbm, addressValue, timeMs, isConnectable } = advert;
    sighting.adverts++;
    sighting.lastMs = timeMs;
    sighting.isConnectable ||= isConnectable;
    sighting.name = this.#known.nameOf(addressValue) ?? localNameOf(data) ?? sighting.name;
    sighting.product = productIn(advert, this.#known.keys) ?? sighting.product;
    for (const uuid of serviceUuidsOf(data)) {
      if (sighting.services.size < MOST_SERVICES) sighting.services.add(uuid);
    }
    if (rssiDbm === undefined) return;
    const before = sighting.rssiDbm ?? rssiDbm;
    sighting.rssiDbm = before + WEIGHT * (rssiDbm - before);
  }
}

/** Of one that names ever more, only so many are kept. */
const MOST_SERVICES = 32;

/** Formats that their family names say nothing of to people. */
const NO_PRODUCT = '181a-unknown';

/** What an advert is of, as far as bluebell knows. */
export function productIn(advert: Advert, keys: KeyRing): string | undefined {
  const measurement = richestOf(decodeAdvert(advert, keys));
  if (measurement && measurement.family !== NO_PRODUCT) {
    return measurement.product ?? measurement.family;
  }
  return identifyBeacon(advert)?.kind;
}

/** Names of services, UUIDs where they have none. */
export function serviceNames({ services }: Pick<Sighting, 'services'>): readonly string[] {
  return [...services].map((uuid) => nameOfUuid(uuid) ?? uuid);
}

/** What kind of address it is. */
export function kindOf(type: Advert['addressType'], address: AddressValue): AddressKind {
  if (type === 'anonymous') return 'anonymous';
  if (type === 'public' || type === 'publicIdentity') return 'public';
  return randomKindOf(address) === 'static' ? 'static' : 'private';
}

function knowledgeOf({ name, product, services, isConnectable }: Sighting): string {
  return `${name}\n${product}\n${services.size}\n${isConnectable}`;
}
