// Colours of a terminal.

/** Colours and weights of a terminal, by their SGR number. ECMA-48, 8.3.117. */
const STYLES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

/** One of the styles. */
export type Style = keyof typeof STYLES;

/** Dresses text up, or leaves it plain where colour is not wanted. */
export type Paint = (style: Style, text: string) => string;

/** The painter for a stream: plain unless it is a terminal and `NO_COLOR` is not set. */
export function paintFor(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): Paint {
  const isPlain = !stream.isTTY || (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  return isPlain ? (_, text) => text : (style, text) => `\u001b[${STYLES[style]}m${text}\u001b[0m`;
}
