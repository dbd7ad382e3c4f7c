// When and where a scanner listens, by arithmetic alone: no timer for each window. Vol 6, Part B, 4.4.3.

import { Phy } from '../../ll/index.ts';

/** How to listen on one PHY. Units of 0.625 ms, as HCI has them. */
interface Listening {
  readonly scanInterval: number;
  readonly scanWindow: number;
}

/** The same in microseconds, from the start of the scan on. */
interface Rhythm {
  readonly intervalUs: number;
  readonly windowUs: number;
  readonly phaseUs: number;
}

const UNIT_US = 625;

const PRIMARY_CHANNELS = 3;
const FIRST_PRIMARY_CHANNEL = 37;

/** What is given for "not now". */
export const CLOSED = -1;

/** The windows of a scan on one PHY or two. */
export class ScanWindows {
  readonly #startUs: number;
  readonly #le1M: Rhythm | undefined;
  readonly #leCoded: Rhythm | undefined;

  constructor(
    startUs: number,
    phys: { readonly le1M?: Listening | undefined; readonly leCoded?: Listening | undefined },
  ) {
    this.#startUs = startUs;
    this.#le1M = phys.le1M && rhythmOf(phys.le1M, 0);
    // Behind the window of the other one, so that both fit where they can.
    this.#leCoded = phys.leCoded && rhythmOf(phys.leCoded, this.#le1M?.windowUs ?? 0);
  }

  /** The channel on which it listens at a time; `CLOSED` when it does not listen on this PHY. */
  channelAt(phy: Phy, atUs: number): number {
    const sinceUs = atUs - this.#startUs;
    if (phy === Phy.le2M) return CLOSED;
    const isCoded = phy === Phy.leCoded;
    const own = isCoded ? this.#leCoded : this.#le1M;
    if (own === undefined || !isOpen(own, sinceUs)) return CLOSED;
    const other = isCoded ? this.#le1M : this.#leCoded;
    // Where both want the radio they take turns.
    if (other !== undefined && isOpen(other, sinceUs)) {
      const isTurnOfCoded = Math.floor(sinceUs / own.intervalUs) % 2 === 1;
      if (isTurnOfCoded !== isCoded) return CLOSED;
    }
    return FIRST_PRIMARY_CHANNEL + (turnOf(own, sinceUs) % PRIMARY_CHANNELS);
  }
}

function rhythmOf({ scanInterval, scanWindow }: Listening, phaseUs: number): Rhythm {
  return { intervalUs: scanInterval * UNIT_US, windowUs: scanWindow * UNIT_US, phaseUs };
}

function turnOf({ intervalUs, phaseUs }: Rhythm, sinceUs: number): number {
  return Math.floor((sinceUs + intervalUs - phaseUs) / intervalUs);
}

function isOpen(rhythm: Rhythm, sinceUs: number): boolean {
  const { intervalUs, windowUs, phaseUs } = rhythm;
  if (windowUs >= intervalUs) return true;
  const inTurnUs = sinceUs + intervalUs - phaseUs - turnOf(rhythm, sinceUs) * intervalUs;
  return inTurnUs < windowUs;
}
