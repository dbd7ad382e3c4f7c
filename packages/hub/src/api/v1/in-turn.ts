// One change after the other, each looking first at what the one before it left.

const last = new WeakMap<object, Promise<unknown>>();

/** Begins once all is done that was begun here with the same thing. */
export function inTurn<T>(thing: object, work: () => Promise<T>): Promise<T> {
  const done = (last.get(thing) ?? Promise.resolve()).then(work);
  last.set(
    thing,
    done.catch(() => {}),
  );
  return done;
}
