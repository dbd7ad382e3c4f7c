import { bitSet, encode } from '@bluebell/ble/codec';
import { fromHex, TimeoutError, UsageError, VirtualClock } from '@bluebell/ble/core';
import {
  eventPacket,
  HciStatus,
  openCommand,
  refusalPacket,
  transportPair,
} from '@bluebell/ble/hci';
import { describe, expect, it } from 'vitest';
import { checkRadio, checkTransport, type RadioReport } from './check-radio.ts';
import { type ServedController, serveController } from './hci/serve.ts';

/** Return parameters behind the status, by opcode: Bluetooth 4.2, as an ESP32 answers. */
const ESP32: Readonly<Record<number, Uint8Array>> = {
  3075: fromHex(''),
  4097: fromHex('08 0e00 08 6000 0e00'),
  // LE Set Advertising Enable, and the lists.
  4098: encode(bitSet(64), new Set([8 * 26 + 1, 8 * 26 + 6])),
  4099: fromHex('00000000 40 000000'),
  3073: fromHex(''),
  8193: fromHex(''),
  8194: fromHex('fb00 0c'),
  8195: fromHex('2100000000000000'),
  4105: fromHex('010000 38c1a4'),
  8207: fromHex('0c'),
};

/** The same of Bluetooth 5.4, with all that is asked for, made by nobody we know, without an address. */
const MODERN: Readonly<Record<number, Uint8Array>> = {
  ...ESP32,
  4097: fromHex('0d 0000 0d ffff 0000'),
  4098: encode(
    bitSet(64),
    new Set([
      8 * 25 + 4,
      8 * 26 + 1,
      8 * 26 + 6,
      8 * 34 + 6,
      8 * 35 + 3,
      8 * 35 + 6,
      8 * 36 + 5,
      8 * 36 + 6,
      8 * 36 + 7,
      8 * 37 + 6,
      8 * 38 + 7,
    ]),
  ),
  8195: fromHex('6159000000000080'),
  4105: fromHex('000000 000000'),
  8234: fromHex('08'),
  8239: fromHex('fb00 4808 fb00 4808'),
  8250: fromHex('7206'),
  8251: fromHex('04'),
  8267: fromHex('ec 14'),
};

describe('checkTransport', () => {
  it('tells what an old controller is, and that it can do no more than that', async () => {
    expect(await check(ESP32)).toEqual({
      name: 'memory',
      version: '4.2',
      hciVersion: 8,
      hciSubversion: 14,
      lmpSubversion: 14,
      companyIdentifier: 96,
      company: 'RivieraWaves, as in ESP32',
      publicAddress: 'A4:C1:38:00:00:01',
      features: ['encryption', 'dataPacketLengthExtension'],
      commandCount: 2,
      buffers: { packetLength: 251, packetCount: 12 },
      dataLengths: undefined,
      extendedAdvertising: undefined,
      txPower: undefined,
      acceptListSize: 12,
      resolvingListSize: 0,
      can: {
        legacyAdvertising: true,
        extendedAdvertising: false,
        extendedScanning: false,
        phy2M: false,
        phyCoded: false,
        dataLength: false,
        encryption: true,
        privacy: false,
      },
    });
  });

  it('tells all that a new one can do', async () => {
    const report = await check(MODERN);
    expect(report).toMatchObject({
      version: '5.4',
      companyIdentifier: 0xffff,
      company: undefined,
      publicAddress: undefined,
      extendedAdvertising: { sets: 4, maxData: 1650 },
      txPower: { minTxPower: -20, maxTxPower: 20 },
      dataLengths: { supportedMaxTxOctets: 251 },
      resolvingListSize: 8,
    });
    expect(report.features).toContain('bit 63');
    expect(Object.entries(report.can).filter(([, isSo]) => !isSo)).toEqual([]);
  });

  it('says when nothing answers, within the time that three Resets take', async () => {
    const clock = new VirtualClock();
    const [host] = transportPair(clock);
    const checking = clock.run(checkTransport(host, { clock }));
    await expect(checking).rejects.toThrow(TimeoutError);
    await expect(checking).rejects.toThrow('memory: no answer to 3 Resets');
    expect(clock.now()).toBe(6000);
    expect(() => host.send(Uint8Array.of())).toThrow('closed');
  });
});

describe('checkRadio', () => {
  it('opens a controller by name, and lets go of it', async () => {
    const served = await serveController('tcp:127.0.0.1:0', new Answering(ESP32));
    const report = await checkRadio(served.name);
    expect(report.name).toBe(served.name);
    await expect(checkRadio(served.name)).resolves.toEqual(report);
    await served.close();
  });

  it('names what can be checked', async () => {
    await expect(checkRadio('replay:a.btsnoop')).rejects.toThrow(UsageError);
  });
});

/** A controller that answers commands from a table. */
class Answering implements ServedController {
  onPacket: ((packet: Uint8Array) => void) | undefined;
  readonly #answers: Readonly<Record<number, Uint8Array>>;

  constructor(answers: Readonly<Record<number, Uint8Array>>) {
    this.#answers = answers;
  }

  receive(packet: Uint8Array): void {
    const { opcode } = openCommand(packet);
    const returned = this.#answers[opcode];
    this.onPacket?.(
      returned === undefined
        ? refusalPacket(opcode, HciStatus.unknownCommand)
        : completePacketOf(opcode, returned),
    );
  }
}

function completePacketOf(commandOpcode: number, returned: Uint8Array): Uint8Array {
  const returnParameters = Uint8Array.of(HciStatus.success, ...returned);
  return eventPacket({
    kind: 'commandComplete',
    numHciCommandPackets: 1,
    commandOpcode,
    returnParameters,
  });
}

function check(answers: Readonly<Record<number, Uint8Array>>): Promise<RadioReport> {
  const clock = new VirtualClock();
  const [host, far] = transportPair(clock);
  const controller = new Answering(answers);
  controller.onPacket = (packet) => far.send(packet);
  far.onPacket = (packet) => controller.receive(packet);
  return clock.run(checkTransport(host, { clock }));
}
