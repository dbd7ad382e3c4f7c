import { Reader } from '@bluebell/ble/codec';
import { fromHex, parseAddress } from '@bluebell/ble/core';
import { Advert } from '@bluebell/ble/radio';
import { describe, expect, it } from 'vitest';
import { CompanyData } from './company-data.ts';
import { type MiBeaconHead, readHead } from './frame.ts';

/** An advert of a LYWSD02MMC as its owner published it: flags, the frame, and its other half. */
const RECORDED = {
  flags: '020106',
  frame: '4858e4162c 697df6d5c978 641109 004c72012e',
  companyData: '0eff 8f03 1058e4162c 04a6d038c1a4',
};
const MAC = parseAddress('A4:C1:38:D0:A6:04');

describe('CompanyData', () => {
  it('finds the MAC of a frame that has none, as a device sent it', () => {
    const { flags, frame, companyData } = RECORDED;
    const head = headOf(frame);
    expect(head.mac).toBeUndefined();
    const advert = advertOf(`${flags} 1616 95fe ${frame} ${companyData}`);
    expect(new CompanyData().macOf(head, advert)).toBe(MAC);
  });

  it.each([
    ['no company data', '020106'],
    ['company data of others', '0eff 8e03 1058e4162c 04a6d038c1a4'],
    ['a head of another product', '0eff 8f03 10585b052c 04a6d038c1a4'],
    ['a head with another counter', '0eff 8f03 1058e4162d 04a6d038c1a4'],
    ['a head without MAC', '08ff 8f03 0058e4162c'],
    ['a MAC cut short', '0dff 8f03 1058e4162c 04a6d038c1'],
    ['too little for a head', '07ff 8f03 1058e416'],
    ['half a company', '02ff 8f'],
  ])('finds nothing in %s', (_, hex) => {
    expect(new CompanyData().macOf(headOf(RECORDED.frame), advertOf(hex))).toBeUndefined();
  });

  it('looks at the first company data of Xiaomi', () => {
    const first = '0eff 8f03 1058e4162c 010203040506';
    const advert = advertOf(`03ff8e03 ${first} ${RECORDED.companyData}`);
    expect(new CompanyData().macOf(headOf(RECORDED.frame), advert)).toBe(0x060504030201);
  });

  it('does not mistake one advert for another', () => {
    const companyData = new CompanyData();
    const head = headOf(RECORDED.frame);
    expect(companyData.macOf(head, advertOf(RECORDED.companyData))).toBe(MAC);
    expect(companyData.macOf(head, advertOf('020106'))).toBeUndefined();
  });
});

function headOf(hex: string): MiBeaconHead {
  const head = readHead(new Reader(fromHex(hex)));
  if (!head) throw new Error(`'${hex}' has no head`);
  return head;
}

function advertOf(hex: string): Advert {
  return new Advert({ address: 0x1, addressType: 'random', data: fromHex(hex), timeMs: 0 });
}
