// A stretch of the past as comma-separated values, made piece by piece as it is fetched. RFC 4180.

import { isoTime } from '../../iso-time.ts';
import type { History } from '../../store/history.ts';
import { unitOf } from './find.ts';

/** What is wanted. */
export interface CsvRows {
  readonly deviceId: string;
  readonly quantities: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  /** What one row stands for; default: as fine as so long a stretch allows. */
  readonly stepMs?: number | undefined;
}

/** Steps of which one piece is made, and as many more as lead to a whole hour. */
const PIECE_STEPS = 2_000;
/** Steps of a whole export: a longer one has coarser rows. */
const MOST_STEPS = 500_000;
const HOUR_MS = 3_600_000;

/** The rows, oldest first. */
export function csvOf(
  history: Pick<History, 'query'>,
  wanted: CsvRows,
): ReadableStream<Uint8Array> {
  const pieces = piecesOf(history, wanted);
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      pull(controller) {
        const { done, value } = pieces.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      cancel() {
        pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

function* piecesOf(
  history: Pick<History, 'query'>,
  wanted: CsvRows,
): Generator<string, undefined, undefined> {
  yield 'time,quantity,mean,min,max,unit\r\n';
  const { deviceId, quantities, fromMs, toMs } = wanted;
  const stepMs = Math.max(wanted.stepMs ?? 1000, Math.ceil((toMs - fromMs + 1) / MOST_STEPS));
  const pieceMs = stepMs * PIECE_STEPS;
  for (let startMs = fromMs; startMs <= toMs; ) {
    const endMs = Math.min(toMs, pieceEnd(startMs, pieceMs));
    const points = Math.max(1, Math.ceil((endMs - startMs + 1) / stepMs));
    const rows = quantities.flatMap((quantity) =>
      history
        .query({ deviceId, quantity, fromMs: startMs, toMs: endMs, points })
        .map((point) => ({ quantity, ...point })),
    );
    startMs = endMs + 1;
    rows.sort((a, b) => a.timeMs - b.timeMs);
    // Pieces in which nothing was heard are passed over without a word.
    if (rows.length === 0) continue;
    yield rows
      .map(({ timeMs, quantity, mean, min, max }) =>
        [
          isoTime(timeMs),
          quantity,
          rounded(mean),
          rounded(min),
          rounded(max),
          unitOf(quantity),
        ].join(','),
      )
      .join('\r\n')
      .concat('\r\n');
  }
  return undefined;
}

/** With a whole hour: a mean of one that reached from piece to piece would stand in both. */
function pieceEnd(startMs: number, pieceMs: number): number {
  const leastMs = pieceMs < HOUR_MS ? 1 : pieceMs;
  return Math.ceil((startMs + leastMs) / HOUR_MS) * HOUR_MS - 1;
}

/** Means are not more exact than this. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
