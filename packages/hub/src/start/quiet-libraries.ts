// Keeps libraries from printing what they work with.

/** Tokens of the configuration with all its keys (yaml), packets with the password (mqtt). */
const TALKATIVE = ['LOG_STREAM', 'LOG_TOKENS', 'DEBUG'] as const;

/**
 * Takes away the variables that make libraries talk: such a variable may well be meant for another
 * program. To be called before any of them is loaded.
 */
export function quietLibraries(environment: Record<string, string | undefined>): void {
  for (const name of TALKATIVE) delete environment[name];
}
