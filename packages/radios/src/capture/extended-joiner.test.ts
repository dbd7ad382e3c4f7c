import { fromHex, toHex } from '@bluebell/ble/core';
import type { Advert } from '@bluebell/ble/radio';
import { beforeEach, describe, expect, it } from 'vitest';
import { ExtendedJoiner, type ExtendedPdu } from './extended-joiner.ts';
import type { AirPacket } from './heard.ts';

const ADDRESS = 0xa4c138000001;
const OTHER_ADDRESS = 0xa4c138000002;
const SET = { did: 0x123, sid: 7 };
const OTHER_SET = { did: 0x123, sid: 8 };
const CONNECTABLE = 1;
const SCANNABLE = 2;

/** 30 µs · 100 from now on, on channel 11. */
const POINTER = {
  channelIndex: 11,
  ca: false,
  offsetUnits: false,
  auxOffset: 100,
  auxPhy: 0,
} as const;

/** 300 µs · 8000 is 2.4 s. */
const FAR_POINTER = { ...POINTER, offsetUnits: true, auxOffset: 8000 } as const;

const PRIMARY = { channelIndex: 37 };
const SECONDARY = { channelIndex: 11 };

let joiner: ExtendedJoiner;
beforeEach(() => {
  joiner = new ExtendedJoiner();
});

// A capture may tell channels or not; what follows holds for both.
describe.each([
  ['with channels', PRIMARY, SECONDARY],
  ['without channels', {}, {}],
])('ExtendedJoiner, %s', (_, primary, secondary) => {
  it('makes an advert of an AUX_ADV_IND, and none of the ADV_EXT_IND that points to it', () => {
    expect(hear({ adi: SET, auxPtr: POINTER }, '', primary)).toEqual([]);
    const [advert] = hear({ advA: ADDRESS, adi: SET }, '020106', { ...secondary, rssiDbm: -70 }, 3);
    expect(advert).toMatchObject({
      addressValue: ADDRESS,
      addressType: 'public',
      data: fromHex('020106'),
      rssiDbm: -70,
      timeMs: 3,
      sid: 7,
      isExtended: true,
      isTruncated: false,
      isConnectable: false,
      isScanResponse: false,
    });
  });

  it('takes address and power from the ADV_EXT_IND where they stand there alone', () => {
    hear({ advA: ADDRESS, txAdd: true, txPower: -4, adi: SET, auxPtr: POINTER }, '', primary);
    expect(hear({ adi: SET, advMode: CONNECTABLE }, '020106', secondary)).toMatchObject([
      { addressValue: ADDRESS, addressType: 'random', txPowerDbm: -4, isConnectable: true },
    ]);
  });

  it('gives an advert without an address as anonymous', () => {
    hear({ adi: SET, auxPtr: POINTER }, '', primary);
    expect(hear({ adi: SET }, '020106', secondary)).toMatchObject([
      { addressValue: 0, addressType: 'anonymous' },
    ]);
  });

  it('makes an advert without data of an ADV_EXT_IND that points nowhere', () => {
    expect(hear({ advA: ADDRESS }, '', primary)).toMatchObject([
      { addressValue: ADDRESS, data: fromHex(''), sid: undefined, isTruncated: false },
    ]);
  });

  it('joins AUX_CHAIN_INDs', () => {
    hear({ adi: SET, auxPtr: POINTER }, '', primary);
    expect(hear({ advA: ADDRESS, adi: SET, auxPtr: POINTER }, '0102', secondary, 3)).toEqual([]);
    expect(hear({ adi: SET, auxPtr: POINTER }, '0304', secondary, 6)).toEqual([]);
    expect(hear({ adi: SET }, '0506', { ...secondary, rssiDbm: -71 }, 9)).toMatchObject([
      {
        addressValue: ADDRESS,
        data: fromHex('010203040506'),
        timeMs: 9,
        rssiDbm: -71,
        isTruncated: false,
      },
    ]);
  });

  it('keeps sets apart whose packets come in turns', () => {
    hear({ advA: ADDRESS, adi: SET, auxPtr: POINTER }, '01', secondary);
    hear({ advA: OTHER_ADDRESS, adi: OTHER_SET, auxPtr: POINTER }, '02', secondary);
    const first = hear({ adi: SET }, '03', secondary);
    const second = hear({ adi: OTHER_SET }, '04', secondary);
    expect([...first, ...second].map(summary)).toEqual([
      `${ADDRESS} 0103`,
      `${OTHER_ADDRESS} 0204`,
    ]);
  });

  it('marks an advert as truncated whose rest did not come in time', () => {
    hear({ advA: ADDRESS, adi: SET, auxPtr: POINTER }, '0102', secondary, 100);
    expect(joiner.expire(110)).toEqual([]);
    expect(joiner.expire(200)).toMatchObject([
      { data: fromHex('0102'), isTruncated: true, timeMs: 100 },
    ]);
    expect(joiner.expire(300)).toEqual([]);
  });

  it('waits for as long as the pointer says (2.3.4.5)', () => {
    hear({ advA: ADDRESS, adi: SET, auxPtr: FAR_POINTER }, '0102', secondary, 0);
    expect(joiner.expire(2400)).toEqual([]);
    expect(joiner.expire(2500)).toMatchObject([{ isTruncated: true }]);
  });

  it('gives up a chain when the set begins anew', () => {
    hear({ advA: ADDRESS, adi: SET, auxPtr: POINTER }, '0102', secondary);
    expect(hear({ adi: SET, auxPtr: POINTER }, '', primary)).toMatchObject([
      { data: fromHex('0102'), isTruncated: true },
    ]);
    expect(hear({ advA: ADDRESS, adi: SET }, '0304', secondary)).toMatchObject([
      { data: fromHex('0304'), isTruncated: false },
    ]);
  });

  it('takes for a scan response what answers a scannable advert (4.4.2.2.1)', () => {
    hear({ adi: SET, auxPtr: POINTER, advMode: SCANNABLE }, '', primary);
    const asked = hear({ advA: ADDRESS, adi: SET, advMode: SCANNABLE }, '', secondary);
    const answer = hear({ advA: ADDRESS, adi: SET }, '0102', secondary);
    expect([...asked, ...answer]).toMatchObject([
      { data: fromHex(''), isScanResponse: false },
      { data: fromHex('0102'), isScanResponse: true },
    ]);
  });

  it('cuts off what no set can carry, however long a chain goes on', () => {
    const part = '00'.repeat(250);
    hear({ advA: ADDRESS, adi: SET, auxPtr: POINTER }, part, secondary);
    for (let i = 0; i < 20; i++) hear({ adi: SET, auxPtr: POINTER }, part, secondary);
    const [advert] = hear({ adi: SET }, part, secondary);
    expect(advert?.data.length).toBe(1650);
    expect(advert?.isTruncated).toBe(true);
  });
});

