// What a login says when it fails, and when it may be tried again. No page needed.

/** How it failed, as the API tells it. */
export interface SignInFailure {
  readonly status: number;
  readonly code?: string | undefined;
  /** Seconds to wait, where too many were wrong. */
  readonly retryAfterS?: number | undefined;
}

/** What is shown: words, and for how long nothing can be tried. */
export interface SignInTrouble {
  readonly words: string;
  readonly waitS: number;
}

/** Longer than any hub asks for: what came otherwise is not believed. */
const LONGEST_WAIT_S = 3_600;
const USUAL_WAIT_S = 30;

/** What to say. @param isToken whether a token was given, and no password. */
export function troubleOf(failure: SignInFailure | undefined, isToken: boolean): SignInTrouble {
  if (!failure || failure.status === 0)
    return { words: 'The hub does not answer. Is it running?', waitS: 0 };
  const { status, code, retryAfterS } = failure;
  if (status === 429) {
    const asked = retryAfterS ?? USUAL_WAIT_S;
    const waitS = Number.isFinite(asked)
      ? Math.min(Math.max(1, Math.ceil(asked)), LONGEST_WAIT_S)
      : USUAL_WAIT_S;
    return { words: 'That was wrong too often.', waitS };
  }
  if (code === 'NO_PASSWORD_YET') {
    return {
      words: 'No password is set yet: open the link that the log of the hub shows.',
      waitS: 0,
    };
  }
  if (status === 401) {
    const words = isToken
      ? 'This token is not known here, or has expired.'
      : 'User name or password is wrong.';
    return { words, waitS: 0 };
  }
  if (status === 403) return { words: 'The hub lets nobody in from here.', waitS: 0 };
  return { words: `The hub could not do it (${status}). Its log says why.`, waitS: 0 };
}

/** A span as a countdown shows it: `45 s`, `2 min 5 s`. */
export function countdown(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const left = seconds % 60;
  return `${Math.floor(seconds / 60)} min${left === 0 ? '' : ` ${left} s`}`;
}
