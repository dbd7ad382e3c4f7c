// Captures of the air that are written while it is in use, in the eyes of tshark.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc24 } from '@bluebell/ble/codec';
import { fromHex } from '@bluebell/ble/core';
import { advertisingPacket, Coding } from '@bluebell/ble/ll';
import { type AirFacts, AirWriter } from '@bluebell/radios';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeWith } from './programs.ts';
import { tshark, tsharkFields } from './tshark.ts';

type Said = Omit<AirFacts, 'startMs'>;

const ON_AIR = { channel: 37, coding: Coding.le1M, isIntact: true } as const;

const ADV_IND: Said = {
  ...ON_AIR,
  ...advertisingPacket(fromHex('4009 665544332211 020106')),
  rssiDbm: -61,
};

/** On a secondary channel: address, ADI and flags. */
const AUX_ADV_IND: Said = {
  ...ON_AIR,
  ...advertisingPacket(fromHex('470d 0909 665544332211 3412 020106')),
  channel: 5,
};

const CONNECT_IND: Said = {
  ...ON_AIR,
  ...advertisingPacket(
    fromHex('c522 aabbccddeeff 665544332211 2a5d6550 aaf317 03 0b00 1800 0000 4800 ffffffff1f 0b'),
  ),
};

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bluebell-'));
  path = join(folder, 'air.pcap');
});
afterEach(() => rm(folder, { recursive: true }));

/** What cannot be read without the key. */
const CIPHER = 'a1a2a3a4a5a6a7b1b2b3b4';

describeWith('tshark')('tshark, on captures of the air', () => {
  it('reads adverts with channel, strength and PHY, and finds nothing to complain of', async () => {
    const coded = { ...AUX_ADV_IND, coding: Coding.leCodedS8 };
    await write(ADV_IND, AUX_ADV_IND, { ...AUX_ADV_IND, coding: Coding.le2M }, coded);
    expect(await tshark(path)).toEqual({ records: 4, complaints: [] });
    const fields = [
      'btle_rf.channel',
      'btle_rf.signal_dbm',
      'btle_rf.phy',
      'btcommon.eir_ad.entry.type',
    ];
    expect(await tsharkFields(path, { fields })).toEqual([
      ['0', '-61', '0', '0x01'],
      ['6', '', '0', '0x01'],
      ['6', '', '1', '0x01'],
      ['6', '', '2', '0x01'],
    ]);
  });

  it('finds the packet that was disturbed', async () => {
    await write(ADV_IND, { ...ADV_IND, isIntact: false }, ADV_IND);
    const query = { filter: 'btle.crc.incorrect', fields: ['frame.number'] };
    expect(await tsharkFields(path, query)).toEqual([['2']]);
  });

  it('follows a link up to ATT, also where it was encrypted', async () => {
    await write(
      CONNECT_IND,
      fromCentral('0207 0300 0400 0a0300'),
      fromPeripheral('0606 0200 0400 0b64'),
      { ...fromCentral(`0e0b ${CIPHER}`), plainPdu: fromHex('0e07 0300 0400 0a0500') },
      { ...fromPeripheral(`0a0b ${CIPHER}`), plainPdu: fromHex('0a06 0200 0400 0b65') },
    );
    expect(await tshark(path)).toEqual({ records: 5, complaints: [] });
    const query = {
      filter: 'btatt',
      fields: ['btatt.opcode', 'btatt.handle', 'btatt.value', 'btle_rf.flags.decrypted'],
    };
    expect(await tsharkFields(path, query)).toEqual([
      ['0x0a', '0x0003', '', '0'],
      ['0x0b', '0x0003', '64', '0'],
      ['0x0a', '0x0005', '', '1'],
      ['0x0b', '0x0005', '65', '1'],
    ]);
  });
});

/** The link that `CONNECT_IND` makes. */
function onLink(pdu: string): Said {
  const bytes = fromHex(pdu);
  const crc = crc24(bytes, 0x17f3aa);
  return { ...ON_AIR, channel: 11, accessAddress: 0x50655d2a, pdu: bytes, crc };
}

function fromCentral(pdu: string): Said {
  return { ...onLink(pdu), direction: 'toPeripheral' };
}

function fromPeripheral(pdu: string): Said {
  return { ...onLink(pdu), direction: 'toCentral' };
}

/** A capture of these, a millisecond apart. */
async function write(...packets: readonly Said[]): Promise<void> {
  await using capture = await AirWriter.create(path);
  for (const [i, said] of packets.entries()) {
    await capture.append({ ...said, startMs: 1_700_000_000_000 + i });
  }
}
