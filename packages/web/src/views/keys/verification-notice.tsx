// How a new key is doing, in words: waiting and for what, confirmed, or wrong.

import { Notice } from '../../kit/index.ts';
import { awaitedDeed, type Sender } from './awaited-deed.ts';
import styles from './keys.module.css';
import { useVerification } from './use-verification.ts';

/** Watches the packets of one sensor, and says what they prove. */
export function VerificationNotice({
  address,
  sender,
}: {
  readonly address: string;
  readonly sender: Sender;
}) {
  const { state, problem } = useVerification(address);
  const packets = state?.packets ?? 0;
  return (
    <div role="status" data-verification={state?.verification ?? 'waiting'}>
      {problem !== undefined && <Notice tone="warn">{problem}</Notice>}
      {state?.verification === 'confirmed' ? (
        <Notice tone="good" title="The key is right">
          {`It opened ${packets <= 1 ? 'a packet' : `${packets} packets`} of this sensor.`}
        </Notice>
      ) : state?.verification === 'wrong' ? (
        <Notice tone="bad" title="The key is wrong">
          It does not open the packets of this sensor. Was the sensor paired again since the key was
          read? Each pairing makes a new key.
        </Notice>
      ) : (
        <Notice
          tone="accent"
          title={
            <span className={styles.waiting}>
              <span className={styles.pulse} aria-hidden="true" />
              The key is set. Waiting for a packet that proves it.
            </span>
          }
        >
          {awaitedDeed(sender)}
        </Notice>
      )}
    </div>
  );
}
