// The objects that programs hold stay the same when what they stand for is discovered anew.

import type { Uuid } from '../../core/index.ts';

/** An object that stands for something of the server. */
export interface Standing<Fact> {
  readonly uuid: Uuid;
  /** Whether it stood at these very handles. */
  isAt(fact: Fact): boolean;
  /** Takes over what was found. */
  adopt(fact: Fact): void;
  /** What it stands for may have moved, or gone. */
  invalidate(): void;
}

/**
 * An object for each fact: the one that stood there, else the first of its UUID, else a new one. Those
 * for which nothing is left are invalidated.
 */
export function reconcile<Fact extends { readonly uuid: Uuid }, Known extends Standing<Fact>>(
  known: readonly Known[],
  facts: readonly Fact[],
  make: (fact: Fact) => Known,
): readonly Known[] {
  const free = new Set(known);
  const take = (isWanted: (one: Known) => boolean): Known | undefined => {
    for (const one of free) {
      if (!isWanted(one)) continue;
      free.delete(one);
      return one;
    }
    return undefined;
  };
  const unmoved = facts.map((fact) => take((one) => one.uuid === fact.uuid && one.isAt(fact)));
  const now = facts.map((fact, place) => {
    const one = unmoved[place] ?? take(({ uuid }) => uuid === fact.uuid);
    one?.adopt(fact);
    return one ?? make(fact);
  });
  for (const gone of free) gone.invalidate();
  return now;
}

/** Says what there is, for the message of a `NotFoundError`. */
export function listed(items: readonly { readonly uuid: Uuid }[]): string {
  return items.length === 0 ? 'it has none' : `it has ${items.map(({ uuid }) => uuid).join(', ')}`;
}
