import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { VirtualClock } from '@bluebell/ble/core';
import { afterEach, describe, expect, it } from 'vitest';
import { Access, type AccessRules, OPEN_DOOR, type Verdict } from './access.ts';
import { admit } from './admit.ts';
import { NamedTokens } from './named-tokens.ts';
import { ask } from './raw-request.contract.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const TOKEN = '0123456789abcdef';

describe('admit', () => {
  it('lets in who shows a token, from our own page or from no page', async () => {
    const verdict = await asked({ token: TOKEN });
    const authorization = `Bearer ${TOKEN}`;
    expect((await verdict({ authorization })).admission).toBe('welcome');
    const own = { authorization, host: 'hub.example', origin: 'https://hub.example' };
    expect((await verdict(own)).admission).toBe('welcome');
    expect((await verdict({})).admission).toBe('wrong');
  });

  it.each([
    ['a token', { token: TOKEN }, { authorization: `Bearer ${TOKEN}` }],
    ['a trusted address', { trusted: ['127.0.0.1'] }, {}],
    ['this machine', {}, {}],
  ])('refuses every other page, whatever it has: %s', async (_what, rules, headers) => {
    const verdict = await asked(rules);
    expect((await verdict(headers)).admission).toBe('welcome');
    for (const origin of ['https://evil.example', 'null', 'http://localhost:3000', '']) {
      expect((await verdict({ ...headers, origin })).admission).toBe('foreign');
    }
  });

  it('lets in whoever reaches the socket of this user', async () => {
    const verdict = await asked({}, true);
    expect(await verdict({})).toMatchObject({ admission: 'welcome', guest: { kind: 'local' } });
  });
});

describe('a guest who stays', () => {
  it('learns when the token is deleted, and nobody else does', async () => {
    const { access, tokens, ended } = await withTokens();
    const [one, two] = [await tokens.create(WISH), await tokens.create(WISH)];
    await ended(access, one?.token, 'one');
    await ended(access, two?.token, 'two');
    await tokens.remove(one?.kept.id ?? '');
    await settled();
    expect(ended.names).toEqual(['one']);
  });

  it('learns when the token is over', async () => {
    const { access, clock, tokens, ended } = await withTokens();
    const made = await tokens.create({ ...WISH, expiresMs: 60_000 });
    await ended(access, made?.token, 'short');
    await clock.advance(59_999);
    await settled();
    expect(ended.names).toEqual([]);
    await clock.advance(1);
    await settled();
    expect(ended.names).toEqual(['short']);
  });

  it('learns when the rules change so that it would not come in, once', async () => {
    const { access, ended } = await withTokens();
    await ended(access, TOKEN, 'by the configuration');
    access.rules = { user: 'admin', token: TOKEN, otherwise: 'own' };
    await settled();
    expect(ended.names).toEqual([]);
    access.rules = { user: 'admin', token: `${TOKEN}0`, otherwise: 'own' };
    await settled();
    access.rules = { user: 'admin', token: `${TOKEN}1`, otherwise: 'own' };
    await settled();
    expect(ended.names).toEqual(['by the configuration']);
  });
});

const WISH = { name: 'x', scopes: ['read'] } as const;

/** A server that says of each request how it was judged. */
async function asked(rules: Partial<AccessRules>, isLocal = false) {
  const access = new Access({ user: 'admin', otherwise: 'own', ...rules }, new VirtualClock());
  const verdicts: Verdict[] = [];
  const server = createServer((request, response) => {
    void admit(request, isLocal ? OPEN_DOOR : access).then((verdict) => {
      verdicts.push(verdict);
      response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  // The cast holds: a server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  return async (headers: Record<string, string>): Promise<Verdict> => {
    await ask(`http://127.0.0.1:${port}`, '/', { headers });
    const last = verdicts.at(-1);
    if (!last) throw new Error('not judged');
    return last;
  };
}

async function withTokens() {
  const clock = new VirtualClock();
  let kept: NamedTokens['all'] = [];
  const shelf = {
    get tokens() {
      return kept;
    },
    setTokens: (wanted: NamedTokens['all']) => {
      kept = wanted;
      return Promise.resolve();
    },
  };
  const tokens = new NamedTokens(shelf, clock);
  const rules: AccessRules = { user: 'admin', token: TOKEN, otherwise: 'own' };
  const access = new Access(rules, clock, { tokens });
  const names: string[] = [];
  const ended = async (door: Access, token: string | undefined, name: string) => {
    const verdict = await door.judge({ token });
    if (verdict.admission !== 'welcome') throw new Error(verdict.admission);
    verdict.guest.onEnd(() => names.push(name));
  };
  return { clock, access, tokens, ended: Object.assign(ended, { names }) };
}

/** Judging is a few promises in a row. */
async function settled(): Promise<void> {
  for (let n = 0; n < 20; n++) await Promise.resolve();
}
