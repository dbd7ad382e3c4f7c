// Bytes that count how often they are read: time in steps, the same on every machine. For tests only.

/** Bytes, and how often one of them was read so far, views and copies of them included. */
interface CountedBytes {
  readonly bytes: Uint8Array;
  readonly reads: number;
}

/** What stands behind bytes that count, and how to count that all of them are read. */
interface Behind {
  readonly target: Uint8Array;
  readonly readAll: () => void;
}

const counted = new WeakMap<object, Behind>();

/**
 * How often `work` reads one of these bytes, views and copies of them included. What is done with all of
 * them at once counts as reading each.
 */
export function readsOf(bytes: Uint8Array, work: (bytes: Uint8Array) => void): number {
  const counting = countReads(bytes);
  const takeBack = letTextBeDecoded();
  try {
    work(counting.bytes);
  } finally {
    takeBack();
  }
  return counting.reads;
}

function countReads(bytes: Uint8Array): CountedBytes {
  let reads = 0;
  const wrap = (target: Uint8Array): Uint8Array => {
    const proxy = new Proxy(target, {
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
    const readAll = () => {
      reads += target.length;
    };
    counted.set(proxy, { target, readAll });
    return proxy;
  };
  return {
    bytes: wrap(bytes),
    get reads() {
      return reads;
    },
  };
}

/** A decoder of text takes none but real bytes: it is given those behind. Gives what takes that back. */
function letTextBeDecoded(): () => void {
  const { prototype } = TextDecoder;
  const decode: typeof prototype.decode = Reflect.get(prototype, 'decode');
  prototype.decode = function decodeBehind(input, options) {
    const behind = input && counted.get(input);
    behind?.readAll();
    return decode.call(this, behind?.target ?? input, options);
  };
  return () => {
    prototype.decode = decode;
  };
}
