// Talk over a serial line that is not there: text goes out, and comes back.
//
//   node --conditions=source --import tsx examples/uart.ts

import { localNameOf } from '@bluebell/ble/radio';
import { example, find } from './example.ts';

// The Nordic UART service, which many boards have. The names are from the side of the device: it receives
// by RX what we write, and transmits by TX what we are told.
const UART_SERVICE = '6e400001-b5a3-f393-e0a9-e50e24dcca9e';
const RX = '6e400002-b5a3-f393-e0a9-e50e24dcca9e';
const TX = '6e400003-b5a3-f393-e0a9-e50e24dcca9e';

export default example(import.meta.url, async ({ open, print }) => {
  await using radio = await open();
  const advert = await find(radio, ({ data }) => localNameOf(data) === 'UART');
  await using connection = await radio.connect(advert);

  // One write carries three bytes less than this: what is longer has to be cut.
  print(`connected, with an MTU of ${connection.mtu} bytes`);

  const service = await connection.service(UART_SERVICE);
  const [rx, tx] = [await service.characteristic(RX), await service.characteristic(TX)];

  // Subscribe before you write, or the first answers find nobody.
  await using answers = await tx.subscribe();
  for (const text of ['hello', 'is anybody there?']) {
    // Without response is faster: the link itself repeats what is lost.
    await rx.write(new TextEncoder().encode(text), { withoutResponse: true });
    print(`> ${text}`);
    const answer = await answers.next({ timeoutMs: 5000 });
    print(`< ${answer ? new TextDecoder().decode(answer.value) : 'the link has ended'}`);
  }
});
