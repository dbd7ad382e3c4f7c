// The peers among themselves, on controllers of others: what fails here is no fault of ours.

import { fromHex, toHex } from '@bluebell/ble/core';
import { BtsnoopWriter } from '@bluebell/radios';
import { expect, it } from 'vitest';
import { BleHost } from './ble-host.ts';
import {
  converse,
  type PeerPairingCase,
  pairAndMeetAgain,
  refuseWrongPasskey,
} from './ble-host-conversation.ts';
import { LONG_VALUE } from './ble-host-service.ts';
import { btmon } from './btmon.ts';
import { Btvirt } from './btvirt.ts';
import { Captures } from './captures.ts';
import { ECHOED, TtyPeer } from './noble-bleno.ts';
import { describeWith } from './programs.ts';
import { tshark, tsharkEach, tsharkFields } from './tshark.ts';

describeWith('btvirt', 'cc')('ble-host on btvirt', { timeout: 30_000 }, () => {
  it('finds, reads, writes and subscribes', async () => {
    await using btvirt = await Btvirt.start();
    await using peripheral = await BleHost.open(await btvirt.connect());
    await using central = await BleHost.open(await btvirt.connect());
    await converse(central, peripheral);
  });

  it.each<PeerPairingCase>([
    { central: 'noInputNoOutput', peripheral: 'noInputNoOutput' },
    { central: 'keyboardOnly', peripheral: 'keyboardOnly' },
    { central: 'displayYesNo', peripheral: 'displayYesNo' },
  ])('pairs $central with $peripheral, and meets again', async (pairing) => {
    await using btvirt = await Btvirt.start();
    await using peripheral = await BleHost.open(await btvirt.connect());
    await using central = await BleHost.open(await btvirt.connect());
    await pairAndMeetAgain(central, peripheral, pairing);
  });

  it('refuses a wrong passkey', async () => {
    await using btvirt = await Btvirt.start();
    await using peripheral = await BleHost.open(await btvirt.connect());
    await using central = await BleHost.open(await btvirt.connect());
    const pairing = { central: 'keyboardOnly', peripheral: 'displayOnly' } as const;
    await refuseWrongPasskey(central, peripheral, pairing);
  });
});

describeWith(
  'btvirt',
  'cc',
  'mergecap',
  'tshark',
  'btmon',
)('tshark and btmon', { timeout: 30_000 }, () => {
  it('read what our captures hold', async () => {
    await using btvirt = await Btvirt.start();
    const captures = await Captures.create();
    await using peripheral = await BleHost.open(await captures.record(await btvirt.connect()));
    await using central = await BleHost.open(await captures.record(await btvirt.connect()));
    await converse(central, peripheral);
    await captures.expectRight();

    const [, path = ''] = captures.paths;
    const values = { filter: 'btatt.opcode == 0x1b', fields: ['btatt.value'] };
    expect(await tsharkFields(path, values)).toContainEqual([toHex(LONG_VALUE.slice(0, 300))]);
  });

  it('see what is damaged, which packet, and why', async () => {
    const damaged = `${(await Captures.create()).folder}/damaged.btsnoop`;
    const writer = await BtsnoopWriter.create(damaged);
    await writer.append(fromHex('04 0e 04 01 03 0c 00'), 0, 'received');
    // LE Connection Complete, without most of what it completes with.
    await writer.append(fromHex('04 3e 04 01 00 2a 00'), 1, 'received');
    await writer.close();
    const complaints = [expect.stringMatching(/^#?2\D/)];
    expect(await tshark(damaged)).toEqual({ records: 2, complaints });
    expect(await tsharkEach([damaged, damaged])).toEqual([
      { records: 2, complaints },
      { records: 2, complaints },
    ]);
    expect(await btmon(damaged)).toEqual({ records: 2, complaints });
  });
});

describeWith('btvirt', 'cc', 'socat')('noble and bleno on btvirt', { timeout: 30_000 }, () => {
  it('find each other through ttys', async () => {
    await using btvirt = await Btvirt.start();
    const place = `UNIX-CONNECT:${btvirt.path}`;
    await using bleno = await TtyPeer.bleno(place, 'bleno');
    await bleno.heard('advertising');
    await using noble = await TtyPeer.noble(place, 'bleno');
    expect(await noble.heard('read')).toMatchObject({ long: toHex(LONG_VALUE) });
    expect(await noble.heard('notified')).toMatchObject({ value: toHex(ECHOED) });
    expect(await noble.heard('indicated')).toMatchObject({ value: toHex(ECHOED.slice(0, 100)) });
    await noble.heard('disconnected');
    await bleno.heard('confirmed');
    await bleno.heard('disconnected');
  });
});
