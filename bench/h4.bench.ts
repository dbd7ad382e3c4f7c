// H4 as a serial line brings it: bytes in chunks, packets out, and the reports in them.

import { H4Framer, PacketIndicator } from '@bluebell/ble/hci';
import { AdvertListener } from '@bluebell/ble/host';
import { type Figure, rateOf } from './harness.ts';
import { vectorEvents } from './vector-lines.ts';

/** As much as a serial driver gives at a time. */
const CHUNK = 256;
const MILLION = 1_000_000;

export default async function h4(): Promise<readonly Figure[]> {
  const packets = vectorEvents().map(({ packet }) => packet);
  const line = Buffer.concat(packets);
  const chunks = Array.from({ length: Math.ceil(line.length / CHUNK) }, (_, index) =>
    line.subarray(index * CHUNK, (index + 1) * CHUNK),
  );
  const framed = await rateOf(() => {
    const framer = new H4Framer();
    let bytes = 0;
    for (const chunk of chunks) for (const packet of framer.push(chunk)) bytes += packet.length;
    return bytes;
  });
  const reported = await rateOf(() => {
    const framer = new H4Framer();
    const listener = new AdvertListener();
    let adverts = 0;
    for (const chunk of chunks) {
      for (const packet of framer.push(chunk)) {
        if (packet[0] === PacketIndicator.event) adverts += listener.hear(packet, 0).length;
      }
    }
    return adverts;
  });
  return [
    { name: `packets cut from chunks of ${CHUNK} bytes`, value: framed / MILLION, unit: 'MB/s' },
    { name: 'reports, from bytes to adverts', value: reported, unit: '/s' },
  ];
}
