// Options behind a `?` in the name of a radio: `serial:/dev/ttyUSB0?baud=921600&rtscts=false`.

import { UsageError } from '@bluebell/ble/core';

/** Reads the text of one option; `undefined` where it makes no sense. */
export interface OptionReader<T> {
  /** What it may be, for people. */
  readonly usage: string;
  readonly read: (text: string) => T | undefined;
}

/** A number from 1 up. */
export const positiveNumber: OptionReader<number> = {
  usage: 'a whole number above 0',
  read: (text) => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined),
};

const TRUTHS: Readonly<Record<string, boolean>> = { true: true, false: false };

/** Yes or no. */
export const truth: OptionReader<boolean> = {
  usage: 'true or false',
  read: (text) => (Object.hasOwn(TRUTHS, text) ? TRUTHS[text] : undefined),
};

type Readers = Readonly<Record<string, OptionReader<unknown>>>;

/** What was given, by the names of the readers. */
export type OptionsOf<R extends Readers> = {
  readonly [Name in keyof R]?: R[Name] extends OptionReader<infer T> ? T : never;
};

/** A name taken apart. */
export interface NameParts<R extends Readers> {
  /** What stands in front of the `?`. */
  readonly place: string;
  readonly options: OptionsOf<R>;
}

/**
 * Takes a name apart at its `?`.
 *
 * @param name all of it, for error messages.
 * @param rest what stands behind its scheme.
 * @throws {UsageError} an option that is not known, or a value that makes no sense.
 */
export function readNameOptions<const R extends Readers>(
  name: string,
  rest: string,
  readers: R,
): NameParts<R> {
  const [place = '', query = ''] = rest.split(/\?(.*)/s);
  const options: Record<string, unknown> = {};
  for (const [key, text] of new URLSearchParams(query)) {
    const reader = Object.hasOwn(readers, key) ? readers[key] : undefined;
    if (!reader) {
      const known = Object.keys(readers).join(', ');
      throw new UsageError(`'${name}' has an option '${key}': there are ${known}`);
    }
    const value = reader.read(text);
    if (value === undefined) {
      throw new UsageError(`'${name}': ${key} is ${reader.usage}, not '${text}'`);
    }
    options[key] = value;
  }
  // The cast holds since each value comes from the reader of its name.
  return { place, options: options as OptionsOf<R> };
}
