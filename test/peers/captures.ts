// Captures that tests make of what hosts, controllers and the air say, and what others make of them.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HciTransport } from '@bluebell/ble/hci';
import type { VirtualAir } from '@bluebell/ble/sim';
import { type AirFacts, AirWriter, BtsnoopWriter } from '@bluebell/radios';
import { afterAll, expect, type RunnerTestCase as Test } from 'vitest';
import { btmon } from './btmon.ts';
import { RecordedTransport } from './recorded-transport.ts';
import { tsharkEach, type Verdict } from './tshark.ts';

/** What went into a file. */
interface Contents {
  readonly packets: number;
  /** Which of them did not come through the air undisturbed, counted from 1. */
  readonly broken: readonly number[];
}

/** One file, and what goes into it. */
interface Capture {
  readonly path: string;
  /** What is recorded, for people. */
  readonly of: string;
  /** Ends it, and gives what it holds. */
  readonly end: () => Promise<Contents>;
  /** What judges it besides tshark. */
  readonly judge?: (path: string) => Promise<Verdict>;
}

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

/** A folder of captures, one for each controller, and of the air. It goes away with the tests of the file. */
export class Captures {
  readonly folder: string;
  readonly #captures: Capture[] = [];

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(): Promise<Captures> {
    const folder = await mkdtemp(join(tmpdir(), 'bluebell-captures-'));
    folders.push(folder);
    return new Captures(folder);
  }

  /** Where they are, in the order in which they began. */
  get paths(): readonly string[] {
    return this.#captures.map(({ path }) => path);
  }

  /** A transport that is recorded from here on. */
  async record(transport: HciTransport): Promise<HciTransport> {
    const path = join(this.folder, `${this.#captures.length}.btsnoop`);
    const writer = await BtsnoopWriter.create(path);
    const recorded = new RecordedTransport(transport, writer);
    const end = async () => {
      const packets = await recorded.endRecording();
      await writer.close();
      return { packets, broken: [] };
    };
    this.#captures.push({ path, of: transport.name, end, judge: btmon });
    return recorded;
  }

  /** Records all that goes over an air from here on. */
  async recordAir(air: VirtualAir): Promise<void> {
    const path = join(this.folder, `${this.#captures.length}.pcap`);
    const writer = await AirWriter.create(path);
    let packets = 0;
    const broken: number[] = [];
    let written: Promise<void> = Promise.resolve();
    const onPacket = (facts: AirFacts) => {
      packets++;
      if (!facts.isIntact) broken.push(packets);
      written = writer.append(facts);
    };
    const stop = air.tap({ onPacket });
    const end = async () => {
      stop();
      await written;
      await writer.close();
      return { packets, broken };
    };
    this.#captures.push({ path, of: 'the air', end });
  }

  /** Ends the captures, and expects tshark and btmon to read every packet of them without complaint. */
  async expectRight(): Promise<void> {
    await expectAllRight([['', this]]);
  }

  /** Ends them: what happens from now on is not in them. */
  async end(): Promise<readonly (Capture & Contents)[]> {
    return Promise.all(
      this.#captures.map(async (capture) => ({ ...capture, ...(await capture.end()) })),
    );
  }
}

/**
 * Captures of many scenarios, which are judged together when all are done: tshark takes longer to start
 * than to read.
 */
export class Evidence {
  readonly #scenes: (readonly [title: string, captures: Captures])[] = [];

  /** Keeps the captures of a test. */
  keep({ name }: Pick<Test, 'name'>, captures: Captures): void {
    this.#scenes.push([name, captures]);
  }

  /** As that of `Captures`, for all that were kept. For `afterAll`. */
  async expectRight(): Promise<void> {
    await expectAllRight(this.#scenes);
  }
}

async function expectAllRight(scenes: readonly (readonly [title: string, captures: Captures])[]) {
  const ended = await Promise.all(
    scenes.map(async ([title, captures]) => {
      const some = await captures.end();
      return some.map((capture) => ({ ...capture, title }));
    }),
  );
  const all = ended.flat();
  const byTshark = await tsharkEach(all.map(({ path }) => path));
  for (const [i, { path, of, packets, broken, title, judge }] of all.entries()) {
    const complaints = broken.map((n) => expect.stringMatching(`^#${n}: .*Incorrect CRC`));
    const right = { records: packets, complaints };
    expect(byTshark[i], `tshark on ${of} ${title}`).toEqual(right);
    if (judge) expect(await judge(path), `btmon on ${of} ${title}`).toEqual(right);
  }
}
