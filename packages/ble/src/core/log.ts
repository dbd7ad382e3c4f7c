// Where layers say what a person may want to know. The hub puts a real logger behind it.

/** Facts of a message. Keys never carry secrets. */
export type LogFields = Readonly<Record<string, unknown>>;

/** One place to write to. `code` is stable, upper case, and names the message for searching. */
export interface Log {
  debug(code: string, message: string, fields?: LogFields): void;
  info(code: string, message: string, fields?: LogFields): void;
  warn(code: string, message: string, fields?: LogFields): void;
  error(code: string, message: string, fields?: LogFields): void;
}

const nothing = () => {};

/** Says nothing: the default of every layer. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
