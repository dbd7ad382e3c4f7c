import { parseAddress, silentLog, VirtualClock } from '@bluebell/ble/core';
import { ReplayGuard } from '@bluebell/sensors';
import { expect, it } from 'vitest';
import { KeyWatch } from '../pipeline/live-keys.ts';
import { Keeper } from './keeper.ts';
import { Registry } from './registry.ts';

it('forgets the key of a device that is gone', () => {
  const keyWatch = new KeyWatch();
  const keeper = new Keeper({
    store: undefined,
    registry: new Registry([], { discovered: 0 }, { update: () => {}, forget: () => {} }),
    guard: new ReplayGuard(1),
    keyWatch,
    clock: new VirtualClock(),
    log: silentLog,
  });
  const address = parseAddress('A4:C1:38:00:00:01');
  keyWatch.restore(address, '0a0b0c0d');
  keeper.forget(address);
  expect(keyWatch.markOf(address)).toBeUndefined();
});
