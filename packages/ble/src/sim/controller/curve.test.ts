import { describe, expect, it } from 'vitest';
import { DEBUG_KEY_PAIR, generateKeyPair, sharedSecret } from '../../crypto/index.ts';
import * as hci from '../../hci/index.ts';
import { addHost, testAir } from './test-hosts.contract.ts';

const { HciStatus } = hci;

const REMOTE = generateKeyPair((length) => Uint8Array.from({ length }, (_, i) => i + 1));

const REMOTE_KEY = {
  keyXCoordinate: REMOTE.publicKey.x.toReversed(),
  keyYCoordinate: REMOTE.publicKey.y.toReversed(),
};

describe('the curve of a virtual controller', () => {
  it('makes a key, and a secret that the other side finds too (7.8.36, 7.8.37)', async () => {
    const host = await oneHost();
    await host.send(hci.leReadLocalP256PublicKey);
    const own = await host.take('leReadLocalP256PublicKeyComplete');
    await host.send(hci.leGenerateDhKey, REMOTE_KEY);
    const { status, dhKey } = await host.take('leGenerateDhKeyComplete');
    expect(status).toBe(0);
    const publicKey = { x: own.keyXCoordinate.toReversed(), y: own.keyYCoordinate.toReversed() };
    expect(dhKey.toReversed()).toEqual(sharedSecret(REMOTE.privateKey, publicKey));
  });

  it('takes the debug key where it is told to', async () => {
    const host = await oneHost();
    await host.send(hci.leGenerateDhKeyV2, { ...REMOTE_KEY, keyType: 1 });
    const { dhKey } = await host.take('leGenerateDhKeyComplete');
    const expected = sharedSecret(REMOTE.privateKey, DEBUG_KEY_PAIR.publicKey);
    expect(dhKey.toReversed()).toEqual(expected);
  });

  it('gives no secret for a point beside the curve', async () => {
    const host = await oneHost();
    const keyYCoordinate = REMOTE_KEY.keyXCoordinate;
    await host.send(hci.leGenerateDhKeyV2, { ...REMOTE_KEY, keyYCoordinate, keyType: 1 });
    expect(await host.take('leGenerateDhKeyComplete')).toMatchObject({
      status: HciStatus.invalidParameters,
      dhKey: new Uint8Array(32).fill(0xff),
    });
  });

  it('does one thing at a time, and none before there is a key: 0x0C', async () => {
    const host = await oneHost();
    expect(await host.statusOf(hci.leGenerateDhKey, REMOTE_KEY)).toBe(HciStatus.commandDisallowed);
    await host.send(hci.leReadLocalP256PublicKey);
    expect(await host.statusOf(hci.leReadLocalP256PublicKey)).toBe(HciStatus.commandDisallowed);
  });

  it('is forgotten by Reset, with what is under way', async () => {
    const host = await oneHost();
    await host.send(hci.leReadLocalP256PublicKey);
    await host.send(hci.reset);
    await host.clock.advance(1000);
    expect(host.heard).toEqual([]);
    expect(await host.statusOf(hci.leGenerateDhKey, REMOTE_KEY)).toBe(HciStatus.commandDisallowed);
  });
});

function oneHost() {
  return addHost(testAir(), { address: 'A4:C1:38:00:00:01' });
}
