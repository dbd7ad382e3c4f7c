// One packet, taken apart.

import type { Dissection } from '@bluebell/hub/api';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { ApiProblem, api, Link } from '../../app/index.ts';
import { FrameView } from '../../frame/frame-view.tsx';
import { Badge, CopyButton, IconButton, Notice, Skeleton } from '../../kit/index.ts';
import { outcomeWord } from './outcome-words.ts';
import type { Row } from './packet-log.ts';
import styles from './packets.module.css';

/** So much of it is seen, or it is scrolled to. */
const LEAST_SEEN_PX = 200;

/** Its facts, and its fields as the hub reads them: with the key of its sender, where that is known. */
export function PacketDetails({
  packet,
  onClose,
}: {
  readonly packet: Row;
  readonly onClose: () => void;
}) {
  const { address, addressType, hex, id, receiver, rssiDbm, time, name, outcome } = packet;
  const { parts, problem } = useDissection(hex, address);
  const { tone, text } = outcomeWord(outcome);
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // On phones it stands below the list, out of sight of whoever has tapped there.
    const top = element.current?.getBoundingClientRect().top ?? 0;
    if (top > window.innerHeight - LEAST_SEEN_PX) element.current?.scrollIntoView();
  }, []);
  return (
    <div ref={element} className={styles.details}>
      <header>
        <h2 className={styles.mono}>{address}</h2>
        <Badge tone={tone}>{text}</Badge>
        <span className={styles.detailActions}>
          <CopyButton text={hex} label="Copy the data" />
          <IconButton icon="close" label="Close" onClick={onClose} />
        </span>
      </header>
      <dl className={styles.facts}>
        <div>
          <dt>Heard</dt>
          <dd>{time.replace('T', ' ').replace(/(\.\d{3}).*$/, '$1')}</dd>
        </div>
        <div>
          <dt>By</dt>
          <dd>
            <bdi>{receiver}</bdi>
            {rssiDbm !== null && `, ${rssiDbm} dBm`}
          </dd>
        </div>
        <div>
          <dt>Address</dt>
          <dd>{addressType}</dd>
        </div>
        {name !== undefined && (
          <div>
            <dt>Calls itself</dt>
            <dd>
              <bdi>{name}</bdi>
            </dd>
          </div>
        )}
      </dl>
      {id !== undefined && <Link to={`#/devices/${id}`}>Go to this device</Link>}
      {problem !== undefined && <Notice tone="warn">{problem}</Notice>}
      {!parts && problem === undefined && <Skeleton lines={4} />}
      {parts && <FrameView hex={hex} parts={parts} />}
    </div>
  );
}

function useDissection(hex: string, address: string) {
  const [parts, setParts] = useState<Dissection['parts']>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    const abort = new AbortController();
    api
      .post<Dissection>('packets/dissect', { hex, address }, { signal: abort.signal })
      .then((answer) => setParts(answer.parts))
      .catch((error: unknown) => {
        if (abort.signal.aborted) return;
        setProblem(error instanceof ApiProblem ? error.detail : String(error));
      });
    return () => abort.abort();
  }, [hex, address]);
  return { parts, problem };
}
