import { fromHex } from '@bluebell/ble/core';
import { describe, expect, it } from 'vitest';
import { air, measuredAir } from './air-links.ts';
import { CaptureListener } from './capture-listener.ts';
import { h4 } from './hci-links.ts';
import type { Link } from './heard.ts';

/** LE Extended Advertising Report: the first, or the last, of two parts of one advert. */
const partOf = (dataStatus: '20' | '00', data: string) =>
  `04 3e 1d 0d 01 ${dataStatus}00 00 010000 38c1a4 01 01 07 7f c4 0000 00 000000000000 03 ${data}`;

const LEGACY = '04 3e 0f 02 01 00 00 010000 38c1a4 03 020106 c4';

describe('CaptureListener', () => {
  it('counts packets and adverts', () => {
    const listener = new CaptureListener();
    hear(listener, h4, LEGACY);
    hear(listener, h4, '01 030c00');
    expect(listener.counts).toEqual({
      records: 2,
      adverts: 1,
      dropped: { wrongCrc: 0, malformed: 0, whitened: 0 },
    });
  });

  it('drops what is broken, counts it, and goes on', () => {
    const listener = new CaptureListener();
    hear(listener, h4, '');
    hear(listener, h4, '04 3e 03 02 01 00');
    hear(listener, air, 'd6be898e 6009 010000 38c1a4 020106 000000');
    hear(listener, air, 'd6be898e 6009');
    hear(listener, measuredAir, '000000 00 00000000 0000 d6be898e');
    expect(listener.counts.dropped).toEqual({ wrongCrc: 1, malformed: 3, whitened: 1 });
    expect(hear(listener, h4, LEGACY)).toHaveLength(1);
  });

  it('joins parts of one source alone', () => {
    const listener = new CaptureListener();
    expect(hear(listener, h4, partOf('20', '010203'), 0)).toEqual([]);
    expect(hear(listener, h4, partOf('20', '0a0b0c'), 1)).toEqual([]);
    expect(hear(listener, h4, partOf('00', '040506'), 0)).toMatchObject([
      { data: fromHex('010203040506') },
    ]);
    expect(hear(listener, h4, partOf('00', '0d0e0f'), 1)).toMatchObject([
      { data: fromHex('0a0b0c0d0e0f') },
    ]);
  });

  it('gives at the end what was heard of adverts that are not whole', () => {
    const listener = new CaptureListener();
    // An AUX_ADV_IND with an AuxPtr, whose CRC the sniffer found right.
    const begun = '0712 0c19 010000 38c1a4 2371 8b1240 0102 030405';
    expect(
      hear(listener, measuredAir, `0d c4 00 00 00000000 030c d6be898e ${begun} 000000`),
    ).toEqual([]);
    expect(listener.end()).toMatchObject([{ data: fromHex('0102030405'), isTruncated: true }]);
    expect(listener.counts.adverts).toBe(1);
  });
});

function hear(listener: CaptureListener, link: Link, hex: string, source = 0) {
  return listener.hear({ link, source, flags: 0, timeMs: 0, data: fromHex(hex) });
}
