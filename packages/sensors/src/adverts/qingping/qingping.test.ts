import { fromHex, parseAddress } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { describeMeasurement } from '../../decoded-line.ts';
import { formatContract, frameOf } from '../../vectors/format.contract.ts';
import { qingpingFormat } from './qingping.ts';

/** By the device types that public decoders list. */
const qingping = qingpingFormat(
  new Map([
    [0x01, 'CGG1'],
    [0x04, 'CGH1'],
    [0x07, 'CGG1'],
    [0x09, 'CGP1W'],
    [0x0c, 'CGD1'],
    [0x0e, 'CGDN1'],
    [0x0f, 'CGM1'],
    [0x10, 'CGDK2'],
    [0x12, 'CGPR1'],
    [0x15, 'CGF1W'],
    [0x16, 'CGG1'],
    [0x18, 'CGP23W'],
    [0x1e, 'CGC1'],
    [0x24, 'CGDN1'],
    [0x33, 'CGP22C'],
    [0x5d, 'CGP22C'],
  ]),
);

formatContract(qingping, 'qingping');

const HEAD = '0807b24410342d58';

describe('qingpingFormat', () => {
  it.each([
    ['00', { opening: true }],
    ['01', { opening: false, doorLeftOpen: false }],
    ['02', { opening: true, doorLeftOpen: true }],
  ])('reads a door in state %s', (state, values) => {
    expect(read(`0804b24410342d58 0401 ${state}`)).toMatchObject(values);
  });

  it('takes a second packet id for the door of a door sensor only', () => {
    const counts = '0f0142 0f0100';
    expect(read(`0804b24410342d58 ${counts}`)).toMatchObject({ packetId: 0x42, opening: true });
    const other = read(`0812b24410342d58 ${counts}`);
    expect(other).toMatchObject({ packetId: 0x42, unknownObjects: ['0x0f'] });
    expect(other).not.toHaveProperty('opening');
  });

  it('gives nothing of an id that it does not know, or of a value of another length', () => {
    const found = read(`${HEAD} 990101 02020102 0104ca004502`);
    expect(found).toMatchObject({ unknownObjects: ['0x99', '0x02'], temperature: 20.2 });
    expect(found).not.toHaveProperty('battery');
  });

  it('gives nothing of a door in a state that it does not know', () => {
    const found = read(`0804b24410342d58 040107`);
    expect(found).toMatchObject({ unknownObjects: ['0x04'] });
    expect(found).not.toHaveProperty('opening');
  });

  it('takes 0xff for a full battery: it is plugged in', () => {
    expect(read(`${HEAD} 0201ff`)).toMatchObject({ battery: 100 });
  });

  it('notes a byte that is too few for an object', () => {
    expect(read(`${HEAD} 020138 01`)).toMatchObject({ battery: 56, trailingBytes: 1 });
  });

  it('calls a frame without room for an address malformed', () => {
    expect(read('0807b24410342d')).toEqual({
      family: 'qingping',
      product: 'CGG1',
      encrypted: false,
      error: 'malformed',
      control: '0x08',
      deviceType: '0x07',
    });
  });

  it('leaves adverts of passkeys alone, which use the old UUID too', () => {
    expect(read('0801ae1610342d58 010414015301 020158', 0xfff9)).toMatchObject({ product: 'CGG1' });
    expect(read('0801ae1610342d58 010414015301 0201', 0xfff9)).toEqual({});
    expect(read('a3f1c80d5be2947716fc02d9aa31b8e04477e19c', 0xfff9)).toEqual({});
    expect(read('0801', 0xfff9)).toEqual({});
  });
});

function read(hex: string, uuid = 0xfdcd): Record<string, unknown> {
  const measurement = frameOf(qingping, uuid, fromHex(hex), parseAddress('58:2D:34:10:44:B2'));
  return measurement ? describeMeasurement(measurement) : {};
}
