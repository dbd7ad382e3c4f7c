// Those who listen in the bench `live`, in a process of their own: so that only the hub's work is measured.
// Arguments: the address, and how many. Says `open` when all are there, and each number of messages it was asked
// to wait for, once so many came.

import { once } from 'node:events';
import { WebSocket } from 'ws';

const [url = '', count = '0'] = process.argv.slice(2);
let received = 0;
let wanted = Number.POSITIVE_INFINITY;

function look(): void {
  if (received < wanted) return;
  process.send?.(wanted);
  wanted = Number.POSITIVE_INFINITY;
}

await Promise.all(
  Array.from({ length: Number(count) }, async () => {
    const socket = new WebSocket(url);
    socket.on('message', () => {
      received++;
      look();
    });
    await once(socket, 'open');
  }),
);
process.on('message', (message) => {
  wanted = Number(message);
  look();
});
process.send?.('open');
