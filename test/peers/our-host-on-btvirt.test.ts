// Our host and another one, on the controllers of a third party: what fails here is a fault of our host.

import { openHost } from '@bluebell/ble/host';
import { it } from 'vitest';
import { BleHost } from './ble-host.ts';
import { Btvirt } from './btvirt.ts';
import { Captures } from './captures.ts';
import { answerTheirClient, askTheirServer } from './our-conversation.ts';
import {
  askForSecurity,
  beKnownInPrivate,
  COMPARISONS,
  type OpenOurs,
  OUR_PAIRINGS,
  PASSKEY_PAIRINGS,
  pairAndMeetAgain,
  refuseOtherNumber,
  refuseWrongPasskey,
} from './our-pairing.ts';
import { describeWith } from './programs.ts';

const ROLES = ['central', 'peripheral'] as const;

describeWith(
  'btvirt',
  'btmon',
  'cc',
  'tshark',
)('our host, with ble-host on btvirt', { timeout: 30_000 }, () => {
  it.each(ROLES)('as a %s asks their server', (role) =>
    judged(async (open, theirs) => {
      await using ours = await open({});
      await askTheirServer(role, ours, theirs);
    }),
  );

  it.each(ROLES)('as a %s answers their client', (role) =>
    judged(async (open, theirs) => {
      await using ours = await open({});
      await answerTheirClient(role, ours, theirs);
    }),
  );

  it.each(OUR_PAIRINGS)('as a $role pairs by $model ($generation), and meets again', (pairing) =>
    judged((open, theirs) => pairAndMeetAgain(open, theirs, pairing)),
  );

  it.each(ROLES)('as a %s is secured since the peripheral asks', (role) =>
    judged((open, theirs) => askForSecurity(open, theirs, role)),
  );

  it.each(PASSKEY_PAIRINGS)('as a $role refuses $model that is wrong ($generation)', (pairing) =>
    judged((open, theirs) => refuseWrongPasskey(open, theirs, pairing)),
  );

  it.each(COMPARISONS)('as a $role refuses numbers that differ', (pairing) =>
    judged((open, theirs) => refuseOtherNumber(open, theirs, pairing)),
  );

  it.each(ROLES)('as a %s is known behind its next private address', (role) =>
    judged((open, theirs) => beKnownInPrivate(open, theirs, role)),
  );
});

/** Runs what two hosts do, ours on recorded transports, and has others judge what was recorded. */
async function judged(talk: (open: OpenOurs, theirs: BleHost) => Promise<void>): Promise<void> {
  const captures = await Captures.create();
  await using btvirt = await Btvirt.start();
  await using theirs = await BleHost.open(await btvirt.connect());
  await talk(async (options) => {
    const transport = await captures.record(await btvirt.connect());
    return openHost(async () => transport, options);
  }, theirs);
  await captures.expectRight();
}
