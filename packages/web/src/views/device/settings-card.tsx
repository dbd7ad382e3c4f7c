// Name and options of a device, with the hub's own words on what it does not take.

import { type FormEvent, useEffect, useState } from 'react';
import { ApiProblem, api, Link, toast } from '../../app/index.ts';
import {
  Button,
  Card,
  Field,
  Notice,
  Select,
  Skeleton,
  Switch,
  TextInput,
} from '../../kit/index.ts';
import type { DeviceItem } from '../../live/index.ts';
import styles from './device.module.css';
import {
  CONTACTS,
  errorsOf,
  type FormErrors,
  formOf,
  patchOf,
  type SettingsForm,
} from './settings-form.ts';

/** What was looked at last: it is what changes are compared with. */
interface Base {
  readonly form: SettingsForm;
  readonly etag: string | undefined;
}

const CHANGED_MEANWHILE = 412;
const OPENINGS = ['opening', 'door', 'window', 'garageDoor'];
const MOTIONS = ['motion', 'moving', 'occupancy'];

/** The form. */
export function SettingsCard({
  device,
  canChange,
}: {
  readonly device: DeviceItem;
  readonly canChange: boolean;
}) {
  const { id, kind } = device;
  const [base, setBase] = useState<Base>();
  const [form, setForm] = useState<SettingsForm>(() => formOf(device));
  const [errors, setErrors] = useState<FormErrors>({});
  const [theirs, setTheirs] = useState<Base>();
  const [isSaving, setSaving] = useState(false);
  useEffect(() => {
    const abort = new AbortController();
    look(id, abort.signal)
      .then((found) => {
        setBase(found);
        setForm(found.form);
      })
      .catch((error: unknown) => {
        if (!abort.signal.aborted) setErrors({ all: wordsOf(error) });
      });
    return () => abort.abort();
  }, [id]);

  const save = async (against: Base) => {
    const { patch, errors: wrong } = patchOf(against.form, form);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    setTheirs(undefined);
    setSaving(true);
    try {
      const path = `devices/${id}`;
      const { data, etag } = await api.request<DeviceItem>('PATCH', path, {
        body: patch,
        ifMatch: against.etag,
      });
      const saved = { form: formOf(data), etag };
      setBase(saved);
      setForm(saved.form);
      toast('Saved', 'good');
    } catch (error) {
      if (error instanceof ApiProblem && error.status === CHANGED_MEANWHILE) {
        await look(id).then(setTheirs, (problem: unknown) => setErrors({ all: wordsOf(problem) }));
      } else {
        const isProblem = error instanceof ApiProblem;
        setErrors(errorsOf(isProblem ? error.errors : [], wordsOf(error)));
      }
    } finally {
      setSaving(false);
    }
  };

  const change = (part: Partial<SettingsForm>) => {
    setForm((before) => ({ ...before, ...part }));
    const isOther = (name: string) => !Object.hasOwn(part, name);
    setErrors((before) =>
      Object.fromEntries(Object.entries(before).filter(([name]) => isOther(name))),
    );
  };
  const isChanged = base !== undefined && Object.keys(patchOf(base.form, form).patch).length > 0;
  const isWrong = base !== undefined && Object.keys(patchOf(base.form, form).errors).length > 0;
  const told = [...device.exposes, ...Object.keys(device.values)];
  const canOpen = told.some((name) => OPENINGS.includes(name.replace(/_\d+$/, '')));
  const canMove = told.some((name) => MOTIONS.includes(name.replace(/_\d+$/, '')));
  const isSensor = kind === 'sensor';
  return (
    <Card title="Name and options">
      {base === undefined && errors.all === undefined ? (
        <Skeleton lines={4} shape="block" />
      ) : (
        <form
          className={styles.form}
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            if (base) void save(base);
          }}
        >
          {errors.all !== undefined && (
            <Notice tone="bad" title="It was not saved">
              {errors.all}
            </Notice>
          )}
          {theirs !== undefined && base !== undefined && (
            <Notice
              tone="warn"
              title="Somebody else changed this device meanwhile"
              actions={
                <>
                  <Button
                    isSmall
                    onClick={() => {
                      setBase(theirs);
                      setForm(theirs.form);
                      setTheirs(undefined);
                    }}
                  >
                    Take theirs
                  </Button>
                  <Button
                    isSmall
                    kind="primary"
                    onClick={() => {
                      setBase(theirs);
                      void save({ form: base.form, etag: theirs.etag });
                    }}
                  >
                    Save mine all the same
                  </Button>
                </>
              }
            >
              Nothing was saved. Its name is now “<bdi>{theirs.form.name || 'none'}</bdi>”, its area
              “<bdi>{theirs.form.area || 'none'}</bdi>”.
            </Notice>
          )}
          <fieldset className={styles.fields} disabled={!canChange}>
            <legend className="visually-hidden">Name and options</legend>
            {isSensor ? (
              <>
                <Field label="Name" hint="Empty: as it calls itself." error={errors.name}>
                  <TextInput
                    value={form.name}
                    onChange={(name) => change({ name })}
                    placeholder={device.localName ?? device.model ?? device.address}
                  />
                </Field>
                <Field
                  label="Area"
                  hint="The room it is in. Devices of one area stand together."
                  error={errors.area}
                >
                  <TextInput value={form.area} onChange={(area) => change({ area })} />
                </Field>
              </>
            ) : (
              <p>
                Its name is set under <Link to="#/phones">Phones</Link>.
              </p>
            )}
            <Switch
              isOn={form.isAnnounced}
              onChange={(isAnnounced) => change({ isAnnounced })}
              label="Announce to Home Assistant and others"
              hint={errors.isAnnounced ?? 'Off: it is seen here alone.'}
              disabled={!canChange}
            />
            {isSensor && (
              <Field
                label="Silent after"
                hint="Such as 10 min or 2 h; never; empty: as learnt from its habits."
                error={errors.offlineAfter}
              >
                <TextInput
                  value={form.offlineAfter}
                  onChange={(offlineAfter) => change({ offlineAfter })}
                  placeholder="as learnt"
                />
              </Field>
            )}
            {isSensor && canOpen && (
              <Field label="It is mounted on" error={errors.contactClass}>
                <Select
                  value={form.contactClass}
                  onChange={(contactClass) => change({ contactClass })}
                  options={CONTACTS}
                  disabled={!canChange}
                />
              </Field>
            )}
            {isSensor && canMove && (
              <Field
                label="Motion ends after"
                hint="For sensors that never say that it ended; never; empty: as is usual for it."
                error={errors.motionOff}
              >
                <TextInput
                  value={form.motionOff}
                  onChange={(motionOff) => change({ motionOff })}
                  placeholder="as usual"
                />
              </Field>
            )}
          </fieldset>
          {canChange && (
            <div className={styles.buttons}>
              <Button
                kind="primary"
                type="submit"
                busy={isSaving}
                disabled={base === undefined || !(isChanged || isWrong)}
              >
                Save
              </Button>
              {base !== undefined && (isChanged || isWrong) && (
                <Button
                  onClick={() => {
                    setForm(base.form);
                    setErrors({});
                  }}
                >
                  Undo
                </Button>
              )}
            </div>
          )}
        </form>
      )}
    </Card>
  );
}

/** The device as the hub has it, with the mark that changes are made against. */
async function look(id: string, signal?: AbortSignal): Promise<Base> {
  const { data, etag } = await api.request<DeviceItem>(
    'GET',
    `devices/${id}`,
    signal && { signal },
  );
  return { form: formOf(data), etag };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
