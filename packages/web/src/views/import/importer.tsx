// Importer and editor of `mi32cfg`: one text, seen as a table or as JSON. It needs no hub.

import { linedMi32Text, placeFinder, readMi32Text } from '@bluebell/sensors/mi32cfg';
import { type ReactNode, useMemo, useState } from 'react';
import { Button, Card, Notice, Tabs } from '../../kit/index.ts';
import { EntryDialog } from './entry-dialog.tsx';
import { EntryTable } from './entry-table.tsx';
import { FileCard } from './file-card.tsx';
import { FileFault } from './file-fault.tsx';
import { HubCard, type HubImport } from './hub-card.tsx';
import styles from './import.module.css';
import { type Caret, JsonPane } from './json-pane.tsx';
import {
  looksLikeList,
  opened,
  tidied,
  wholeEntries,
  withEntry,
  withoutEntry,
} from './list-model.ts';
import { ListSummary } from './list-summary.tsx';
import { useTextHistory } from './text-history.ts';

type Tab = 'table' | 'json';

/** Which entry is edited: a slot, a new one, or none. */
type Edited = number | 'new' | undefined;

/** The tool. With a `hub` it also shows what the hub would take, and gives it over. */
export function Importer({ hub }: { readonly hub?: HubImport }) {
  const { text, set, undo } = useTextHistory();
  const [tab, setTab] = useState<Tab>('table');
  const [edited, setEdited] = useState<Edited>();
  const [caret, setCaret] = useState<Caret>();
  const document = useMemo(() => readMi32Text(text ?? ''), [text]);
  const places = useMemo(() => placeFinder(text ?? ''), [text]);

  if (text === undefined) return <FileCard onText={(next) => set(opened(next))} />;

  const isWhole = document.fault === undefined;
  const isForeign = hub !== undefined && !looksLikeList(text);
  const goTo = (offset: number, end = offset) => {
    setTab('json');
    setCaret({ offset, end });
  };
  const keepWhole = () => set(linedMi32Text(wholeEntries(document)));
  return (
    <>
      <FileCard onText={(next) => set(opened(next))} isCompact>
        {undo && (
          <Button isSmall onClick={undo}>
            Undo
          </Button>
        )}
      </FileCard>
      {isForeign ? (
        <Notice title="This is no mi32cfg">
          The hub also reads files of ESPHome, Theengs and the ble_monitor of Home Assistant. Ask
          below what it would take of this one.
        </Notice>
      ) : (
        document.fault && (
          <FileFault
            fault={document.fault}
            whole={wholeEntries(document).length}
            all={document.rows.length}
            onGoTo={goTo}
            onKeepWhole={keepWhole}
          />
        )
      )}
      <Card>
        <div className={styles.bar}>
          <Tabs
            label="How the list is shown"
            tabs={TABS}
            selected={isForeign ? 'json' : tab}
            onSelect={setTab}
          />
          {tab === 'table' && isWhole && (
            <Button kind="primary" icon="plus" onClick={() => setEdited('new')}>
              Add an entry
            </Button>
          )}
          {tab === 'json' && isWhole && (
            <Button onClick={() => set(tidied(text))}>One entry a line</Button>
          )}
        </div>
        {tab === 'table' && !isForeign ? (
          <EntryTable
            rows={document.rows}
            placeOf={({ span }) => places(span.start)}
            canEdit={isWhole}
            onEdit={setEdited}
            onRemove={(index) => set(withoutEntry(document, index))}
            onGoTo={(span) => goTo(span.start, span.end)}
          />
        ) : (
          <JsonPane text={text} document={document} caret={caret} onChange={(next) => set(next)} />
        )}
      </Card>
      {!isForeign && <ListSummary document={document} />}
      {hub && <HubCard hub={hub} text={text} />}
      {edited !== undefined && (
        <EntryDialog
          rows={document.rows}
          index={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
          onSave={(values) => {
            set(withEntry(document, edited === 'new' ? undefined : edited, values));
            setEdited(undefined);
          }}
        />
      )}
    </>
  );
}

const TABS = [
  { id: 'table', label: 'Table' },
  { id: 'json', label: 'JSON' },
] as const satisfies readonly { readonly id: Tab; readonly label: string }[];

/** What the tool is for, in a sentence or two. */
export const IMPORTER_LEAD: ReactNode = (
  <>
    Reads, mends and writes <code>mi32cfg</code>, Tasmota's list of sensors and phones. Nothing is
    dropped: what cannot be used is named.
  </>
);
