// Which messages the broker keeps because a user said so.

import type { TasmotaSettings } from '../settings/settings.ts';

type Retained = Pick<TasmotaSettings, 'isSensorRetained' | 'isStateRetained' | 'isStatusRetained'>;

/** Whether the broker is to keep what is told as SENSOR, STATE, or an answer such as STATUS8. */
export function isRetained(what: string, settings: Retained): boolean {
  if (what === 'SENSOR') return settings.isSensorRetained;
  if (what === 'STATE') return settings.isStateRetained;
  return settings.isStatusRetained && /^STATUS\d*$/.test(what);
}

/** What the broker is to forget, since a setting was switched off. */
export function forgotten(changed: Partial<Retained>): {
  readonly tele: readonly string[];
  readonly stat: readonly string[];
} {
  return {
    tele: [
      ...(changed.isSensorRetained === false ? ['SENSOR'] : []),
      ...(changed.isStateRetained === false ? ['STATE'] : []),
    ],
    stat:
      changed.isStatusRetained === false
        ? ['', 1, 2, 3, 4, 5, 6, 7, 8, 10, 11].map((part) => `STATUS${part}`)
        : [],
  };
}
