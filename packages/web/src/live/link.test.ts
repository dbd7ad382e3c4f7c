import { describe, expect, it } from 'vitest';
import {
  ANSWER_MS,
  FIRST_PAUSE_MS,
  LAST_PAUSE_MS,
  Link,
  type LinkState,
  PING_MS,
  type Socket,
} from './link.ts';
import type { LiveMessage } from './messages.ts';

const HELLO = {
  type: 'hello',
  epoch: 'e1',
  seq: 7,
  resumed: false,
  time: '',
  version: '',
  topics: [],
};

/** A link in a world of virtual time. */
function world(random = 0) {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const sockets: (Socket & {
    topics: readonly string[];
    since: string | undefined;
    sent: string[];
    isClosed: boolean;
  })[] = [];
  const states: LinkState[] = [];
  const messages: LiveMessage[] = [];
  const link = new Link({
    open: (topics, since) => {
      const socket = {
        topics,
        since,
        sent: [] as string[],
        isClosed: false,
        onMessage: undefined,
        onClose: undefined,
        send: (text: string) => socket.sent.push(text),
        close: () => {
          socket.isClosed = true;
        },
      };
      sockets.push(socket);
      return socket;
    },
    onMessage: (message) => messages.push(message),
    onState: (state) => states.push(state),
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    random: () => random,
  });
  const advance = (ms: number) => {
    const end = now + ms;
    while (true) {
      const [next] = timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
      if (!next) break;
      timers = timers.filter((each) => each !== next);
      now = next.at;
      next.run();
    }
    now = end;
  };
  const say = (message: object) => sockets.at(-1)?.onMessage?.(JSON.stringify(message));
  return { link, sockets, states, messages, advance, say };
}

describe('Link', () => {
  it('goes on after the last number it has seen', () => {
    const { link, sockets, advance, say } = world();
    link.start();
    say(HELLO);
    say({
      type: 'update',
      seq: 12,
      id: 'A',
      changed: [],
      device: { id: 'A' },
      events: [],
      time: '',
    });
    sockets[0]?.onClose?.();
    advance(FIRST_PAUSE_MS);
    expect(sockets[1]?.since).toBe('e1:12');
    // What was missed was not told yet: it is asked for again.
    say({ ...HELLO, seq: 40, resumed: true });
    sockets[1]?.onClose?.();
    advance(FIRST_PAUSE_MS);
    expect(sockets[2]?.since).toBe('e1:12');
  });

  it('goes on only from what it was told: a snapshot that never came is asked for again', () => {
    const { link, sockets, advance, say } = world();
    link.start();
    say(HELLO);
    say({ type: 'subscribed', topics: [] });
    sockets[0]?.onClose?.();
    advance(FIRST_PAUSE_MS);
    expect(sockets[1]?.since).toBeUndefined();
    say(HELLO);
    say({ type: 'snapshot', items: [] });
    sockets[1]?.onClose?.();
    advance(FIRST_PAUSE_MS);
    expect(sockets[2]?.since).toBe('e1:7');
  });

  it('pauses twice as long each time, up to a limit, and begins anew after a hello', () => {
    const { link, sockets, advance, say } = world();
    link.start();
    for (const pause of [500, 1_000, 2_000, 4_000, 8_000, LAST_PAUSE_MS, LAST_PAUSE_MS]) {
      const before = sockets.length;
      sockets.at(-1)?.onClose?.();
      advance(pause - 1);
      expect(sockets).toHaveLength(before);
      advance(1);
      expect(sockets).toHaveLength(before + 1);
    }
    say(HELLO);
    sockets.at(-1)?.onClose?.();
    advance(FIRST_PAUSE_MS);
    expect(sockets).toHaveLength(9);
  });

  it('shortens pauses by up to a half, so that not all come at once', () => {
    const { link, sockets, advance } = world(0.999);
    link.start();
    sockets[0]?.onClose?.();
    advance(FIRST_PAUSE_MS / 2 + 1);
    expect(sockets).toHaveLength(2);
  });

  it('asks after silence, and opens anew where nobody answers', () => {
    const { link, sockets, states, advance, say } = world();
    link.start();
    say(HELLO);
    advance(PING_MS);
    expect(sockets[0]?.sent).toEqual(['{"type":"ping"}']);
    say({ type: 'pong' });
    advance(PING_MS + ANSWER_MS - 1);
    expect(states).toEqual(['open']);
    advance(1);
    expect(states).toEqual(['open', 'lost']);
    expect(sockets[0]?.isClosed).toBe(true);
  });

  it('hurries, but never opens twice; stops for good', () => {
    const { link, sockets, advance } = world();
    link.hurry();
    expect(sockets).toHaveLength(0);
    link.start();
    link.hurry();
    expect(sockets).toHaveLength(1);
    sockets[0]?.onClose?.();
    link.hurry();
    expect(sockets).toHaveLength(2);
    link.stop();
    sockets[1]?.onClose?.();
    advance(60_000);
    expect(sockets).toHaveLength(2);
  });

  it('tells of topics that changed while it was opening, and of nothing that is no message', () => {
    const { link, sockets, messages, say } = world();
    link.start();
    link.listenTo(['devices', 'log']);
    expect(sockets[0]?.sent).toEqual([]);
    say(HELLO);
    expect(sockets[0]?.sent).toEqual(['{"type":"subscribe","topics":["devices","log"]}']);
    for (const data of ['{', 'null', '7', '[]', new Uint8Array(3), undefined]) {
      sockets[0]?.onMessage?.(data);
    }
    expect(messages).toHaveLength(1);
  });
});
