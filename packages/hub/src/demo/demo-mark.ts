// Remembers that the simulated home is switched on: a file that is there, or is not.

import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../atomic-file.ts';
import type { DataFolder } from '../data-folder.ts';
import { fileTrouble } from '../file-trouble.ts';

const NAME = 'simulated-home';

const TEXT =
  "The simulated home is switched on. It is switched off on the dashboard's first page.\n";

/** The file, in the folder of what the hub remembers. */
export class DemoMark {
  readonly #file: string;

  constructor({ state }: Pick<DataFolder, 'state'>) {
    this.#file = join(state, NAME);
  }

  /** Whether it is there. One that cannot be looked at is not. */
  isThere(): Promise<boolean> {
    return stat(this.#file).then(
      () => true,
      () => false,
    );
  }

  /** Makes it, or takes it away. @throws {TransportError} that cannot be done. */
  async set(isThere: boolean): Promise<void> {
    if (isThere) return writeAtomically(this.#file, TEXT, { keepsPrevious: false });
    await rm(this.#file, { force: true }).catch((cause: unknown) => {
      throw fileTrouble(this.#file, 'written', cause);
    });
  }
}
