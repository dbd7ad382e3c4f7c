// Water, smoke and gas.

import { choice, flag, struct, u8 } from '@bluebell/ble/codec';
import { derived, type MiBeaconObject, measured } from '../object.ts';

const waterLeak = struct({ waterLeak: flag });

export const HAZARD_OBJECTS: readonly MiBeaconObject[] = [
  measured(0x1014, 'water leak', waterLeak),
  measured(0x4806, 'leak', waterLeak),
  measured(0x487b, 'top splash', struct({ topSplash: flag })),
  derived(
    0x4a68,
    'leak event',
    choice(u8, { 0: 'bottom wet', 1: 'bottom dry', 2: 'top wet', 3: 'top dry' }),
    (event) =>
      event.startsWith('bottom')
        ? { bottomSubmersion: event === 'bottom wet' }
        : { topSplash: event === 'top wet' },
  ),
  derived(0x1015, 'smoke', choice(u8, { 0: 'clear', 1: 'smoke', 2: 'fault' }), (state) =>
    // A detector that is out of order does not know whether there is smoke.
    state === 'fault' ? { problem: true } : { smoke: state === 'smoke', problem: false },
  ),
  measured(0x1016, 'gas', struct({ gasDetected: flag })),
];
