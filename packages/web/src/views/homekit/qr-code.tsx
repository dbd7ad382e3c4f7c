// A QR code as one path of an SVG: sharp at any size, on screens and on paper.

import { encode } from 'uqr';
import styles from './homekit.module.css';

/** Modules of white that the standard asks for at each side. ISO/IEC 18004, 6.3.8. */
const QUIET_ZONE = 4;

/** What is drawn: the black modules as a path, in units of modules. */
export interface QrDrawing {
  readonly version: number;
  /** Modules a side, quiet zone included. */
  readonly size: number;
  readonly path: string;
}

/** Draws a text at error level Q, as HomeKit asks. One that is far too long for a code throws. */
export function qrDrawing(text: string): QrDrawing {
  const { version, size, data } = encode(text, {
    ecc: 'Q',
    boostEcc: false,
    minVersion: 2,
    border: 0,
  });
  const runs = data.flatMap((row, y) => runsOf(row).map(([x, length]) => runPath(x, y, length)));
  return { version, size: size + 2 * QUIET_ZONE, path: runs.join('') };
}

function runPath(x: number, y: number, length: number): string {
  return `M${x + QUIET_ZONE} ${y + QUIET_ZONE}h${length}v1h-${length}z`;
}

/** Where black modules stand side by side: start and length. */
function runsOf(row: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const [x, isBlack] of row.entries()) {
    if (!isBlack) continue;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === x) last[1]++;
    else runs.push([x, 1]);
  }
  return runs;
}

/** The code, black on white also on dark pages: readers expect it so. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = qrDrawing(text);
  return (
    <svg className={styles.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
