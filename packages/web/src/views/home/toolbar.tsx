// How widgets are searched, sorted and laid out.

import { memo, useEffect, useRef, useState } from 'react';
import type { Settings } from '../../app/settings.ts';
import { Button, Dialog, Field, Icon, IconButton, Select } from '../../kit/index.ts';
import styles from './home.module.css';

const SORTS = [
  { value: 'name', label: 'Name' },
  { value: 'news', label: 'News first' },
  { value: 'signal', label: 'Strongest signal' },
  { value: 'battery', label: 'Emptiest battery' },
] as const;
const GROUPS = [
  { value: 'area', label: 'By area' },
  { value: 'none', label: 'All together' },
] as const;
const STRIPS = [
  { value: 'hours', label: 'Hours of the day, 0 to 23' },
  { value: 'sliding', label: 'The last 24 hours, now at the right' },
] as const;
const UNITS = [
  { value: '°C', label: '°C' },
  { value: '°F', label: '°F' },
] as const;
const THEMES = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** The tools above the widgets. `/` goes to the search. */
export const Toolbar = memo(function Toolbar({
  search,
  onSearch,
  settings,
  onChange,
}: {
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const isList = settings.layout === 'list';
  return (
    <div className={styles.tools}>
      <SearchBox search={search} onSearch={onSearch} />
      <IconButton
        icon={isList ? 'grid' : 'list'}
        label={isList ? 'Show as widgets' : 'Show as a list'}
        onClick={() => onChange({ layout: isList ? 'grid' : 'list' })}
      />
      <IconButton icon="settings" label="How to show things" onClick={() => setOpen(true)} />
      <Dialog
        isOpen={isOpen}
        title="How to show things"
        onClose={() => setOpen(false)}
        actions={
          <Button kind="primary" onClick={() => setOpen(false)}>
            Done
          </Button>
        }
      >
        <Field label="Order">
          <Select value={settings.sort} options={SORTS} onChange={(sort) => onChange({ sort })} />
        </Field>
        <Field label="Groups">
          <Select
            value={settings.groups}
            options={GROUPS}
            onChange={(groups) => onChange({ groups })}
          />
        </Field>
        <Field label="Small charts">
          <Select
            value={settings.strip}
            options={STRIPS}
            onChange={(strip) => onChange({ strip })}
          />
        </Field>
        <Field label="Temperatures">
          <Select
            value={settings.temperatureUnit}
            options={UNITS}
            onChange={(temperatureUnit) => onChange({ temperatureUnit })}
          />
        </Field>
        <Field label="Colours">
          <Select
            value={settings.theme}
            options={THEMES}
            onChange={(theme) => onChange({ theme })}
          />
        </Field>
      </Dialog>
    </div>
  );
});

function SearchBox({
  search,
  onSearch,
}: {
  readonly search: string;
  readonly onSearch: (search: string) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      const { target } = event;
      const isTyping =
        target instanceof HTMLElement && target.closest('input, textarea, select, dialog') !== null;
      if (isTyping) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <label className={styles.search}>
      <span className="visually-hidden">Search devices</span>
      <Icon name="search" size={18} />
      <input
        ref={input}
        type="search"
        placeholder="Search"
        value={search}
        aria-keyshortcuts="/"
        onChange={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onSearch('');
        }}
      />
      <span className={styles.key} aria-hidden="true">
        /
      </span>
    </label>
  );
}
