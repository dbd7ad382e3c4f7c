// Another host at both ends of our virtual controllers: what fails here is a fault of theirs.

import { systemClock } from '@bluebell/ble/core';
import { VirtualAir } from '@bluebell/ble/sim';
import { describe, it } from 'vitest';
import { BleHost } from './ble-host.ts';
import {
  converse,
  type PeerPairingCase,
  pairAndMeetAgain,
  refuseWrongPasskey,
} from './ble-host-conversation.ts';

const PAIRINGS: readonly PeerPairingCase[] = [
  { central: 'noInputNoOutput', peripheral: 'noInputNoOutput' },
  { central: 'keyboardOnly', peripheral: 'displayOnly' },
  { central: 'displayYesNo', peripheral: 'displayYesNo' },
];

describe.each(['5.4', '4.2'] as const)('ble-host on our controllers of %s', (model) => {
  it('finds, reads, writes and subscribes', { timeout: 30_000 }, async () => {
    await using pair = await openPair(model);
    await converse(pair.central, pair.peripheral);
  });

  it.each(PAIRINGS)(
    'pairs $central with $peripheral, and meets again',
    { timeout: 30_000 },
    async (pairing) => {
      await using pair = await openPair(model);
      await pairAndMeetAgain(pair.central, pair.peripheral, pairing);
    },
  );

  it('refuses a wrong passkey', { timeout: 30_000 }, async () => {
    await using pair = await openPair(model);
    const pairing = { central: 'keyboardOnly', peripheral: 'displayOnly' } as const;
    await refuseWrongPasskey(pair.central, pair.peripheral, pairing);
  });
});

/** Two of them, a metre apart, in real time: ble-host has no other. */
async function openPair(model: '4.2' | '5.4') {
  const air = new VirtualAir({ clock: systemClock });
  const shelf = air.addController({ address: 'A4:C1:38:00:00:01', model });
  const hand = air.addController({ address: 'A4:C1:38:00:00:02', at: { x: 1, y: 0 }, model });
  const peripheral = await BleHost.open(shelf.transport());
  const central = await BleHost.open(hand.transport());
  return {
    central,
    peripheral,
    [Symbol.asyncDispose]: async () => {
      await central[Symbol.asyncDispose]();
      await peripheral[Symbol.asyncDispose]();
      air.close();
    },
  };
}
