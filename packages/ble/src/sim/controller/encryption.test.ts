// How links are encrypted, and how not. Core Spec v5.4, Vol 4, Part E, 7.8.24 to 7.8.26.

import { describe, expect, it } from 'vitest';
import { fromHex } from '../../core/index.ts';
import * as hci from '../../hci/index.ts';
import { connectedHosts, hear } from './connected-hosts.contract.ts';
import type { TestHost } from './test-hosts.contract.ts';

const { HciStatus } = hci;

const KEY = fromHex('000102030405060708090a0b0c0d0e0f');
const OTHER_KEY = fromHex('ff0102030405060708090a0b0c0d0e0f');
const RANDOM = fromHex('1122334455667788');
const EDIV = 0x1234;

describe('encryption', () => {
  it('begins with a key that both hosts have', async () => {
    const { clock, central, peripheral, handle, peripheralHandle } = await connectedHosts();
    await encrypt(central, handle, KEY);
    expect(await peripheral.take('leLongTermKeyRequest')).toMatchObject({
      connectionHandle: peripheralHandle,
      encryptedDiversifier: EDIV,
      randomNumber: RANDOM,
    });
    await peripheral.send(hci.leLongTermKeyRequestReply, {
      connectionHandle: peripheralHandle,
      longTermKey: KEY,
    });
    const isOn = { status: 0, encryptionEnabled: 1 };
    expect(await central.take('encryptionChange')).toMatchObject(isOn);
    expect(await peripheral.take('encryptionChange')).toMatchObject(isOn);
    const there = hear(peripheral, peripheralHandle);
    central.hci.acl.links.get(handle)?.send(fromHex('c0ffee'));
    await clock.advance(200);
    expect(there).toEqual(['c0ffee']);
  });

  it('begins anew with another key, by the event for that (7.7.39)', async () => {
    const { central, peripheral, handle, peripheralHandle } = await connectedHosts();
    for (const longTermKey of [KEY, OTHER_KEY]) {
      await encrypt(central, handle, longTermKey);
      await peripheral.take('leLongTermKeyRequest');
      await peripheral.send(hci.leLongTermKeyRequestReply, {
        connectionHandle: peripheralHandle,
        longTermKey,
      });
      if (longTermKey === KEY) await central.take('encryptionChange');
    }
    expect(await central.take('encryptionKeyRefreshComplete')).toMatchObject({ status: 0 });
    expect(await peripheral.take('encryptionKeyRefreshComplete')).toMatchObject({ status: 0 });
  });

  it('does not begin when the peripheral has no key: status 0x06 (7.8.26)', async () => {
    const { central, peripheral, handle, peripheralHandle } = await connectedHosts();
    await encrypt(central, handle, KEY);
    await peripheral.take('leLongTermKeyRequest');
    await peripheral.send(hci.leLongTermKeyRequestNegativeReply, {
      connectionHandle: peripheralHandle,
    });
    expect(await central.take('encryptionChange')).toMatchObject({
      status: HciStatus.pinOrKeyMissing,
      encryptionEnabled: 0,
    });
  });

  it('ends the link when the keys differ, since nothing can be read (0x3D)', async () => {
    const { central, peripheral, handle, peripheralHandle } = await connectedHosts();
    await encrypt(central, handle, KEY);
    await peripheral.take('leLongTermKeyRequest');
    await peripheral.send(hci.leLongTermKeyRequestReply, {
      connectionHandle: peripheralHandle,
      longTermKey: OTHER_KEY,
    });
    const reasons = [
      (await central.take('disconnectionComplete')).reason,
      (await peripheral.take('disconnectionComplete')).reason,
    ];
    expect(reasons).toContain(HciStatus.micFailure);
  });

  it('is the central host to begin: the other is refused with 0x0C (7.8.24)', async () => {
    const { peripheral, peripheralHandle } = await connectedHosts();
    expect(
      await peripheral.statusOf(hci.leEnableEncryption, {
        connectionHandle: peripheralHandle,
        randomNumber: RANDOM,
        encryptedDiversifier: EDIV,
        longTermKey: KEY,
      }),
    ).toBe(HciStatus.commandDisallowed);
  });
});

async function encrypt(central: TestHost, connectionHandle: number, longTermKey: Uint8Array) {
  await central.send(hci.leEnableEncryption, {
    connectionHandle,
    randomNumber: RANDOM,
    encryptedDiversifier: EDIV,
    longTermKey,
  });
}
