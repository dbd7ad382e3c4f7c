// Whether the hub does its work: what each part says of itself, and what that means for the whole.

/** `degraded`: of use, but not as it should be. `down`: of no use. */
export type HealthStatus = 'ok' | 'degraded' | 'down';

/** One part of the hub. */
export interface ComponentHealth {
  /** Stable and short: `radio:hci:0`, `mqtt`, `history`, `clock`. */
  readonly name: string;
  readonly status: HealthStatus;
  /** Since when it is so, milliseconds since 1970 UTC. */
  readonly sinceMs: number;
  /** What is so, as a sentence. No secrets, no addresses of strangers. */
  readonly detail: string;
  /** What to do about it; absent while nothing is wrong. */
  readonly nextStep?: string | undefined;
}

/** Whoever knows of the health of some parts. Asked whenever somebody looks: cheap, and never throws. */
export interface HealthSource {
  health(): readonly ComponentHealth[];
}

/** All parts, and the whole. */
export interface HealthReport {
  readonly status: HealthStatus;
  readonly components: readonly ComponentHealth[];
}

/** Parts without any of which a hub hears nothing at all. */
const EARS = /^(?:radio|gateway):/;

/** Asks all parts. */
export function healthOf(sources: readonly HealthSource[]): HealthReport {
  const components = sources.flatMap((source) => source.health());
  return { status: overall(components), components };
}

/** Losing one of several radios, the broker or the history leaves a hub that still does something. */
function overall(components: readonly ComponentHealth[]): HealthStatus {
  const ears = components.filter(({ name }) => EARS.test(name));
  if (ears.length > 0 && ears.every(({ status }) => status === 'down')) return 'down';
  return components.every(({ status }) => status === 'ok') ? 'ok' : 'degraded';
}

/** For parts that know their status but not since when: remembers it from look to look. */
export class StatusSince {
  readonly #now: () => number;
  readonly #known = new Map<string, { readonly status: HealthStatus; readonly sinceMs: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Since when the part has this status, as far as anybody looked. */
  of(name: string, status: HealthStatus): number {
    const known = this.#known.get(name);
    if (known?.status === status) return known.sinceMs;
    const sinceMs = this.#now();
    this.#known.set(name, { status, sinceMs });
    return sinceMs;
  }
}
