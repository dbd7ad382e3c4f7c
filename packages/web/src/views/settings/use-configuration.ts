// The configuration as the page has it: asked for, changed, sent.

import type { Configuration } from '@bluebell/hub/api';
import { useCallback, useEffect, useState } from 'react';
import { ApiProblem, api } from '../../app/index.ts';
import { type Change, type Draft, NO_DRAFT, type PathKey, problemsByPath } from './draft.ts';
import type { JsonObject, Shape } from './schema.ts';

/** What is in force, and what tells it from what comes later. */
export interface Loaded {
  readonly schema: Shape;
  readonly configuration: Configuration;
  /** The same as data without a form: values are JSON. */
  readonly values: JsonObject;
  readonly etag: string | undefined;
}

/** What became of saving. */
export type SaveResult =
  | {
      readonly kind: 'saved';
      readonly applied: number;
      readonly restartRequired: readonly string[];
    }
  /** Somebody else changed it meanwhile; what is there now was loaded. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'refused'; readonly detail: string };

/** What was changed outlives a look at another page: it is lost with the window alone. */
let keptDraft: Draft = NO_DRAFT;

/** What was read last: shown at once, until it is read anew. */
let keptLoaded: Loaded | undefined;

/** The configuration, the draft of changes, and what can be done with them. */
export function useConfiguration() {
  const [loaded, setLoaded] = useState<Loaded | undefined>(keptLoaded);
  const [problem, setProblem] = useState<ApiProblem>();
  const [draft, setDraftState] = useState<Draft>(keptDraft);
  const [errors, setErrors] = useState<ReadonlyMap<PathKey, string>>(new Map());
  const [isSaving, setSaving] = useState(false);

  const setDraft = useCallback((next: Draft) => {
    keptDraft = next;
    setDraftState(next);
  }, []);

  const load = useCallback(async () => {
    try {
      const [schema, answer] = await Promise.all([
        // The cast holds: it is JSON Schema, of which ours is the part that we look at.
        api.get<Shape>('configuration/schema'),
        api.request<Configuration>('GET', 'configuration'),
      ]);
      const { data: configuration, etag } = answer;
      // The cast holds: it came as JSON.
      const values = configuration.values as JsonObject;
      keptLoaded = { schema, configuration, values, etag };
      setLoaded(keptLoaded);
      setProblem(undefined);
    } catch (error) {
      setProblem(problemFrom(error));
    }
  }, []);

  useEffect(() => {
    void load();
  }, [load]);

  const save = useCallback(async (): Promise<SaveResult> => {
    const changes: readonly Change[] = [...draft.values()];
    setSaving(true);
    setErrors(new Map());
    try {
      const { data } = await api.request<{ applied: string[]; restartRequired: string[] }>(
        'PATCH',
        'configuration',
        { body: { changes }, ifMatch: loaded?.etag },
      );
      // What was changed while this was on its way was not sent.
      setDraft(new Map([...keptDraft].filter(([key, change]) => draft.get(key) !== change)));
      await load();
      return {
        kind: 'saved',
        applied: data.applied.length,
        restartRequired: data.restartRequired,
      };
    } catch (error) {
      const found = problemFrom(error);
      if (found.status === 412 || found.status === 409) {
        await load();
        return { kind: 'conflict' };
      }
      setErrors(problemsByPath(found.errors, changes));
      return { kind: 'refused', detail: found.detail };
    } finally {
      setSaving(false);
    }
  }, [draft, load, loaded?.etag, setDraft]);

  return { loaded, problem, draft, setDraft, errors, setErrors, isSaving, save, load };
}

function problemFrom(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : new ApiProblem(0, 'PAGE', String(error));
}
