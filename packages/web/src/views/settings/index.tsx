// Settings: a form made of the configuration's schema alone.

import { useEffect, useMemo, useState } from 'react';
import { Link, useRoute, useSession } from '../../app/index.ts';
import {
  Badge,
  classNames,
  Empty,
  Notice,
  Page,
  Skeleton,
  TextInput,
  useInSight,
} from '../../kit/index.ts';
import { useReady } from '../use-ready.ts';
import { type Form, FormContext } from './form.ts';
import { LeaveGuard } from './leave-guard.tsx';
import { RestartNotice } from './restart-notice.tsx';
import { SaveBar } from './save-bar.tsx';
import { type Section, type Setting, sectionsOf } from './schema.ts';
import { SettingRow } from './setting-row.tsx';
import styles from './settings.module.css';
import { type Loaded, useConfiguration } from './use-configuration.ts';

/** The page. */
export default function Settings() {
  const held = useConfiguration();
  const { loaded, problem } = held;
  useReady(loaded !== undefined);
  if (!loaded) {
    return (
      <Page title="Settings">
        {problem ? (
          <Notice tone="bad" title="The settings could not be read">
            {problem.detail}
          </Notice>
        ) : (
          <Skeleton lines={4} shape="block" />
        )}
      </Page>
    );
  }
  return <SettingsForm held={held} loaded={loaded} />;
}

function SettingsForm({
  held,
  loaded,
}: {
  readonly held: ReturnType<typeof useConfiguration>;
  readonly loaded: Loaded;
}) {
  const { draft, setDraft, errors } = held;
  const { configuration, values, schema } = loaded;
  const { may } = useSession();
  const [search, setSearch] = useState('');
  const sections = useMemo(() => sectionsOf(schema), [schema]);
  const isReadOnly = !may('admin');
  const form: Form = {
    values,
    sources: configuration.sources,
    secrets: configuration.secrets,
    draft,
    setDraft,
    errors,
    isReadOnly,
  };
  const [, wanted] = useRoute().path;
  const section = sections.find(({ id }) => id === wanted) ?? sections[0];
  useScrollUp(section?.id);
  return (
    <FormContext value={form}>
      <Page
        title="Settings"
        lead={
          <>
            Kept in <bdi className={styles.file}>{configuration.file}</bdi>. Changes by hand and
            from here go together.
          </>
        }
      >
        {configuration.problem !== undefined && (
          <Notice tone="warn" title="The file on the disk is not in force">
            {configuration.problem}
          </Notice>
        )}
        {isReadOnly && (
          <Notice title="You may look, and change nothing">
            Settings are changed by somebody who signed in as administrator.
          </Notice>
        )}
        <RestartNotice waiting={configuration.restartRequired} />
        <div className={styles.search}>
          <TextInput
            type="search"
            value={search}
            onChange={setSearch}
            placeholder="Search settings"
            aria-label="Search settings"
          />
        </div>
        {search.trim() === '' ? (
          <div className={styles.sides}>
            <SectionList sections={sections} selected={section?.id} form={form} />
            {section && <SectionForm key={section.id} section={section} />}
          </div>
        ) : (
          <Found sections={sections} search={search} />
        )}
      </Page>
      <SaveBar held={held} />
      <LeaveGuard isChanged={draft.size > 0} onDiscard={() => setDraft(new Map())} />
    </FormContext>
  );
}

function SectionList({
  sections,
  selected,
  form,
}: {
  readonly sections: readonly Section[];
  readonly selected: string | undefined;
  readonly form: Form;
}) {
  const row = useInSight<HTMLElement>(selected);
  const changed = new Set([...form.draft.values()].map(({ path }) => path[0]));
  return (
    <nav ref={row} className={styles.sections} aria-label="Parts of the settings">
      {sections.map(({ id, title, groups }) => {
        const isChanged = groups.some((group) =>
          group.settings.some(({ path }) => changed.has(path[0])),
        );
        return (
          <Link
            key={id}
            to={`#/settings/${id}`}
            className={classNames(styles.section, id === selected && styles.selected)}
            aria-current={id === selected ? 'page' : undefined}
          >
            {title}
            {isChanged && <Badge tone="accent">Changed</Badge>}
          </Link>
        );
      })}
    </nav>
  );
}

function SectionForm({ section }: { readonly section: Section }) {
  return (
    <section className={styles.form} aria-labelledby="section-title">
      <header>
        <h2 id="section-title">{section.title}</h2>
        {section.description !== undefined && <p className={styles.lead}>{section.description}</p>}
      </header>
      {section.groups.map((group) => (
        <Rows key={group.title ?? ''} title={group.title} settings={group.settings} />
      ))}
    </section>
  );
}

function Rows({
  title,
  settings,
  isTop = false,
}: {
  readonly title: string | undefined;
  readonly settings: readonly Setting[];
  /** It stands right below the title of the page. */
  readonly isTop?: boolean;
}) {
  return (
    <div className={styles.group}>
      {title !== undefined && (isTop ? <h2>{title}</h2> : <h3>{title}</h3>)}
      <div className={styles.rows}>
        {settings.map((setting) => (
          <SettingRow key={JSON.stringify(setting.path)} setting={setting} />
        ))}
      </div>
    </div>
  );
}

function Found({
  sections,
  search,
}: {
  readonly sections: readonly Section[];
  readonly search: string;
}) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const isFound = ({ title, description, path }: Setting, section: Section) => {
    const text = [section.title, title, description, path.join('.')].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const found = sections.flatMap((section) => {
    const settings = section.groups.flatMap((group) =>
      group.settings.filter((setting) => isFound(setting, section)),
    );
    return settings.length === 0 ? [] : [{ section, settings }];
  });
  const count = found.reduce((sum, { settings }) => sum + settings.length, 0);
  return (
    <div className={styles.form}>
      <p role="status" className={styles.hint}>
        {count === 1 ? '1 setting' : `${count} settings`} found
      </p>
      {count === 0 && (
        <Empty title="No setting is called so" icon="search">
          Try another word, such as the unit or what it is for.
        </Empty>
      )}
      {found.map(({ section, settings }) => (
        <Rows key={section.id} title={section.title} settings={settings} isTop />
      ))}
    </div>
  );
}

/** Another section begins at its top. */
function useScrollUp(id: string | undefined): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about another section alone.
  useEffect(() => {
    window.scrollTo({ top: 0 });
  }, [id]);
}
