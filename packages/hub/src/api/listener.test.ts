import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { ask } from './raw-request.contract.ts';
import { type ServedHub, serve } from './served-hub.contract.ts';

const open: Socket[] = [];
let served: ServedHub | undefined;
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy();
  await served?.close();
});

/** An address of this machine that is none of its own alone: connections to it come from it. */
const OTHER = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === 'IPv4' && !one.internal)?.address;

describe('the listener', () => {
  it('has room for twenty browsers of this machine', async () => {
    served = await serve();
    expect(await connections(served, '127.0.0.1', 140)).toBe(140);
    expect((await ask(served.url, '/healthz')).status).toBe(200);
  });

  it.runIf(OTHER !== undefined)('leaves room beside one that takes all it can get', async () => {
    served = await serve({ web: { host: '0.0.0.0', password: 'secret' } });
    expect(await connections(served, OTHER ?? '', 140)).toBe(96);
    const own = served.url.replace('0.0.0.0', '127.0.0.1');
    expect((await ask(own, '/healthz')).status).toBe(200);
  });
});

/** How many of so many stay open: the server was heard on the last, so it has judged all before. */
async function connections(hub: ServedHub, host: string, count: number): Promise<number> {
  const port = Number(new URL(hub.url).port);
  let hungUp = 0;
  for (let n = 0; n < count; n++) {
    const socket = connect({ host, port });
    socket.on('error', () => {});
    socket.on('data', () => {});
    await once(socket, 'connect');
    const ended = once(socket, 'close').then(() => false);
    socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const answered = once(socket, 'data').then(() => true);
    if (!(await Promise.race([ended, answered.catch(() => false)]))) hungUp += 1;
    open.push(socket);
  }
  return count - hungUp;
}
