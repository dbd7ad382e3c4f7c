// The options of `bluebell radio` and its kin.

/** What all of them are told. */
export interface RadioOptions {
  readonly json?: boolean | undefined;
}
