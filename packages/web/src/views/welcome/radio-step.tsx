// The first step: is there anything to hear with?

import type { RadioItem } from '@bluebell/hub/api';
import { Badge, Skeleton } from '../../kit/index.ts';
import { FoundRadios } from '../radios/found-radios.tsx';
import { kindWord, stateWord } from '../radios/radio-words.ts';
import styles from './welcome.module.css';

/** The radios there are, or how to come by one. */
export function RadioStep({
  radios,
  isLoaded,
}: {
  readonly radios: readonly RadioItem[];
  readonly isLoaded: boolean;
}) {
  if (!isLoaded) return <Skeleton lines={2} />;
  if (radios.length > 0) {
    return (
      <ul className={styles.list}>
        {radios.map((radio) => {
          const { tone, text } = stateWord(radio);
          return (
            <li key={radio.name}>
              <span className={styles.listWords}>
                <bdi className={styles.mono}>{radio.name}</bdi>
                <span className={styles.quiet}>
                  {kindWord(radio)}, {Math.round(radio.advertsPerMinute)} adverts a minute
                </span>
              </span>
              <Badge tone={tone}>{text}</Badge>
            </li>
          );
        })}
      </ul>
    );
  }
  return (
    <>
      <p>
        There is none yet. The Bluetooth of this machine will do, or a board for a few euros with
        controller firmware (an ESP32 or nRF52) on a USB cable, near to the sensors.
      </p>
      <FoundRadios configured={[]} />
    </>
  );
}
