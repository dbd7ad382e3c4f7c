// Another host at both ends of our virtual controllers: its makers never heard of them.

import { afterAll, it } from 'vitest';
import { BleHost } from './ble-host.ts';
import {
  converse,
  type PeerPairingCase,
  pairAndMeetAgain,
  refuseWrongPasskey,
} from './ble-host-conversation.ts';
import { Evidence } from './captures.ts';
import { CONTROLLER_MODELS, onOurAir, type Scene } from './our-air.ts';
import { describeWith } from './programs.ts';

const PAIRINGS: readonly PeerPairingCase[] = [
  { central: 'noInputNoOutput', peripheral: 'noInputNoOutput' },
  { central: 'keyboardOnly', peripheral: 'displayOnly' },
  { central: 'displayYesNo', peripheral: 'displayYesNo' },
];

describeWith(
  'btmon',
  'cc',
  'mergecap',
  'tshark',
)('ble-host on our controllers', { timeout: 30_000, concurrent: true }, () => {
  const evidence = new Evidence();
  afterAll(() => evidence.expectRight());

  it.for(CONTROLLER_MODELS)('finds, reads, writes and subscribes on %s', (model, { task }) =>
    play({ evidence, task, model }, converse),
  );

  it.for(CONTROLLER_MODELS.flatMap((model) => PAIRINGS.map((pairing) => ({ model, ...pairing }))))(
    'pairs $central with $peripheral, and meets again, on $model',
    ({ model, ...pairing }, { task }) =>
      play({ evidence, task, model }, (central, peripheral) =>
        pairAndMeetAgain(central, peripheral, pairing),
      ),
  );

  it.for(CONTROLLER_MODELS)('refuses a wrong passkey on %s', (model, { task }) =>
    play({ evidence, task, model }, (central, peripheral) =>
      refuseWrongPasskey(central, peripheral, {
        central: 'keyboardOnly',
        peripheral: 'displayOnly',
      }),
    ),
  );
});

function play(
  scene: Scene,
  talk: (central: BleHost, peripheral: BleHost) => Promise<void>,
): Promise<void> {
  return onOurAir(scene, async (air) => {
    await using peripheral = await BleHost.open(await air.connect());
    await using central = await BleHost.open(await air.connect());
    await talk(central, peripheral);
  });
}
