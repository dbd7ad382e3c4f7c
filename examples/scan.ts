// Who is on the air?
//
//   node --conditions=source --import tsx examples/scan.ts
//
// runs in a simulated home. With Bluetooth at hand, name it: --radio serial:/dev/ttyUSB0, or another of
// those in docs/radios.md.

import { localNameOf } from '@bluebell/ble/radio';
import { example } from './example.ts';

export default example(import.meta.url, async ({ openListener, print }) => {
  // A radio is a way to the air. `await using` closes it at the end, whatever happens until then.
  await using radio = await openListener();

  // Devices that want to be found send adverts: a few bytes every now and then, for everybody to hear. A
  // scan gives each of them. Most devices say the same again and again, so we remember whom we have seen.
  const seen = new Set<string>();
  for await (const advert of radio.scan()) {
    if (seen.has(advert.address)) continue;
    seen.add(advert.address);

    // An advert tells who sent it, and how strongly it arrived: -40 dBm is near, -90 dBm is far. Some carry
    // a name, and some senders let others connect.
    const name = localNameOf(advert.data) ?? 'no name';
    const kind = advert.isConnectable ? 'connectable' : 'broadcasts only';
    print(`${advert.address}  ${advert.rssiDbm} dBm  ${kind}  ${name}`);

    // Leaving the loop ends the scan.
    if (seen.size === 12) break;
  }
});
