// Doors and windows: open, closed, left open, torn off.

import { choice, inverseFlag, struct, u8 } from '@bluebell/ble/codec';
import type { Values } from '../../../quantities.ts';
import { derived, type MiBeaconObject, measured } from '../object.ts';

/** What is closed is neither left open nor torn off any more. */
const CLOSED: Values = { opening: false, doorLeftOpen: false };
const LEFT_OPEN: Values = { opening: true, doorLeftOpen: true };

const openOrClosed = choice(u8, { 1: 'open', 2: 'closed' });

function openingOf(state: 'open' | 'closed'): Values {
  return state === 'open' ? { opening: true } : { ...CLOSED, forciblyRemoved: false };
}

export const OPENING_OBJECTS: readonly MiBeaconObject[] = [
  {
    id: 0x1019,
    name: 'door sensor',
    value: choice(u8, { 0: 'open', 1: 'closed', 2: 'left_open', 3: 'reset' }),
    means(state, into) {
      if (state === 'reset') into.event({ source: 'device', type: 'reset' });
      else if (state === 'open') into.values({ opening: true });
      else into.values(state === 'closed' ? CLOSED : LEFT_OPEN);
    },
  },
  derived(0x4804, 'opening', openOrClosed, openingOf),
  derived(0x4a12, 'opening', openOrClosed, openingOf),
  measured(0x480c, 'opening', struct({ opening: inverseFlag })),
  derived(0x4a0f, 'forced open', choice(u8, { 1: 'forced_open' }), () => ({
    opening: true,
    forciblyRemoved: true,
  })),
  derived(0x4a1a, 'left open', choice(u8, { 1: 'left_open' }), () => LEFT_OPEN),
];
