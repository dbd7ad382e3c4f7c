import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, TransportError, toHex } from '../core/index.ts';
import { H4Framer } from './h4.ts';

/** One packet of each kind, Vol 4, Part E, 5.4.1 to 5.4.5. */
const PACKETS = [
  '01 030c 00',
  '01 0120 02 beef',
  '02 4020 0300 010203',
  '02 4020 0000',
  '03 0100 02 0102',
  '04 3e 03 020001',
  '04 0e 00',
  '05 0100 0200 0102',
  // The two bits above the length of isochronous data are reserved, 5.4.5.
  '05 0100 01c0 07',
].map(fromHex);

describe('H4Framer', () => {
  it.each(PACKETS.map(toHex))('gives %s once its last byte is there, and not before', (hex) => {
    const framer = new H4Framer();
    const whole = fromHex(hex);
    for (const byte of whole.subarray(0, -1)) expect(framer.push(Uint8Array.of(byte))).toEqual([]);
    expect(framer.pending).toBe(whole.length - 1);
    expect(framer.push(whole.subarray(-1))).toEqual([whole]);
    expect(framer.pending).toBe(0);
  });

  it('gives the same packets however the stream is cut into chunks', () => {
    const chunkings = fc.tuple(
      fc.array(fc.constantFrom(...PACKETS), { maxLength: 30 }),
      fc.infiniteStream(fc.nat(12)),
    );
    fc.assert(
      fc.property(chunkings, ([packets, sizes]) => {
        const framer = new H4Framer();
        const found: Uint8Array[] = [];
        const stream = Uint8Array.from(packets.flatMap((packet) => [...packet]));
        for (let at = 0; at < stream.length; ) {
          const size = sizes.next().value;
          found.push(...framer.push(stream.subarray(at, at + size)));
          at += size;
        }
        expect(found).toEqual(packets);
      }),
    );
  });

  it('takes the longest packets there are', () => {
    const acl = Uint8Array.of(0x02, 0x40, 0x20, 0xff, 0xff, ...new Uint8Array(0xffff));
    const framer = new H4Framer();
    const found: Uint8Array[] = [];
    for (let at = 0; at < acl.length; at += 4096) {
      found.push(...framer.push(acl.subarray(at, at + 4096)));
    }
    expect(found.map((packet) => packet.length)).toEqual([0x1_00_04]);
  });

  it.each(['00', '06', 'ff'])('is out of step for good after an octet of 0x%s', (octet) => {
    const framer = new H4Framer();
    const problem = `0x${octet} is no packet indicator`;
    expect(() => framer.push(fromHex(octet))).toThrow(TransportError);
    expect(() => framer.push(fromHex('04 0e 00'))).toThrow(problem);
    expect(() => framer.push(fromHex(''))).toThrow(problem);
    expect(framer.pending).toBe(1);
  });

  it('gives what was whole before the stream got out of step', () => {
    const framer = new H4Framer();
    expect(framer.push(fromHex('04 0e 00 00 04 0e 00'))).toEqual([fromHex('04 0e 00')]);
    expect(framer.pending).toBe(1);
    expect(() => framer.push(fromHex('04 0e 00'))).toThrow(TransportError);
  });

  it('gives plain copies: the memory of a chunk may be used again, be it a Buffer', () => {
    const framer = new H4Framer();
    const chunk = Buffer.from('040e01aa040e01', 'hex');
    const [packet] = framer.push(chunk);
    chunk.fill(0);
    expect(packet).toEqual(fromHex('040e01aa'));
    expect(packet?.constructor).toBe(Uint8Array);
    expect(framer.push(fromHex('bb'))).toEqual([fromHex('040e01bb')]);
  });
});
