// The packets of a device as they come, each taken apart.

import { useState } from 'react';
import { FrameView } from '../../frame/frame-view.tsx';
import { Badge, Button, Card, Empty, Icon } from '../../kit/index.ts';
import { useDevice, useLive } from '../../live/index.ts';
import { awaitedDeed } from '../keys/awaited-deed.ts';
import styles from './device.module.css';
import { OUTCOMES } from './device-words.ts';
import {
  cleared,
  MOST_FRAMES,
  NO_FRAMES,
  type NumberedFrame,
  paused,
  summaryOf,
  withDropped,
  withFrames,
} from './frame-list.ts';

const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

/** The list, the newest first. The first that came is open. */
export function Frames({ id }: { readonly id: string }) {
  const [list, setList] = useState(NO_FRAMES);
  const [open, setOpen] = useState<ReadonlySet<number>>(() => new Set([1]));
  const device = useDevice(id);
  useLive(`frames:${id}`, (message) => {
    if (message.type === 'frame') setList((before) => withFrames(before, [message]));
    else if (message.type === 'dropped') setList((before) => withDropped(before, message.count));
  });
  const { shown, waiting, isPaused, count, dropped } = list;
  const toggle = (number: number) =>
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(number)) next.add(number);
      return next;
    });
  return (
    <Card
      title="Packets as they come"
      actions={
        <>
          <Button
            icon={isPaused ? 'play' : 'pause'}
            aria-pressed={isPaused}
            onClick={() => setList((before) => paused(before, !isPaused))}
          >
            {isPaused ? `Go on${waiting.length > 0 ? ` (${waiting.length} new)` : ''}` : 'Pause'}
          </Button>
          <Button kind="quiet" disabled={shown.length === 0} onClick={() => setList(cleared)}>
            Clear
          </Button>
        </>
      }
    >
      {shown.length === 0 ? (
        <Empty icon="packets" title={isPaused ? 'Paused' : 'Waiting for the next packet'}>
          <p>{device ? awaitedDeed(device) : ''}</p>
        </Empty>
      ) : (
        <ol className={styles.frames} aria-label="Packets, the newest first">
          {shown.map((frame) => (
            <FrameItem
              key={frame.number}
              frame={frame}
              isOpen={open.has(frame.number)}
              onToggle={() => toggle(frame.number)}
            />
          ))}
        </ol>
      )}
      <p className={styles.quiet}>
        {count === 1 ? '1 packet' : `${count} packets`} since this page was opened; the last{' '}
        {MOST_FRAMES} are kept.
        {dropped > 0 && ` The hub left out ${dropped}, since they came too fast.`}
      </p>
    </Card>
  );
}

function FrameItem({
  frame,
  isOpen,
  onToggle,
}: {
  readonly frame: NumberedFrame;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) {
  const outcome = OUTCOMES[frame.outcome] ?? { text: frame.outcome, tone: 'quiet' };
  return (
    <li className={styles.frame}>
      <button type="button" className={styles.frameHead} aria-expanded={isOpen} onClick={onToggle}>
        <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} size={18} />
        <time dateTime={frame.time}>{clock.format(Date.parse(frame.time) || 0)}</time>
        <Badge tone={outcome.tone}>{outcome.text}</Badge>
        <span className={styles.frameSummary}>
          <bdi>{summaryOf(frame)}</bdi>
        </span>
        <span className={styles.frameRadio}>
          <bdi>{frame.receiver}</bdi>
          {frame.rssiDbm !== null && ` ${frame.rssiDbm} dBm`}
        </span>
      </button>
      {isOpen && <FrameView hex={frame.hex} parts={frame.parts} />}
    </li>
  );
}
