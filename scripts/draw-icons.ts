// Draws the icon and the logo of the Home Assistant app: a bluebell on transparent ground.

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';

type Colour = readonly [red: number, green: number, blue: number];

const BLUE: Colour = [70, 96, 214];
const DARK: Colour = [48, 66, 160];
const GREEN: Colour = [66, 140, 84];
const GOLD: Colour = [244, 200, 84];

/** Points a pixel is made of, a side. */
const FINE = 4;

/** The colour at a point of a picture 100 wide and high; `undefined` where there is nothing. */
function flowerAt(x: number, y: number): Colour | undefined {
  // The stem comes from the left, and bends over.
  const bend = Math.hypot(x - 50, (y - 34) * 1.15);
  const isOnBend = Math.abs(bend - 27) < 2.6 && y < 34 && x < 52;
  const isOnStem = Math.abs(x - 23) < 2.6 && y >= 34 && y < 96;
  const leaf = Math.hypot((x - 30 + (y - 74) * 0.35) / 7, (y - 74) / 18) < 1 && x > 22;
  // The bell is wider below, and its rim has three points.
  const depth = (y - 14) / 66;
  const width = 10 + 17 * Math.sqrt(Math.max(depth, 0)) + 9 * Math.max(depth - 0.62, 0) ** 1.2 * 3;
  const rim = 80 + 7 * Math.abs(Math.sin(((x - 53) * Math.PI) / 26));
  if (depth > 0 && y < rim && Math.abs(x - 53) < width) {
    const fold = Math.abs(Math.abs(x - 53) - width * 0.36) < 1.4 && depth > 0.2;
    return fold ? DARK : BLUE;
  }
  if (Math.hypot(x - 53, y - 88) < 5.5) return GOLD;
  return isOnBend || isOnStem || leaf ? GREEN : undefined;
}

/** Rows of red, green, blue and alpha. `left` is where the flower begins; it is as wide as high. */
function picture(width: number, height: number, left: number): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 4));
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const found: Colour[] = [];
      for (let point = 0; point < FINE * FINE; point++) {
        const x = column + ((point % FINE) + 0.5) / FINE - left;
        const y = row + (Math.floor(point / FINE) + 0.5) / FINE;
        const colour = flowerAt((x / height) * 100, (y / height) * 100);
        if (colour) found.push(colour);
      }
      const mean = (at: 0 | 1 | 2) =>
        found.reduce((sum, colour) => sum + colour[at], 0) / Math.max(found.length, 1);
      const alpha = (found.length / FINE ** 2) * 255;
      rows.set([mean(0), mean(1), mean(2), alpha], row * (1 + width * 4) + 1 + column * 4);
    }
  }
  return rows;
}

/** PNG (ISO/IEC 15948): 8 bits a channel, with alpha, not interlaced. */
function png(width: number, height: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

const folder = new URL('../packaging/home-assistant/bluebell/', import.meta.url);
for (const [name, width, height] of [
  ['icon.png', 128, 128],
  ['logo.png', 250, 100],
] as const) {
  const rows = picture(width, height, (width - height) / 2);
  writeFileSync(fileURLToPath(new URL(name, folder)), png(width, height, rows));
}
