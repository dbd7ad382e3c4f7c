// Whether a client knows the database as it is: robust caching. Core Spec v5.4, Vol 3, Part G, 2.5.2.1.

import {
  AttError,
  AttErrorCode,
  type AttributeStore,
  type PduKind,
  type PduOf,
} from '../../att/index.ts';
import { AttributeType } from '../declarations.ts';
import type { DatabaseState } from './database-history.ts';

/** What a client may ask of a server. */
export type Asked = Parameters<NonNullable<AttributeStore['admit']>>[0];

/** What one client knows of the database, on one link. */
export class ChangeAwareness {
  readonly #current: () => DatabaseState;
  #known: DatabaseState;
  /** What the client will know when it asks the next time. */
  #learning: DatabaseState | undefined;

  /** @param current gives the database as it is. A client that is new knows it. */
  constructor(current: () => DatabaseState) {
    this.#current = current;
    this.#known = current();
  }

  /** The database that the client knows. */
  get known(): DatabaseState {
    return this.#known;
  }

  get isAware(): boolean {
    return this.#known.version === this.#current().version;
  }

  /** The client was here before, and knew the database with this hash. */
  restore(hash: string): void {
    const current = this.#current();
    // No version of this process: the change was missed.
    this.#known = hash === current.hash ? current : { version: -1, hash };
    this.#learning = undefined;
  }

  /** The client has been told, or reads the hash: it knows with its next request. */
  learn(): void {
    this.#learning = this.#current();
  }

  /** The client has confirmed that it was told, when the database was so. */
  confirm(state: DatabaseState): void {
    if (state.version > this.#known.version) this.#known = state;
  }

  /**
   * Takes note of a request or a command.
   *
   * @param isRobust whether the client wants to be refused while its picture is out of date.
   * @throws {AttError} Database Out Of Sync: once for each change; a command is to be ignored then.
   */
  judge(asked: Asked, isRobust: boolean): void {
    const isCommand = asked.kind === 'writeCommand' || asked.kind === 'signedWriteCommand';
    if (this.#learning && !isCommand) {
      this.#known = this.#learning;
      this.#learning = undefined;
    }
    if (!isRobust || this.isAware) return;
    const handle = handleIn(asked);
    if (handle === undefined) return;
    if (!isCommand) this.learn();
    throw new AttError(AttErrorCode.databaseOutOfSync, handle);
  }
}

/** By kind, the handle on which something relies that is asked; others rely on none. */
type HandlesOf = {
  readonly [Kind in PduKind]?: (asked: PduOf<Kind>) => number | undefined;
};

const HANDLES: HandlesOf = {
  readRequest: attributeHandle,
  readBlobRequest: attributeHandle,
  readMultipleRequest: firstOfSet,
  readMultipleVariableRequest: firstOfSet,
  writeRequest: attributeHandle,
  writeCommand: attributeHandle,
  signedWriteCommand: attributeHandle,
  prepareWriteRequest: attributeHandle,
  /** Discovery may go on, and so may what reads a type wherever it is, such as the hash. */
  readByTypeRequest: ({ attributeType, startingHandle, endingHandle }) => {
    const isDiscovery =
      attributeType === AttributeType.include || attributeType === AttributeType.characteristic;
    const isAnywhere = startingHandle === 0x0001 && endingHandle === 0xffff;
    return isDiscovery || isAnywhere ? undefined : startingHandle;
  },
};

function attributeHandle(asked: { readonly attributeHandle: number }): number {
  return asked.attributeHandle;
}

function firstOfSet({ setOfHandles }: { readonly setOfHandles: readonly number[] }) {
  return setOfHandles[0];
}

function handleIn(asked: Asked): number | undefined {
  // The cast holds since each function is entered under the kind that it takes.
  const handleOf = HANDLES[asked.kind] as ((asked: Asked) => number | undefined) | undefined;
  return handleOf?.(asked);
}
