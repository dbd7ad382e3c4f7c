// How links are looked for, and what becomes of controllers that vanish. Core Spec v5.4, Vol 4, Part E, 7.8.12, 7.8.13.

import { describe, expect, it } from 'vitest';
import * as hci from '../../hci/index.ts';
import {
  advertise,
  CONNECTABLE_SET,
  connectedHosts,
  initiate,
  PERIPHERAL,
  twoHosts,
  WISHES,
} from './connected-hosts.contract.ts';

const { HciStatus } = hci;

describe('initiating', () => {
  it('is cancelled: a connection of status 0x02 follows (7.8.13)', async () => {
    const { central } = await twoHosts();
    await initiate(central, 0xd00000000000);
    await central.send(hci.leCreateConnectionCancel);
    expect(await central.take('leEnhancedConnectionComplete')).toMatchObject({
      status: HciStatus.unknownConnection,
    });
    expect(await central.statusOf(hci.leCreateConnectionCancel)).toBe(HciStatus.commandDisallowed);
  });

  it('is refused with 0x0C while another one goes on', async () => {
    const { central } = await twoHosts();
    await initiate(central, 0xd00000000000);
    await expect(initiate(central)).rejects.toMatchObject({ status: HciStatus.commandDisallowed });
  });

  it('follows the accept list, whatever the address of the peer says', async () => {
    const { central, peripheral } = await twoHosts();
    await central.send(hci.leAddDeviceToFilterAcceptList, { addressType: 0, address: PERIPHERAL });
    await central.send(hci.leExtendedCreateConnection, {
      initiatorFilterPolicy: true,
      ownAddressType: 0,
      peerAddressType: 0,
      peerAddress: 0,
      phys: { le1M: { scanInterval: 0x60, scanWindow: 0x60, ...WISHES } },
    });
    await advertise(peripheral, CONNECTABLE_SET);
    expect(await central.take('leEnhancedConnectionComplete')).toMatchObject({
      status: 0,
      peerAddress: PERIPHERAL,
    });
  });
});

describe('a controller that is unplugged', () => {
  it('is gone from the air, tells its host, and can be used again', async () => {
    const { clock, central, peripheral } = await connectedHosts();
    const problems: string[] = [];
    peripheral.hci.onLost = (error) => void problems.push(error.message);
    peripheral.device.unplug();
    expect(await central.take('disconnectionComplete')).toMatchObject({
      reason: HciStatus.connectionTimeout,
    });
    expect(problems).toEqual([expect.stringContaining('unplugged')]);
    const again = await clock.run(hci.startController(peripheral.device.transport(), { clock }));
    expect(again.capabilities.publicAddress).toBe(PERIPHERAL);
  });
});
