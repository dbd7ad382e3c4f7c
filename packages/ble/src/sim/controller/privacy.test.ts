// Private addresses that two controllers make and resolve for their hosts. Core Spec v5.4, Vol 4, Part E, 7.8.38.

import { describe, expect, it } from 'vitest';
import { randomKindOf } from '../../core/index.ts';
import { resolves } from '../../crypto/index.ts';
import * as hci from '../../hci/index.ts';
import {
  advertise,
  CENTRAL,
  CONNECTABLE_SET,
  PERIPHERAL,
  twoHosts,
  WISHES,
} from './connected-hosts.contract.ts';
import type { TestHost } from './test-hosts.contract.ts';

const { HciStatus } = hci;

/** As HCI has them: least significant byte first. */
const CENTRAL_IRK = new Uint8Array(16).fill(0xc1);
const PERIPHERAL_IRK = Uint8Array.from({ length: 16 }, (_, i) => i);

const PRIVATE = 2;

describe('controllers with resolving lists', () => {
  it('connect under private addresses, and tell their hosts who it is (7.7.65.10)', async () => {
    const { central, peripheral } = await privateHosts();
    await central.send(hci.leExtendedCreateConnection, {
      initiatorFilterPolicy: false,
      ownAddressType: PRIVATE,
      peerAddressType: 0,
      peerAddress: PERIPHERAL,
      phys: { le1M: { scanInterval: 0x60, scanWindow: 0x60, ...WISHES } },
    });
    const here = await central.take('leEnhancedConnectionComplete');
    const there = await peripheral.take('leEnhancedConnectionComplete');
    expect(here).toMatchObject({ status: 0, peerAddressType: 2, peerAddress: PERIPHERAL });
    expect(there).toMatchObject({ status: 0, peerAddressType: 2, peerAddress: CENTRAL });
    expect(here.peerResolvablePrivateAddress).toBe(there.localResolvablePrivateAddress);
    expect(there.peerResolvablePrivateAddress).toBe(here.localResolvablePrivateAddress);
    expect(resolves(PERIPHERAL_IRK.toReversed(), here.peerResolvablePrivateAddress)).toBe(true);
    expect(resolves(CENTRAL_IRK.toReversed(), there.peerResolvablePrivateAddress)).toBe(true);
  });

  it('report adverts under the identity, and remember the private address (7.8.42)', async () => {
    const { clock, central } = await privateHosts();
    await scan(central);
    await clock.advance(200);
    const [report] = central.extendedAdverts;
    expect(report).toMatchObject({ addressType: 2, address: PERIPHERAL });
    const { peerResolvableAddress } = await central.send(hci.leReadPeerResolvableAddress, {
      peerIdentityAddressType: 0,
      peerIdentityAddress: PERIPHERAL,
    });
    expect(resolves(PERIPHERAL_IRK.toReversed(), peerResolvableAddress)).toBe(true);
  });

  it('show those without the key a private address, and another one after its time', async () => {
    const { clock, central, peripheral } = await privateHosts();
    await central.send(hci.leSetAddressResolutionEnable, { addressResolutionEnable: false });
    await peripheral.send(hci.leSetResolvablePrivateAddressTimeout, { rpaTimeout: 5 });
    await scan(central);
    await clock.advance(11_000);
    const addresses = new Set(central.extendedAdverts.map(({ address }) => address));
    expect(addresses.size).toBeGreaterThanOrEqual(2);
    expect([...addresses].map(randomKindOf)).toEqual(Array.from(addresses, () => 'resolvable'));
  });

  it('know nothing of peers that are not on the list: 0x02', async () => {
    const { central } = await privateHosts();
    const stranger = { peerIdentityAddressType: 0, peerIdentityAddress: 0xa4c138ffffff };
    const statuses = [
      await central.statusOf(hci.leReadPeerResolvableAddress, stranger),
      await central.statusOf(hci.leReadLocalResolvableAddress, stranger),
      await central.statusOf(hci.leSetPrivacyMode, { ...stranger, privacyMode: 1 }),
    ];
    expect(statuses).toEqual(Array(3).fill(HciStatus.unknownConnection));
  });
});

/** Two hosts that know each other's keys; the peripheral advertises under a private address. */
async function privateHosts() {
  const world = await twoHosts();
  const { central, peripheral } = world;
  await know(central, PERIPHERAL, { peerIrk: PERIPHERAL_IRK, localIrk: CENTRAL_IRK });
  await know(peripheral, CENTRAL, { peerIrk: CENTRAL_IRK, localIrk: PERIPHERAL_IRK });
  await advertise(peripheral, {
    ...CONNECTABLE_SET,
    ownAddressType: PRIVATE,
    peerAddress: CENTRAL,
  });
  return world;
}

async function know(
  host: TestHost,
  peerIdentityAddress: number,
  keys: { readonly peerIrk: Uint8Array; readonly localIrk: Uint8Array },
): Promise<void> {
  const peer = { peerIdentityAddressType: 0, peerIdentityAddress };
  await host.send(hci.leAddDeviceToResolvingList, { ...peer, ...keys });
  await host.send(hci.leSetAddressResolutionEnable, { addressResolutionEnable: true });
}

async function scan(host: TestHost): Promise<void> {
  await host.send(hci.leSetExtendedScanParameters, {
    ownAddressType: 0,
    scanningFilterPolicy: 0,
    phys: { le1M: { scanType: 0, scanInterval: 0x60, scanWindow: 0x60 } },
  });
  const span = { filterDuplicates: 0, duration: 0, period: 0 };
  await host.send(hci.leSetExtendedScanEnable, { enable: true, ...span });
}
