// What the hub answers to a GET, as a hook.

import { useCallback, useEffect, useState } from 'react';
import { ApiProblem, api } from './api.ts';

/** An answer, or why there is none. */
export interface Query<T> {
  readonly data: T | undefined;
  readonly problem: ApiProblem | undefined;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

interface Answered<T> {
  readonly path: string | undefined;
  readonly data?: T;
  readonly problem?: ApiProblem;
}

/** Asks for `path`, and again when it changes or on `reload`; what was there stays until the next answer. */
export function useQuery<T>(path: string | undefined): Query<T> {
  const [answered, setAnswered] = useState<Answered<T>>({ path: undefined });
  const [round, setRound] = useState(0);
  const [isLoading, setLoading] = useState(path !== undefined);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks the same again.
  useEffect(() => {
    if (path === undefined) {
      setLoading(false);
      return;
    }
    const abort = new AbortController();
    setLoading(true);
    api
      .get<T>(path, { signal: abort.signal })
      .then((data) => setAnswered({ path, data }))
      .catch((error: unknown) => {
        if (abort.signal.aborted) return;
        const problem =
          error instanceof ApiProblem ? error : new ApiProblem(0, 'PAGE', String(error));
        setAnswered((before) => ({ ...(before.path === path ? before : {}), path, problem }));
      })
      .finally(() => {
        if (!abort.signal.aborted) setLoading(false);
      });
    return () => abort.abort();
  }, [path, round]);
  const isOfPath = answered.path === path;
  return {
    data: isOfPath ? answered.data : undefined,
    problem: isOfPath ? answered.problem : undefined,
    isLoading: isLoading || (path !== undefined && !isOfPath),
    reload,
  };
}
