// All that our host and ble-host are to do together, whatever controllers they have.

import type { HciTransport } from '@bluebell/ble/hci';
import { type HostOptions, openHost } from '@bluebell/ble/host';
import { BleHost } from './ble-host.ts';
import { changeParameters, exchangeSdus } from './our-channels.ts';
import { answerTheirClient, askTheirServer, ROLES } from './our-conversation.ts';
import {
  askForSecurity,
  beKnownInPrivate,
  COMPARISONS,
  OUR_PAIRINGS,
  type OurHosts,
  type OurPairing,
  PASSKEY_PAIRINGS,
  pairAndMeetAgain,
  refuseOtherNumber,
  refuseWrongPasskey,
} from './our-pairing.ts';

/** What the two do. The title ends the sentence "our host …". */
export type OurScenario = readonly [title: string, play: (hosts: OurHosts) => Promise<void>];

/** Values of all kinds, by GATT in both directions, and what L2CAP carries besides. */
export const CONVERSATIONS: readonly OurScenario[] = ROLES.flatMap<OurScenario>((role) => [
  [
    `as a ${role} asks their server`,
    async ({ open, theirs }) => {
      await using ours = await open({});
      await askTheirServer(role, ours, theirs);
    },
  ],
  [
    `as a ${role} answers their client`,
    async ({ open, theirs }) => {
      await using ours = await open({});
      await answerTheirClient(role, ours, theirs);
    },
  ],
  [
    `as a ${role} exchanges SDUs by channels that either side opens`,
    (hosts) => exchangeSdus(hosts, role),
  ],
  [
    `as a ${role} changes link parameters as either side asks`,
    (hosts) => changeParameters(hosts, role),
  ],
]);

/** Keys of all kinds, and what is made of them later. */
export const PAIRINGS: readonly OurScenario[] = [
  ...OUR_PAIRINGS.map<OurScenario>((pairing) => [
    `as a ${wordsOf(pairing)}, and meets again`,
    (hosts) => pairAndMeetAgain(hosts, pairing),
  ]),
  ...PASSKEY_PAIRINGS.map<OurScenario>((pairing) => [
    `as a ${wordsOf(pairing)}, but not by a wrong one`,
    (hosts) => refuseWrongPasskey(hosts, pairing),
  ]),
  ...COMPARISONS.map<OurScenario>((pairing) => [
    `as a ${wordsOf(pairing)}, but not where numbers differ`,
    (hosts) => refuseOtherNumber(hosts, pairing),
  ]),
  ...ROLES.flatMap<OurScenario>((role) => [
    [`as a ${role} is secured since the peripheral asks`, (hosts) => askForSecurity(hosts, role)],
    [
      `as a ${role} is known behind its next private address`,
      (hosts) => beKnownInPrivate(hosts, role),
    ],
  ]),
];

function wordsOf({ role, model, generation }: OurPairing): string {
  return `${role} pairs by ${model} (${generation})`;
}

/** Plays a scenario; `connect` gives a controller each time. */
export async function playWithTheirs(
  connect: () => Promise<HciTransport>,
  play: OurScenario[1],
): Promise<void> {
  await using theirs = await BleHost.open(await connect());
  const open = async (options: HostOptions) => {
    const transport = await connect();
    return openHost(async () => transport, options);
  };
  await play({ open, theirs });
}
