// What the list holds in all, and ways to take it along.

import type { Mi32Document } from '@bluebell/sensors/mi32cfg';
import { Badge, Button, Card, CopyButton, Notice } from '../../kit/index.ts';
import styles from './import.module.css';
import { fileOf, totalsOf } from './list-model.ts';

/** Totals, download and copy. */
export function ListSummary({ document }: { readonly document: Mi32Document }) {
  const totals = totalsOf(document);
  const isWhole = document.fault === undefined;
  const download = () => {
    const url = URL.createObjectURL(new Blob([fileOf(document)], { type: 'application/json' }));
    const link = window.document.createElement('a');
    link.href = url;
    link.download = 'mi32cfg';
    link.click();
    // The browser has begun to read it by then.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return (
    <Card title="The file">
      <div className={styles.stack}>
        <div className={styles.badges}>
          <Badge>{counted(totals.sensors, 'sensor')}</Badge>
          <Badge>
            {counted(totals.phones, 'phone or tracked device', 'phones or tracked devices')}
          </Badge>
          {totals.unreadable > 0 && (
            <Badge tone="bad">
              {counted(totals.unreadable, 'unusable entry', 'unusable entries')}
            </Badge>
          )}
          <Badge tone={totals.faults > 0 ? 'warn' : 'good'}>
            {counted(totals.faults, 'fault')}
          </Badge>
          <Badge>{`${totals.bytes} bytes`}</Badge>
        </div>
        {totals.isTooLongForTasmota && (
          <Notice tone="warn" title="Too long for Tasmota">
            Tasmota reads and writes 2048 bytes of this file and cuts the rest. The hub has no such
            limit.
          </Notice>
        )}
        <div className={styles.buttons}>
          <Button kind="primary" icon="download" disabled={!isWhole} onClick={download}>
            Download mi32cfg
          </Button>
          {isWhole && <CopyButton text={fileOf(document)} label="Copy the file" />}
          {!isWhole && <span className={styles.quiet}>Mend the JSON first.</span>}
        </div>
      </div>
    </Card>
  );
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
