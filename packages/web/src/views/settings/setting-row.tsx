// One setting: what it is, its control, where its value is from, what is wrong with it.

import { Badge, Button, classNames, Field, Icon, Switch } from '../../kit/index.ts';
import { Control, SecretControl } from './control.tsx';
import { Entries } from './entries.tsx';
import { change, sourceWords, stateOf, undo, useForm, valueWords } from './form.ts';
import { Pairs } from './pairs.tsx';
import type { Setting } from './schema.ts';
import styles from './settings.module.css';

/** A row of the form. */
export function SettingRow({ setting }: { readonly setting: Setting }) {
  const form = useForm();
  const { isChanged } = stateOf(form, setting);
  if (setting.kind === 'entries') return <Entries setting={setting} Row={SettingRow} />;
  if (setting.kind === 'pairs') return <Pairs setting={setting} />;
  return (
    <div
      className={classNames(styles.row, isChanged && styles.changed)}
      data-setting={setting.path.join('.')}
    >
      <RowBody setting={setting} />
      <Remarks setting={setting} />
    </div>
  );
}

function RowBody({ setting }: { readonly setting: Setting }) {
  const form = useForm();
  const { value, error, lock, isSecretSet, isChanged } = stateOf(form, setting);
  const { title, description, kind, path } = setting;
  const isLocked = lock !== undefined || form.isReadOnly;
  if (kind === 'switch') {
    return (
      <>
        <Switch
          isOn={value === true}
          label={title}
          hint={description}
          disabled={isLocked}
          onChange={(isOn) => change(form, setting, isOn)}
        />
        {error !== undefined && (
          <p role="alert" className={styles.error}>
            {error}
          </p>
        )}
      </>
    );
  }
  if (kind === 'secret') {
    return (
      <div className={styles.plainField}>
        <span className={styles.label}>{title}</span>
        <SecretControl
          label={title}
          isSet={isSecretSet}
          draft={isChanged ? (form.draft.get(JSON.stringify(path))?.value ?? null) : undefined}
          isLocked={isLocked}
          onChange={(text) => change(form, setting, text)}
          onUndo={() => undo(form, path)}
        />
        <p className={styles.hint}>{description}</p>
        {error !== undefined && (
          <p role="alert" className={styles.error}>
            {error}
          </p>
        )}
      </div>
    );
  }
  if (kind === 'shown') {
    return (
      <div className={styles.plainField}>
        <span className={styles.label}>{title}</span>
        <Control setting={setting} value={value} isLocked onChange={() => {}} />
        <p className={styles.hint}>{description} It is changed in the file alone.</p>
      </div>
    );
  }
  return (
    <Field label={title} hint={description} error={error}>
      <Control
        setting={setting}
        value={value}
        isLocked={isLocked}
        onChange={(next) => change(form, setting, next)}
      />
    </Field>
  );
}

/** Where it is from, what is usual, whether it waits for a restart; and the ways back. */
function Remarks({ setting }: { readonly setting: Setting }) {
  const form = useForm();
  const { source, lock, isChanged } = stateOf(form, setting);
  const { shape, path, title, needsRestart, kind } = setting;
  const isFromFile = source.kind === 'file' && kind !== 'secret' && kind !== 'shown';
  return (
    <div className={styles.remarks}>
      {lock === undefined ? (
        <span>{isChanged ? 'Changed, not saved yet' : sourceWords(source)}</span>
      ) : (
        <span className={styles.lock}>
          <Icon name="lock" size={14} />
          {lock}
        </span>
      )}
      {shape.default !== undefined && source.kind !== 'default' && (
        <span>Default: {valueWords(shape.default)}</span>
      )}
      {needsRestart && kind !== 'shown' && <Badge>After a restart</Badge>}
      {isChanged && kind !== 'secret' && (
        <Button kind="quiet" isSmall onClick={() => undo(form, path)}>
          Undo<span className="visually-hidden"> {title}</span>
        </Button>
      )}
      {!isChanged && isFromFile && lock === undefined && !form.isReadOnly && (
        <Button kind="quiet" isSmall onClick={() => change(form, setting, null)}>
          Use the default<span className="visually-hidden"> of {title}</span>
        </Button>
      )}
    </div>
  );
}
