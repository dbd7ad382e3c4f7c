// What a link layer is put together from.

import type { AddressValue } from '../../core/index.ts';
import type { Air, Place } from '../air/index.ts';
import { AcceptList } from './accept-list.ts';
import { Advertising } from './advertising.ts';
import { Afterwards } from './afterwards.ts';
import { Background } from './background.ts';
import { DEFAULT_FEATURES } from './default-features.ts';
import type { LinkLayerEvents } from './events.ts';
import { Initiator } from './initiator.ts';
import { Links } from './links.ts';
import { OwnAddresses } from './own-addresses.ts';
import { Radio } from './radio.ts';
import { ResolvingList } from './resolving-list.ts';
import { Scanner } from './scanner.ts';
import type { Shared } from './shared.ts';

/** What a virtual controller is born with. */
export interface LinkLayerOptions {
  readonly air: Air;
  /** Names the station in captures and logs, such as the device's name. */
  readonly name: string;
  readonly publicAddress: AddressValue;
  /** Where it stands, in metres. Default: the origin. */
  readonly place?: Place;
  /** dBm. Default: 0. */
  readonly txPowerDbm?: number;
  /** Bits of `LeFeature`. Default: `DEFAULT_FEATURES`. */
  readonly features?: ReadonlySet<number>;
  /** Links at the same time. Default: 32. */
  readonly maxLinks?: number;
  /** Devices on the accept list. Default: 32. */
  readonly acceptListSize?: number;
  /** Devices on the resolving list. Default: 32. */
  readonly resolvingListSize?: number;
  /** Advertising sets. Default: 16. */
  readonly maxAdvertisingSets?: number;
}

const ORIGIN: Place = { x: 0, y: 0 };

/** How many of each there are, where nobody says. */
const DEFAULT_SIZES = {
  maxLinks: 32,
  acceptListSize: 32,
  resolvingListSize: 32,
  maxAdvertisingSets: 16,
} as const;

/** What there is once nothing is left out. */
export type Born = Required<LinkLayerOptions>;

export function born(options: LinkLayerOptions): Born {
  return {
    ...DEFAULT_SIZES,
    features: DEFAULT_FEATURES,
    txPowerDbm: 0,
    place: ORIGIN,
    ...options,
  };
}

/** The parts, which know each other. */
export interface Parts {
  readonly shared: Shared;
  readonly links: Links;
  readonly advertising: Advertising;
  readonly scanner: Scanner;
  readonly initiator: Initiator;
  readonly background: Background;
  readonly afterwards: Afterwards;
}

export function partsOf(options: Born, events: LinkLayerEvents): Parts {
  const { air, features, publicAddress } = options;
  const radio = new Radio(air, options);
  const resolvingList = new ResolvingList(options.resolvingListSize, radio.random);
  const shared: Shared = {
    radio,
    events,
    features,
    acceptList: new AcceptList(options.acceptListSize),
    resolvingList,
    own: new OwnAddresses(publicAddress, resolvingList, air.timeline),
    nextLinkUs: () => links.nextUs(),
  };
  const links = new Links(shared, options.maxLinks);
  const advertising = new Advertising(shared, options.maxAdvertisingSets, (request) =>
    links.open(request, false),
  );
  const scanner = new Scanner(shared, () => background.update());
  const initiator = new Initiator(shared, links, () => background.update());
  const background = new Background(radio, scanner, initiator);
  const afterwards = new Afterwards(air.timeline);
  return { shared, links, advertising, scanner, initiator, background, afterwards };
}
