import { describe, expect, it } from 'vitest';
import { fromHex, TransportError, toHex, VirtualClock } from '../../core/index.ts';
import * as hci from '../../hci/index.ts';
import { addHost, testAir } from './test-hosts.contract.ts';
import { VirtualAir } from './virtual-air.ts';

const ADDRESS = 'A4:C1:38:00:00:01';
const RESET = fromHex('01030c00');
/** Exactly one command may follow: hosts there are wait for nothing else. */
const RESET_DONE = '040e0401030c00';

describe('VirtualController', () => {
  it('is a controller of 5.4 to our own host', async () => {
    const host = await addHost(testAir(), { address: ADDRESS });
    expect(host.hci.capabilities).toMatchObject({
      hciVersion: hci.HciVersion.v5_4,
      publicAddress: 0xa4c138000001,
      acl: { packetLength: 251, packetCount: 12 },
      acceptListSize: 32,
      resolvingListSize: 32,
      dataLengths: { supportedMaxTxOctets: 251 },
      extendedAdvertising: { sets: 8, maxData: 1650 },
      txPower: { maxTxPower: 0 },
    });
    expect(host.hci.faults.malformed).toBe(0);
  });

  it('is one of 4.2 where that is asked for', async () => {
    const buffers = { packetLength: 27, packetCount: 4 };
    const host = await addHost(testAir(), { address: ADDRESS, model: '4.2', buffers });
    expect(host.hci.capabilities).toMatchObject({
      hciVersion: hci.HciVersion.v4_2,
      acl: buffers,
      extendedAdvertising: undefined,
    });
    for (const command of [hci.leSetPhy, hci.leSetExtendedScanEnable, hci.leReadTransmitPower]) {
      expect(host.hci.supports(command)).toBe(false);
    }
    expect(host.hci.supports(hci.leSetDataLength)).toBe(true);
    expect(
      await host.statusOf(hci.leSetExtendedScanEnable, {
        enable: false,
        filterDuplicates: 0,
        duration: 0,
        period: 0,
      }),
    ).toBe(hci.HciStatus.unknownCommand);
  });

  it('supports just the commands that it says it does (6.27)', async () => {
    const host = await addHost(testAir(), { address: ADDRESS });
    expect(host.hci.supports(hci.leSetHostFeature)).toBe(false);
    expect(host.hci.supports(hci.leExtendedCreateConnection)).toBe(true);
  });

  it('encrypts blocks as the specification does (7.8.22)', async () => {
    const host = await addHost(testAir(), { address: ADDRESS });
    const zeros = new Uint8Array(16);
    const parameters = { key: zeros, plaintextData: zeros };
    const { encryptedData } = await host.send(hci.leEncrypt, parameters);
    expect(toHex(encryptedData)).toBe('2e2b34ca59fa4c883b2c8aefd44be966');
  });

  it('gives the same random numbers for the same seed, and others for another', async () => {
    const numbers = [];
    for (const seed of [1, 1, 2]) {
      const host = await addHost(testAir(seed), { address: ADDRESS });
      numbers.push(toHex((await host.send(hci.leRand)).randomNumber));
    }
    expect(numbers[0]).toBe(numbers[1]);
    expect(numbers[0]).not.toBe(numbers[2]);
  });

  it('answers plain packets, never while they are given to it', async () => {
    const { controller, said } = bare();
    controller.receive(RESET);
    controller.receive(fromHex('01091000'));
    expect(said).toEqual([]);
    await turns();
    expect(said).toEqual([RESET_DONE, '040e0a01091000010000 38c1a4'.replace(' ', '')]);
  });

  it('answers by the transport it gave out last, and breaks the one before', async () => {
    const { clock, controller, said } = bare();
    const [first, second] = [controller.transport(), controller.transport()];
    const problems: string[] = [];
    const heard: string[] = [];
    first.onClose = (error) => void problems.push(error.message);
    second.onPacket = (packet) => void heard.push(toHex(packet));
    second.send(RESET);
    expect(heard).toEqual([]);
    await clock.advance(0);
    expect(heard).toEqual([RESET_DONE]);
    expect(said).toEqual([]);
    expect(problems).toEqual([expect.stringContaining('another host')]);
    expect(() => first.send(RESET)).toThrow(TransportError);
  });

  it('drops and counts what is no packet that a host sends', async () => {
    const { controller, said } = bare();
    for (const hex of ['', '01', '01030c05', '0400', '0300000001', '02ff']) {
      controller.receive(fromHex(hex));
    }
    await turns();
    expect(said).toEqual([]);
    expect(controller.faults).toEqual({ malformed: 4, unknownPacket: 2 });
  });

  it('answers commands that nobody knows with 0x01', async () => {
    const { controller, said } = bare();
    controller.receive(fromHex('01ffff00'));
    await turns();
    expect(said).toEqual(['040f0401 01ffff'.replace(' ', '')]);
  });
});

/** A controller without a host. */
function bare() {
  const clock = new VirtualClock();
  const controller = new VirtualAir({ clock }).addController({ address: ADDRESS });
  const said: string[] = [];
  controller.onPacket = (packet) => void said.push(toHex(packet));
  return { clock, controller, said };
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await Promise.resolve();
}
