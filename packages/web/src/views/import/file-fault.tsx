// What is wrong with the file as a whole, and what can be done.

import { faultText, type Mi32FileFault } from '@bluebell/sensors/mi32cfg';
import { Button, Notice } from '../../kit/index.ts';

/** Names the fault; leads to its place; offers the entries that are whole. */
export function FileFault({
  fault,
  whole,
  all,
  onGoTo,
  onKeepWhole,
}: {
  readonly fault: Mi32FileFault;
  /** Entries that could be told. */
  readonly whole: number;
  /** Parts that look like entries. */
  readonly all: number;
  readonly onGoTo: (offset: number) => void;
  readonly onKeepWhole: () => void;
}) {
  switch (fault.kind) {
    case 'empty':
      return <Notice>There is nothing in it yet. Add an entry, or open a file.</Notice>;
    case 'notAnArray':
      return (
        <Notice tone="bad" title="This is JSON, but no list">
          A mi32cfg file begins with <code>[</code> and holds one object for each sensor.
        </Notice>
      );
    case 'notJson':
      return (
        <Notice
          tone="bad"
          title={sentence(faultText(fault.fault))}
          actions={
            <>
              <Button isSmall onClick={() => onGoTo(fault.fault.offset)}>
                Go there
              </Button>
              {whole > 0 && (
                <Button isSmall onClick={onKeepWhole}>
                  {`Keep the ${whole === 1 ? 'whole entry' : `${whole} whole entries`}`}
                </Button>
              )}
            </>
          }
        >
          {whole === 0
            ? 'No entry can be told from the rest. Mend the JSON there.'
            : `${whole} of ${all} entries can still be told: they are shown below, and can be changed once the JSON is whole. Tasmota cuts its file at 2048 bytes.`}
        </Notice>
      );
  }
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
