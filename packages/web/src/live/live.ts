// The live stream of this page: one link, one store, and news once a frame.

import type { EventList, HealthReportItem } from '@bluebell/hub/api';
import { api, apiUrl } from '../app/api.ts';
import { currentSession, loadSession, onSession } from '../app/session.ts';
import { DayStore } from './day-store.ts';
import { DeviceCache } from './device-cache.ts';
import { DeviceStore } from './device-store.ts';
import { Link, type LinkState, type Socket } from './link.ts';
import { type LiveMessage, type TopicMessage, topicOf } from './messages.ts';
import { TopicQueue } from './topic-queue.ts';

/** In one frame, so many devices are drawn at most: what comes after a pause is spread over several. */
const MOST_OF_FRAME = 24;

/** Everything live that views may look at. */
class Live {
  readonly store = new DeviceStore();
  readonly days = new DayStore();
  readonly topics = new TopicQueue((wanted) =>
    this.#link.listenTo(['devices', 'health', ...wanted]),
  );
  readonly #cache = new DeviceCache(
    () => localStorage,
    // Without the place in the page: a hub is the same wherever one looks.
    new URL('.', document.baseURI).href,
  );
  readonly #listeners = new Set<() => void>();
  readonly #link = new Link({
    open: openSocket,
    onMessage: (message) => this.#take(message),
    onState: (state) => this.#setLink(state),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    random: Math.random,
  });
  #state: LinkState = 'connecting';
  #health: HealthReportItem | undefined;
  #skewMs = 0;
  #isFramePlanned = false;
  #isSnapshotIn = false;
  #isStarted = false;

  /** How the way to the hub stands. */
  get link(): LinkState {
    return this.#state;
  }

  /** How the hub is doing, once it has said so. */
  get health(): HealthReportItem | undefined {
    return this.#health;
  }

  /** Whether the hub itself has told of its devices, as opposed to the memory of this browser. */
  get isSnapshotIn(): boolean {
    return this.#isSnapshotIn;
  }

  /** The time by the hub's clock, as far as it is known. */
  nowMs(): number {
    return Date.now() - this.#skewMs;
  }

  /** Shows what is remembered, and begins to listen. */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.store.replace(this.#cache.load());
    const hurry = () => {
      if (!document.hidden) this.#link.hurry();
    };
    window.addEventListener('online', hurry);
    document.addEventListener('visibilitychange', hurry);
    window.addEventListener('pagehide', () => this.#remember());
    setInterval(() => this.#remember(), 30_000);
    // Strips move on with the hour, also those of devices that are silent.
    let hour = new Date().getHours();
    setInterval(() => {
      const now = new Date().getHours();
      if (now === hour || this.#state !== 'open') return;
      hour = now;
      this.#loadDays();
    }, 60_000);
    onSession((session) => {
      if (session && !session.needsLogin) {
        this.#link.start();
      } else {
        this.#link.stop();
        if (!session) this.#isSnapshotIn = false;
      }
    });
    void this.#begin();
  }

  /** Calls `listener` when the link or the health changes. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async #begin(): Promise<void> {
    let pauseMs = 500;
    while (true) {
      try {
        await loadSession();
        return;
      } catch {
        this.#setLink('lost');
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
        pauseMs = Math.min(pauseMs * 2, 10_000);
      }
    }
  }

  #take(message: LiveMessage): void {
    switch (message.type) {
      case 'snapshot':
        this.store.replace(message.items);
        this.#isSnapshotIn = true;
        this.#tell();
        this.#loadDays();
        void this.#recallEvents();
        return;
      case 'update':
        this.store.take(message);
        this.days.take(message);
        break;
      case 'forgotten':
        this.store.forget(message.id);
        this.days.forget(message.id);
        break;
      case 'health':
        this.#health = message.report;
        this.#tell();
        return;
      case 'advert':
      case 'frame':
      case 'log':
      case 'dropped':
        this.topics.take(topicOf(message), message satisfies TopicMessage);
        break;
      case 'hello':
        this.#skewMs = Date.now() - Date.parse(message.time) || 0;
        if (message.resumed) this.#isSnapshotIn = true;
        this.#tell();
        return;
      case 'subscribed':
      case 'pong':
        return;
    }
    this.#planFrame();
  }

  #loadDays(): void {
    void this.days.load().then(() => this.#planFrame());
  }

  async #recallEvents(): Promise<void> {
    const { items } = await api.get<EventList>('events?limit=200').catch(() => ({ items: [] }));
    this.store.recall(items.map(({ deviceId, time, ...event }) => ({ id: deviceId, time, event })));
  }

  /** Hidden pages get no frames: what comes is merged until somebody looks again. */
  #planFrame(): void {
    if (this.#isFramePlanned) return;
    this.#isFramePlanned = true;
    requestAnimationFrame(() => {
      this.#isFramePlanned = false;
      this.store.flush(MOST_OF_FRAME);
      this.days.flush(MOST_OF_FRAME);
      this.topics.flush();
      if (this.store.isWaiting || this.days.isWaiting) this.#planFrame();
    });
  }

  #setLink(state: LinkState): void {
    // It may be lost because we are no longer let in: then a login is asked for.
    if (state === 'lost' && currentSession()) void loadSession().catch(() => undefined);
    if (state === this.#state) return;
    this.#state = state;
    if (state === 'lost') this.#remember();
    this.#tell();
  }

  #remember(): void {
    if (this.#isSnapshotIn) this.#cache.save(this.store.items);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function openSocket(topics: readonly string[], since: string | undefined): Socket {
  const url = new URL(apiUrl('live'));
  url.protocol = url.protocol.replace('http', 'ws');
  url.searchParams.set('topics', topics.join(','));
  if (since !== undefined) url.searchParams.set('since', since);
  const web = new WebSocket(url);
  const socket: Socket = {
    onMessage: undefined,
    onClose: undefined,
    send: (text) => web.send(text),
    close: () => web.close(),
  };
  web.addEventListener('message', ({ data }) => socket.onMessage?.(data));
  web.addEventListener('close', () => socket.onClose?.());
  return socket;
}

/** The page's own. */
export const live = new Live();
