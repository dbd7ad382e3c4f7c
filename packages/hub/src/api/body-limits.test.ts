import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type ServedHub, serve } from './served-hub.contract.ts';

let served: ServedHub | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

const IMPORT = '/api/v1/import/preview';
const RIGHT = { authorization: `Basic ${btoa('admin:secret')}` };

describe('a long body', () => {
  it('is not waited for, where it is of somebody who is not let in', async () => {
    // Whatever is waited for is kept: 4 MiB of each connection.
    expect((await begun(IMPORT, {})).statusCode).toBe(401);
  });

  it('may be a file of those who are let in, and nothing else', async () => {
    expect((await sent(IMPORT, 5 * 2 ** 20, RIGHT)).statusCode).toBe(413);
    expect((await sent(IMPORT, 2 ** 20, RIGHT)).statusCode).not.toBe(413);
    expect((await sent('/api/v1/commands', 2 ** 17, RIGHT)).statusCode).toBe(413);
    expect((await sent('/nowhere/api/v1/import', 2 ** 17, RIGHT)).statusCode).toBe(413);
  });

  it('is refused with all that browsers are to be told', async () => {
    const { statusCode, headers } = await sent('/api/v1/session', 2 ** 17);
    expect(statusCode).toBe(413);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
  });
});

/** The answer to a request of which no more comes than its beginning. */
async function begun(path: string, headers: Record<string, string>): Promise<IncomingMessage> {
  const asking = await post(path, headers);
  asking.write('{"text":"');
  return answerTo(asking);
}

/** Sent without saying how long it will be. */
async function sent(path: string, bytes: number, headers: Record<string, string> = {}) {
  const asking = await post(path, headers);
  asking.end(' '.repeat(bytes));
  return answerTo(asking);
}

async function post(path: string, headers: Record<string, string>) {
  served ??= await serve({ web: { password: 'secret' } });
  const asking = request(`${served.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked', ...headers },
    agent: false,
  });
  // The server may hang up on what is too long.
  asking.on('error', () => {});
  return asking;
}

async function answerTo(asking: ReturnType<typeof request>): Promise<IncomingMessage> {
  // The types of Node know no more than this of what comes.
  const [answer]: IncomingMessage[] = await once(asking, 'response');
  if (!answer) throw new Error('no answer');
  answer.resume();
  asking.destroy();
  return answer;
}
