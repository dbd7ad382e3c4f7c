import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { silentLog, VirtualClock } from '@bluebell/ble/core';
import { KEY, KITCHEN, type Line, THINGS, type Thing } from '@bluebell/hub/kill/contract';
import { FolderInUseError, openStore, Sql } from '@bluebell/hub/store';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** How often the hub is ended. */
const ROUNDS = Number(process.env.BLUEBELL_KILLS ?? 20);

/** When it is ended is up to chance: the same for the same seed. */
const SEED = Number(process.env.BLUEBELL_SEED ?? Date.now() % 1_000_000_007);

/** A round lasts so long at most, from the moment that the hub is at work. */
const LONGEST_MS = 150;

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

let root = '';
/** Where what the bundle does not hold is found. */
let program = '';
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'bluebell-kill-'));
  mkdirSync(join(root, 'config'));
  mkdirSync(join(root, 'state'));
  const devices = { [KITCHEN]: { name: 'n0', key: KEY } };
  writeFileSync(join(root, 'config', 'config.yaml'), `${JSON.stringify({ devices })}\n`);
  program = join(mkdtempSync(join(REPOSITORY, 'node_modules', '.kill-')), 'hub.cjs');
  await build({
    entryPoints: [join(REPOSITORY, 'packages/hub/src/kill/hub-under-fire.contract.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    conditions: ['source'],
    external: ['libsql', 'mqtt', 'aedes', 'pino'],
    outfile: program,
    logLevel: 'error',
  });
});
afterAll(() => {
  rmSync(join(program, '..'), { recursive: true, force: true });
  rmSync(root, { recursive: true });
});

describe('A hub that is killed', () => {
  it(
    `has lost nothing that it said was safe, and takes no old frame, ${ROUNDS} times over (BLUEBELL_SEED=${SEED})`,
    async () => {
      const random = randomFrom(SEED);
      const safe = new Map<Thing, number>(THINGS.map((thing) => [thing, 0]));
      for (let round = 0; round < ROUNDS; round++) {
        const lines = await roundOf(safe.get('frame') ?? 0, random() * LONGEST_MS);
        const [first, ...rest] = lines;
        if (first?.kind !== 'found')
          throw new Error(`the hub did not start: ${JSON.stringify(lines)}`);
        for (const [thing, number] of safe) {
          expect(first.found[thing], `${thing} in round ${round}`).toBeGreaterThanOrEqual(number);
        }
        expect(rest.filter(({ kind }) => kind !== 'safe')).toEqual([]);
        for (const line of rest) if (line.kind === 'safe') safe.set(line.thing, line.number);
      }
      for (const thing of THINGS) expect(safe.get(thing), thing).toBeGreaterThan(0);
      expectWhole();
    },
    60_000 + ROUNDS * 3_000,
  );
});

describe('A folder that a hub has', () => {
  it('is refused to others while that hub lives, and let go by its death', async () => {
    const own = join(root, 'own');
    const folder = { state: join(own, 'state'), history: join(own, 'history') };
    for (const path of [own, folder.state, join(own, 'config')]) mkdirSync(path);
    const open = () => {
      openStore(folder, { clock: new VirtualClock(), log: silentLog, history: undefined }).close();
    };
    const child = spawn(process.execPath, [program, own, '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    expect(open).toThrow(FolderInUseError);
    child.kill('SIGKILL');
    await ended;
    open();
  });
});

/** Starts the hub, ends it so long after it is at work, and gives what it said. */
async function roundOf(lastSafe: number, forMs: number): Promise<readonly Line[]> {
  const child = spawn(process.execPath, [program, root, String(lastSafe)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const lines: Line[] = [];
  try {
    for await (const text of createInterface(child.stdout)) {
      // What was cut off when it ended is no line.
      if (!text.endsWith('}')) continue;
      // The cast holds: the child is ours.
      const line = JSON.parse(text) as Line;
      lines.push(line);
      if (line.kind === 'found') setTimeout(() => child.kill('SIGKILL'), forMs);
      if (line.kind === 'trouble') child.kill('SIGKILL');
    }
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
  return lines;
}

/** Databases hold together, and nothing was set aside on the way. */
function expectWhole(): void {
  for (const path of ['state/state.db', 'history/history.db']) {
    const sql = Sql.open(join(root, path));
    expect(sql.rows('PRAGMA integrity_check')).toEqual([['ok']]);
    sql.close();
  }
  const broken = ['config', 'state', 'history']
    .flatMap((part) => readdirSync(join(root, part)))
    .filter((name) => name.includes('broken'));
  expect(broken).toEqual([]);
}

/** Numbers from 0 to 1: the generator of Park and Miller. */
function randomFrom(seed: number): () => number {
  const modulus = 2 ** 31 - 1;
  let state = 1 + (seed % (modulus - 1));
  return () => {
    state = (state * 48_271) % modulus;
    return state / modulus;
  };
}