describe('ExtendedJoiner', () => {
  it('does not take a packet on another channel for the one that was announced', () => {
    hear({ advA: ADDRESS, adi: SET, auxPtr: POINTER }, '0102', SECONDARY);
    const adverts = hear({ adi: SET }, '0304', { channelIndex: 12 });
    expect(adverts).toMatchObject([
      { addressValue: ADDRESS, data: fromHex('0102'), isTruncated: true },
      { addressType: 'anonymous', data: fromHex('0304') },
    ]);
  });

  it('believes a capture that says what a packet is', () => {
    hear({ advA: ADDRESS, adi: SET, auxPtr: POINTER }, '01', { ...SECONDARY, role: 'auxAdvInd' });
    const chain: AirPacket['role'] = 'auxChainInd';
    expect(hear({ adi: SET }, '02', { ...SECONDARY, role: chain })).toMatchObject([
      { data: fromHex('0102') },
    ]);
    expect(hear({ advA: ADDRESS }, '03', { ...SECONDARY, role: 'auxScanRsp' })).toMatchObject([
      { isScanResponse: true },
    ]);
    expect(hear({ adi: SET }, '04', { ...SECONDARY, role: 'auxSyncInd' })).toEqual([]);
  });

  it('says nothing of the end of a chain whose beginning it did not hear', () => {
    expect(hear({ adi: SET }, '02', { ...SECONDARY, role: 'auxChainInd' })).toEqual([]);
  });

  it('follows 64 sets at once; beyond that the oldest is given as far as it came', () => {
    const sets = Array.from({ length: 65 }, (_, did) => ({ did, sid: 0 }));
    const begun = sets.map((adi) => hear({ advA: ADDRESS, adi, auxPtr: POINTER }, '01', SECONDARY));
    expect(begun.flat()).toMatchObject([{ isTruncated: true }]);
    expect(begun.at(-1)).toHaveLength(1);
    const ended = sets.slice(1).flatMap((adi) => hear({ adi }, '02', SECONDARY));
    expect(new Set(ended.map(summary))).toEqual(new Set([`${ADDRESS} 0102`]));
    expect(ended).toHaveLength(64);
  });
});

type Fields = Partial<Omit<ExtendedPdu['header'], 'acad'>> & { readonly txAdd?: boolean };

function hear(
  { txAdd = false, advMode = 0, ...fields }: Fields,
  data: string,
  packet: Omit<AirPacket, 'pdu'>,
  timeMs = 0,
): readonly Advert[] {
  const pdu: ExtendedPdu = {
    kind: 'extendedAdvertising',
    chSel: false,
    txAdd,
    rxAdd: false,
    header: { advMode, acad: fromHex(''), ...fields },
    advData: fromHex(data),
  };
  return joiner.push(pdu, { pdu: fromHex(''), ...packet }, timeMs);
}

function summary({ addressValue, data }: Advert): string {
  return `${addressValue} ${toHex(data)}`;
}
