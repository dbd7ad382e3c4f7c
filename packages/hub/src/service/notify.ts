// Tells a service manager how the hub does: readiness, a line of status, and the watchdog's sign of life.
// The protocol of sd_notify(3); `systemd-notify` sends it, since Node has no datagram sockets of Unix.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Cancel, type Clock, type Log, systemClock } from '@bluebell/ble/core';
import { errorText } from '../error-text.ts';
import { clean } from '../plain-text.ts';

/** Longer than it ever takes, shorter than a manager waits. */
const PATIENCE_MS = 10_000;

/** What a service manager is told. Without one, every call does nothing. */
export interface Service {
  /** Everything that a start has to do is done. */
  ready(status: string): void;
  /** What it is doing, in a line: `systemctl status` shows it. */
  status(text: string): void;
  /** The stop has begun. Settles when the manager knows. */
  stopping(): Promise<void>;
  /** Gives signs of life as often as is asked for, as long as `isAlive` says so. */
  watch(isAlive: () => boolean): Cancel;
}

/** What it works with. */
export interface ServiceParts {
  readonly log: Log;
  readonly clock?: Clock;
  /** Sends assignments such as `READY=1`. */
  readonly send?: (assignments: readonly string[]) => Promise<unknown>;
  readonly pid?: number;
}

/** The service manager that started this process, where there is one. */
export function serviceFromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  { log, clock = systemClock, send, pid = process.pid }: ServiceParts,
): Service {
  const { NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID } = environment;
  if (!NOTIFY_SOCKET) return NO_SERVICE;
  const isForUs = WATCHDOG_PID === undefined || WATCHDOG_PID === `${pid}`;
  const limitMs = isForUs ? Number(WATCHDOG_USEC ?? 0) / 1_000 : 0;
  return new NotifiedService({ log, clock, send: send ?? bySystemd(NOTIFY_SOCKET) }, limitMs);
}

const NO_SERVICE: Service = {
  ready() {},
  status() {},
  stopping: () => Promise.resolve(),
  watch: () => () => {},
};

class NotifiedService implements Service {
  readonly #parts: Required<Omit<ServiceParts, 'pid'>>;
  /** Silence after which the manager ends us; 0 for never. */
  readonly #limitMs: number;
  /** Messages go one after the other: the last status told is the last one heard. */
  #sent: Promise<void> = Promise.resolve();
  #hasFailed = false;
  #status = '';

  constructor(parts: Required<Omit<ServiceParts, 'pid'>>, limitMs: number) {
    this.#parts = parts;
    this.#limitMs = Number.isFinite(limitMs) && limitMs > 0 ? limitMs : 0;
  }

  ready(status: string): void {
    this.#status = clean(status);
    void this.#send(['READY=1', `STATUS=${this.#status}`]);
  }

  status(text: string): void {
    const status = clean(text);
    if (status === this.#status) return;
    this.#status = status;
    void this.#send([`STATUS=${status}`]);
  }

  stopping(): Promise<void> {
    return this.#send(['STOPPING=1']);
  }

  watch(isAlive: () => boolean): Cancel {
    if (this.#limitMs === 0) return () => {};
    let wasAlive = true;
    let cancel: Cancel | undefined;
    const tick = () => {
      const isNow = isAlive();
      if (isNow) void this.#send(['WATCHDOG=1']);
      else if (wasAlive) {
        this.#parts.log.error(
          'WATCHDOG_SILENT',
          'nothing of the hub works any more: the service manager is to start it again',
        );
      }
      wasAlive = isNow;
      // Half of the limit, as sd_watchdog_enabled(3) has it.
      cancel = this.#parts.clock.after(this.#limitMs / 2, tick);
    };
    tick();
    return () => cancel?.();
  }

  #send(assignments: readonly string[]): Promise<void> {
    this.#sent = this.#sent
      .then(() => this.#parts.send(assignments))
      .then(
        () => {
          this.#hasFailed = false;
        },
        (error: unknown) => this.#complain(error),
      );
    return this.#sent;
  }

  #complain(error: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#parts.log.warn(
      'SERVICE_MANAGER',
      `the service manager cannot be told how it goes: ${errorText(error)}; the unit needs NotifyAccess=all, and systemd-notify must be installed`,
    );
  }
}

/** `systemd-notify` waits until the manager took the message: it must know whose process it was. */
function bySystemd(socket: string): Required<ServiceParts>['send'] {
  const run = promisify(execFile);
  const env = { ...process.env, NOTIFY_SOCKET: socket };
  return (assignments) => run('systemd-notify', [...assignments], { timeout: PATIENCE_MS, env });
}
