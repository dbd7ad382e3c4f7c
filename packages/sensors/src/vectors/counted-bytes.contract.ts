// Bytes that count how often they are read: time in steps, the same on every machine. For tests only.

/** Bytes, and how often one of them was read so far, views and copies of them included. */
export interface CountedBytes {
  readonly bytes: Uint8Array;
  readonly reads: number;
}

/** Wraps bytes. What is done with all of them at once counts as reading each. */
export function countReads(bytes: Uint8Array): CountedBytes {
  let reads = 0;
  const wrap = (target: Uint8Array): Uint8Array =>
    new Proxy(target, {
      get(_, name) {
        if (name === 'length') return target.length;
        if (name === 'subarray') {
          return (from: number, to: number) => wrap(target.subarray(from, to));
        }
        if (name === 'slice') {
          return (from: number, to: number) => {
            const copy = target.slice(from, to);
            reads += copy.length;
            return wrap(copy);
          };
        }
        const value: unknown = Reflect.get(target, name, target);
        reads += typeof value === 'number' ? 1 : target.length;
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  return {
    bytes: wrap(bytes),
    get reads() {
      return reads;
    },
  };
}
