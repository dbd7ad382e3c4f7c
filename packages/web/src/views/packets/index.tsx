// The packet monitor: every advert that the radios hear, as it is heard.

import { useMemo, useState } from 'react';
import { useSession } from '../../app/index.ts';
import { Badge, Button, Card, Notice, Page } from '../../kit/index.ts';
import { useLive } from '../../live/index.ts';
import { useReady } from '../use-ready.ts';
import { Filters } from './filters.tsx';
import { PacketDetails } from './packet-details.tsx';
import {
  asJsonLines,
  cleared,
  EMPTY_LOG,
  isShown,
  MOST_PACKETS,
  NO_FILTER,
  paused,
  type Row,
  withPackets,
} from './packet-log.ts';
import { PacketTable } from './packet-table.tsx';
import styles from './packets.module.css';

/** The page. */
export default function Packets() {
  const { may, session } = useSession();
  const isAllowed = may('admin');
  useReady(session !== undefined);
  return (
    <Page
      title="Packets"
      isWide
      lead={`What the radios hear, as it is heard. The last ${MOST_PACKETS.toLocaleString('en')} stay.`}
    >
      {session && !isAllowed ? (
        <Notice title="Not for everybody">
          Packets tell of neighbours' devices too: they are shown to somebody who signed in as
          administrator.
        </Notice>
      ) : (
        <Monitor isOn={isAllowed} />
      )}
    </Page>
  );
}

function Monitor({ isOn }: { readonly isOn: boolean }) {
  const [log, setLog] = useState(EMPTY_LOG);
  const [filter, setFilter] = useState(NO_FILTER);
  const [selected, setSelected] = useState<Row>();
  useLive(isOn ? 'adverts' : undefined, (message) => {
    if (message.type === 'advert') setLog((before) => withPackets(before, [message]));
  });
  const shown = useMemo(
    () => log.rows.filter((row) => isShown(row, filter)).toReversed(),
    [log.rows, filter],
  );
  return (
    <>
      <Filters filter={filter} onFilter={setFilter} rows={log.rows} />
      <div className={styles.bar}>
        <Button
          kind={log.isPaused ? 'primary' : 'plain'}
          icon={log.isPaused ? 'play' : 'pause'}
          onClick={() => setLog((before) => paused(before, !log.isPaused))}
        >
          {log.isPaused ? 'Go on' : 'Pause'}
        </Button>
        <Button icon="trash" onClick={() => setLog(cleared)}>
          Clear
        </Button>
        <Button
          icon="download"
          title="Saves what is shown as a file, one JSON object a line"
          disabled={shown.length === 0}
          onClick={() => save(shown)}
        >
          Save
        </Button>
        <span className={styles.count}>
          {shown.length.toLocaleString('en')} of {log.rows.length.toLocaleString('en')} shown
        </span>
        {log.isPaused && <Badge tone="warn">{log.heldCount.toLocaleString('en')} wait</Badge>}
      </div>
      <div className={styles.split} data-has-details={selected ? '' : undefined}>
        <PacketTable rows={shown} selected={selected?.number} onSelect={setSelected} />
        {selected && (
          <Card>
            <PacketDetails
              key={selected.number}
              packet={selected}
              onClose={() => setSelected(undefined)}
            />
          </Card>
        )}
      </div>
    </>
  );
}

/** Gives the browser a file, the oldest packet first. */
function save(rows: readonly Row[]): void {
  const file = new Blob([asJsonLines(rows.toReversed())], { type: 'application/x-ndjson' });
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = `packets-${new Date().toISOString().replace(/[:.]/g, '-')}.jsonl`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
