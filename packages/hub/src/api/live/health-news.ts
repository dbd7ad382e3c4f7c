// Whether the health of a part is another than when somebody last looked.

import { isoTime } from '../../iso-time.ts';
import type { HealthReport } from '../health.ts';
import type { HealthReportItem } from '../shapes/hub.ts';

/** Compares looks. */
export class HealthNews {
  readonly #health: () => HealthReport;
  #told = '';

  constructor(health: () => HealthReport) {
    this.#health = health;
  }

  /** As it is now, as messages have it. */
  get report(): HealthReportItem {
    return reportOf(this.#health());
  }

  /** The report, where a part has another status than at the last look, came or went. */
  changed(): HealthReportItem | undefined {
    const health = this.#health();
    const told = JSON.stringify(health.components.map(({ name, status }) => [name, status]));
    if (told === this.#told) return undefined;
    this.#told = told;
    return reportOf(health);
  }
}

function reportOf({ status, components }: HealthReport): HealthReportItem {
  return {
    status,
    components: components.map(({ name, status: own, sinceMs, detail, nextStep }) => ({
      name,
      status: own,
      since: isoTime(sinceMs),
      detail,
      nextStep,
    })),
  };
}
