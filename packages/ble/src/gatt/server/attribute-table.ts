// All attributes of a host by handle, and which handles are free. Core Spec v5.4, Vol 3, Part F, 3.2.2.

import { UsageError } from '../../core/index.ts';
import { ClientConfiguration } from './client-configuration.ts';
import type { ServedAttribute } from './served-attribute.ts';

const LAST_HANDLE = 0xffff;

/** Attributes in the order of their handles. */
export class AttributeTable {
  #sorted: readonly ServedAttribute[] = [];
  #configurations: readonly ClientConfiguration[] = [];
  readonly #byHandle = new Map<number, ServedAttribute>();
  /** The highest handle that a client may know. */
  #highest = 0;

  get all(): readonly ServedAttribute[] {
    return this.#sorted;
  }

  /** By which clients listen. */
  get configurations(): readonly ClientConfiguration[] {
    return this.#configurations;
  }

  at(handle: number): ServedAttribute | undefined {
    return this.#byHandle.get(handle);
  }

  /** Those with handles from `first` to `last`, both included. */
  range(first: number, last: number): readonly ServedAttribute[] {
    // What requests ask for most is one.
    if (first === last) {
      const one = this.#byHandle.get(first);
      return one ? [one] : [];
    }
    return this.#sorted.filter(({ handle }) => handle >= first && handle <= last);
  }

  /**
   * The first of so many free handles in a row: behind all that were ever given, so that no handle
   * that a client remembers comes to mean another attribute. When those have run out, the lowest gap:
   * clients have been told that what was there is gone.
   *
   * @throws {UsageError} nowhere are so many.
   */
  freeHandles(count: number): number {
    const behind = this.#highest + 1;
    if (behind + count - 1 <= LAST_HANDLE) return behind;
    let first = 1;
    for (const { handle } of this.#sorted) {
      if (handle - first >= count) return first;
      first = handle + 1;
    }
    if (first + count - 1 <= LAST_HANDLE) return first;
    throw new UsageError(
      `no ${count} handles in a row are free: serve less, or remove services first`,
    );
  }

  /** No client remembers handles but those that are served. */
  forgetOldHandles(): void {
    this.#highest = this.#sorted.at(-1)?.handle ?? 0;
  }

  add(attributes: readonly ServedAttribute[]): void {
    for (const attribute of attributes) this.#byHandle.set(attribute.handle, attribute);
    this.#sort();
    this.#highest = Math.max(this.#highest, this.#sorted.at(-1)?.handle ?? 0);
  }

  remove(attributes: readonly ServedAttribute[]): void {
    for (const { handle } of attributes) this.#byHandle.delete(handle);
    this.#sort();
  }

  #sort(): void {
    this.#sorted = [...this.#byHandle.values()].toSorted((a, b) => a.handle - b.handle);
    this.#configurations = this.#sorted.filter((one) => one instanceof ClientConfiguration);
  }
}
