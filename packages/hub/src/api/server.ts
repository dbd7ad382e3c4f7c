// The hub's one HTTP server: on the network, and on a socket for programs of this user.

import { isIP } from 'node:net';
import { BleError, type Clock, type Log } from '@bluebell/ble/core';
import { type Config, webPassword, webToken } from '../config/index.ts';
import type { DataFolder } from '../data-folder.ts';
import { isLoopback, listenNear } from '../listen.ts';
import { Access, type AccessRules, type KeptWays, OPEN_DOOR } from './access.ts';
import { AccessFile } from './access-file.ts';
import { type AppParts, createApp, type Setup } from './app.ts';
import { type ComponentHealth, type HealthSource, StatusSince } from './health.ts';
import { closeSoon, serverFor } from './listener.ts';
import { attachLive } from './live/upgrade.ts';
import { type LocalSocket, listenLocally } from './local-socket.ts';
import { NamedTokens } from './named-tokens.ts';
import { SessionDoor } from './session-door.ts';
import { SessionFile } from './session-file.ts';
import { Sessions } from './sessions.ts';
import { SetupLink } from './setup-link.ts';

/** What it is made from. */
export interface ServerParts extends AppParts {
  readonly config: Config['web'];
  /** Where the socket is, and a password that was set in the browser. */
  readonly folder: Pick<DataFolder, 'state'>;
  /** The folder of the built page; without one, there is a plain front. */
  readonly page?: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** Settings of who is let in, which may change while it listens. */
export type Admitted = Pick<
  Config['web'],
  'user' | 'password' | 'password_file' | 'token' | 'token_file' | 'trusted'
> &
  Partial<Pick<Config['web'], 'trusted_proxies'>>;

/** A server that listens, as far as it can. */
export interface HubServer extends HealthSource {
  /** Where it really listens: `http://127.0.0.1:8032`; absent where it does not. */
  readonly url: string | undefined;
  /** Absent where there is no socket. */
  readonly socketPath: string | undefined;
  /** Takes over who is let in from now on; where it listens stays. */
  admit(config: Admitted): void;
  /** Ends what is under way soon, and lets go of port and socket. */
  close(): Promise<void>;
}

/** Starts it. What cannot listen is said: a hub hears sensors all the same. */
export async function startServer(parts: ServerParts): Promise<HubServer> {
  const { config, clock, log } = parts;
  const local = await startOn(log, 'WEB_SOCKET', () => startLocal(parts));
  const web = config.enabled ? await startOn(log, 'WEB', () => startWeb(parts)) : undefined;
  const since = new StatusSince(() => clock.now());
  return {
    url: web?.url,
    socketPath: local?.path,
    health: () => (config.enabled ? [webHealth(web?.url, since)] : []),
    admit: (admitted) => web?.admit(admitted),
    async close() {
      await parts.live?.close();
      await Promise.all([web?.close(), local?.close()]);
    },
  };
}

async function startOn<T>(log: Log, code: string, start: () => Promise<T>): Promise<T | undefined> {
  try {
    return await start();
  } catch (error) {
    if (!(error instanceof BleError)) throw error;
    log.error(code, `going on without it: ${error.message}`);
    return undefined;
  }
}

async function startLocal(parts: ServerParts) {
  const { clock, folder, log } = parts;
  const server = serverFor(createApp(parts, OPEN_DOOR));
  const sockets = attachLive(server, parts, OPEN_DOOR);
  const socket: LocalSocket = await listenLocally(server, folder);
  log.info('SOCKET_LISTENS', `programs of this user reach the hub at ${socket.path}`);
  return {
    path: socket.path,
    async close() {
      await sockets?.close();
      await closeSoon(server, clock);
      await socket.remove();
    },
  };
}

async function startWeb(parts: ServerParts) {
  const { config, clock, log, folder, page } = parts;
  const { host, port, user } = config;
  const kept = await AccessFile.open(folder);
  const setup = setupFor(config, kept, clock);
  const rules = accessRules(config, config, kept);
  const { ways, sessionFile } = await keptWays(parts, kept, rules);
  const access = new Access(rules, clock, ways);
  const app = createApp(parts, access, { setup, sessions: access, tokens: ways.tokens, page });
  const server = serverFor(app, { isCrowd: (address) => access.isCrowd(address) });
  const sockets = attachLive(server, parts, access);
  const listening = await listenNear(server, { name: 'web', host, port });
  if (port !== 0 && listening !== port) {
    log.warn('WEB_PORT_TAKEN', `port ${port} is taken: the web server uses ${listening} instead`);
  }
  const url = `http://${isIP(host) === 6 ? `[${host}]` : host}:${listening}`;
  if (setup) {
    log.warn(
      'WEB_SETUP',
      `nobody is let in before there is a password; set one for ${user} within the hour: http://localhost:${listening}/setup?token=${setup.link.token} (or this machine's name in the place of localhost)`,
    );
  } else warnWithoutPassword(log, config, isLocked(config, kept));
  log.info('WEB_LISTENS', `the web server listens at ${url}`);
  return {
    url,
    admit(admitted: Admitted) {
      access.rules = accessRules(config, admitted, kept);
      if (!setup) warnWithoutPassword(log, config, isLocked(admitted, kept));
    },
    async close() {
      await sockets?.close();
      await closeSoon(server, clock);
      await sessionFile.settled();
    },
  };
}

/** Cookies are shared by all that listens on one machine: each hub has its own. */
const COOKIE_DIGITS = 6;

/** Sessions and tokens, as they were kept. */
async function keptWays(parts: ServerParts, kept: AccessFile, rules: AccessRules) {
  const { overview, clock, folder, log } = parts;
  const sessionFile = await SessionFile.open(folder, log);
  const tokens = new NamedTokens(kept, clock);
  const sessions = new Sessions(sessionFile, clock);
  const cookieName = `bluebell_${overview.hubId.slice(0, COOKIE_DIGITS)}`;
  const door = new SessionDoor({ sessions, tokens, cookieName, salt: sessionFile.salt }, rules);
  return { ways: { door, tokens } satisfies KeptWays, sessionFile };
}

/** What was said of no password when it began to listen holds when the password is taken away, too. */
function warnWithoutPassword(log: Log, config: Config['web'], hasLock: boolean): void {
  if (isLoopback(config.host) || hasLock) return;
  if (config.without_password === 'open') {
    log.warn('WEB_OPEN', 'whoever reaches the web server may do everything: it has no password');
  } else {
    log.warn('WEB_CLOSED', 'the web server lets nobody in: set web.password, or restart the hub');
  }
}

/** @param config as it was when it began to listen. */
function accessRules(config: Config['web'], admitted: Admitted, kept: AccessFile): AccessRules {
  const otherwise = isLoopback(config.host)
    ? 'own'
    : config.without_password === 'open'
      ? 'all'
      : 'none';
  return {
    user: admitted.user,
    password: webPassword(admitted),
    kept,
    token: webToken(admitted),
    trusted: admitted.trusted,
    proxies: admitted.trusted_proxies,
    otherwise,
  };
}

/** Where others are to be let in, and nothing was said of how. */
function setupFor(config: Config['web'], kept: AccessFile, clock: Clock): Setup | undefined {
  const isWanted = config.without_password === 'setup' && !isLoopback(config.host);
  if (!isWanted || isLocked(config, kept)) return undefined;
  return { link: new SetupLink(kept, clock), user: config.user };
}

function isLocked(config: Admitted, kept: AccessFile): boolean {
  const given = webPassword(config) ?? webToken(config);
  return given !== undefined || kept.hasPassword || config.trusted.length > 0;
}

function webHealth(url: string | undefined, since: StatusSince): ComponentHealth {
  const name = 'web';
  return url !== undefined
    ? { name, status: 'ok', sinceMs: since.of(name, 'ok'), detail: `listens at ${url}` }
    : {
        name,
        status: 'degraded',
        sinceMs: since.of(name, 'degraded'),
        detail: 'the web server could not start',
        nextStep: 'see WEB in the log, and web in the configuration',
      };
}
