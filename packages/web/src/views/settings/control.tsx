// The control of one setting, by its kind.

import { useState } from 'react';
import { Badge, Button, Select, TextArea, TextInput } from '../../kit/index.ts';
import { valueWords } from './form.ts';
import type { Json, Setting } from './schema.ts';
import styles from './settings.module.css';

interface ControlProps {
  readonly setting: Setting;
  readonly value: Json | undefined;
  /** `null` takes the setting out. */
  readonly onChange: (value: Json) => void;
  readonly isLocked: boolean;
}

/** Texts, numbers, choices and lists. Switches and secrets are more than a control: they stand by themselves. */
export function Control(props: ControlProps) {
  switch (props.setting.kind) {
    case 'select':
      return <ChoiceControl {...props} />;
    case 'number':
      return <NumberControl {...props} />;
    case 'texts':
      return <LinesControl {...props} />;
    case 'text':
      return <TextControl {...props} />;
    case 'switch':
    case 'secret':
    case 'entries':
    case 'pairs':
    case 'shown':
      return <pre className={styles.shown}>{shownText(props.value)}</pre>;
  }
}

function TextControl({ setting: { shape }, value, onChange, isLocked }: ControlProps) {
  // Who empties the field to write anew does not get the default in between.
  const [isEmptied, setEmptied] = useState(false);
  return (
    <TextInput
      value={typeof value === 'string' && !isEmptied ? value : ''}
      placeholder={typeof shape.example === 'string' ? `such as ${shape.example}` : ''}
      spellCheck={false}
      disabled={isLocked}
      onChange={(text) => {
        setEmptied(text === '');
        onChange(text === '' ? null : text);
      }}
      onBlur={() => setEmptied(false)}
    />
  );
}

function NumberControl({ setting: { shape, unit }, value, onChange, isLocked }: ControlProps) {
  const [text, setText] = useState<string>();
  // Who empties the field to write anew does not get the default in between.
  const isOfText = text !== undefined && (text.trim() === '' || numberFrom(text) === value);
  const { minimum, maximum } = shape;
  return (
    <span className={styles.number}>
      <TextInput
        inputMode={shape.type === 'integer' && (minimum ?? 0) >= 0 ? 'numeric' : 'decimal'}
        value={isOfText ? text : valueText(value)}
        placeholder={typeof shape.example === 'number' ? `such as ${shape.example}` : ''}
        disabled={isLocked}
        onChange={(typed) => {
          setText(typed);
          onChange(numberFrom(typed));
        }}
        onBlur={() => setText(undefined)}
      />
      <span className={styles.unit}>
        {unit}
        {minimum !== undefined && maximum !== undefined && (
          <span>
            {' '}
            {minimum.toLocaleString('en')} to {maximum.toLocaleString('en')}
          </span>
        )}
      </span>
    </span>
  );
}

/** A number where it is one; else what was typed, for its fault to be shown. */
function numberFrom(text: string): Json {
  const bare = text.trim();
  if (bare === '') return null;
  return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(bare) ? Number(bare) : bare;
}

function valueText(value: Json | undefined): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
}

function ChoiceControl({ setting: { shape }, value, onChange, isLocked }: ControlProps) {
  const choices = [...new Map((shape.enum ?? []).map((choice) => [String(choice), choice]))];
  const options = choices.map(([text]) => ({ value: text, label: text.replaceAll('_', ' ') }));
  const isNone = value === undefined;
  return (
    <Select
      value={valueText(value)}
      options={isNone ? [{ value: '', label: 'Choose' }, ...options] : options}
      disabled={isLocked}
      onChange={(text) => {
        const chosen = choices.find(([one]) => one === text);
        if (chosen) onChange(chosen[1]);
      }}
    />
  );
}

function LinesControl({ setting: { shape }, value, onChange, isLocked }: ControlProps) {
  const lines = Array.isArray(value) ? value.map(String) : [];
  const [text, setText] = useState<string>();
  const isOfText = text !== undefined && linesOf(text).join('\n') === lines.join('\n');
  const example = Array.isArray(shape.example) ? shape.example.map(String).join('\n') : '';
  return (
    <TextArea
      rows={Math.min(8, Math.max(2, lines.length + 1))}
      isMono
      value={isOfText ? text : lines.join('\n')}
      placeholder={`One a line${example === '' ? '' : `, such as ${example}`}`}
      disabled={isLocked}
      onChange={(typed) => {
        setText(typed);
        onChange(linesOf(typed));
      }}
    />
  );
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function shownText(value: Json | undefined): string {
  if (typeof value !== 'object' || value === null) return valueWords(value);
  return Array.isArray(value) && value.length === 0 ? 'none' : JSON.stringify(value, undefined, 2);
}

/** A secret: it is never shown, only set, changed or taken out. */
export function SecretControl({
  label,
  isSet,
  draft,
  isLocked,
  onChange,
  onUndo,
}: {
  readonly label: string;
  readonly isSet: boolean;
  /** What waits: a text, `null` for taking it out, `undefined` for nothing. */
  readonly draft: Json | undefined;
  readonly isLocked: boolean;
  readonly onChange: (value: string | null) => void;
  readonly onUndo: () => void;
}) {
  const [isOpen, setOpen] = useState(false);
  if (isOpen || typeof draft === 'string') {
    return (
      <span className={styles.secret}>
        <TextInput
          type="password"
          autoComplete="new-password"
          aria-label={`New: ${label}`}
          autoFocus
          value={typeof draft === 'string' ? draft : ''}
          onChange={(text) => {
            // With a text, it is open because of that; saved or discarded, it shuts.
            setOpen(text === '');
            if (text === '') onUndo();
            else onChange(text);
          }}
        />
        <Button
          kind="quiet"
          onClick={() => {
            setOpen(false);
            onUndo();
          }}
        >
          Cancel
        </Button>
      </span>
    );
  }
  return (
    <span className={styles.secret}>
      {draft === null ? (
        <Badge tone="warn">Is removed when you save</Badge>
      ) : (
        <Badge tone={isSet ? 'good' : 'quiet'}>{isSet ? 'Set' : 'Not set'}</Badge>
      )}
      <Button isSmall disabled={isLocked} onClick={() => setOpen(true)}>
        {isSet ? 'Change' : 'Set'}
        <span className="visually-hidden"> {label}</span>
      </Button>
      {isSet && draft !== null && (
        <Button kind="quiet" isSmall disabled={isLocked} onClick={() => onChange(null)}>
          Remove<span className="visually-hidden"> {label}</span>
        </Button>
      )}
    </span>
  );
}
