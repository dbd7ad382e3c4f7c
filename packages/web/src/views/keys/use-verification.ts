// What live packets say of a key that was just set: asked again until they have spoken.

import type { KeyState } from '@bluebell/hub/api';
import { useEffect, useState } from 'react';
import { ApiProblem, api } from '../../app/index.ts';

/** Between two questions. */
const EVERY_MS = 1_500;

/** What is known, and since when it was waited. */
export interface Verification {
  readonly state: KeyState | undefined;
  readonly problem: string | undefined;
}

/** Asks while `address` is given. A wrong key may still be followed by a packet that it opens. */
export function useVerification(address: string | undefined): Verification {
  const [found, setFound] = useState<Verification & { readonly address?: string }>(NOTHING);
  useEffect(() => {
    if (address === undefined) return;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      try {
        const path = `keys/${encodeURIComponent(address)}/verification`;
        const state = await api.get<KeyState>(path, { signal: abort.signal });
        setFound({ address, state, problem: undefined });
        if (state.verification === 'confirmed' || state.verification === 'none') return;
      } catch (error) {
        if (abort.signal.aborted) return;
        const problem = error instanceof ApiProblem ? error.message : String(error);
        setFound((before) => ({ address, state: before.state, problem }));
      }
      timer = setTimeout(() => void ask(), EVERY_MS);
    };
    void ask();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [address]);
  return found.address === address ? found : NOTHING;
}

const NOTHING: Verification = { state: undefined, problem: undefined };
