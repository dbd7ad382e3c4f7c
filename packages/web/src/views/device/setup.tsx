// What a user may set of a device: its name and options, its key, and to be forgotten.

import { useSession } from '../../app/index.ts';
import { Notice } from '../../kit/index.ts';
import { useDevice } from '../../live/index.ts';
import styles from './device.module.css';
import { Forget } from './forget.tsx';
import { KeyCard } from './key-card.tsx';
import { SettingsCard } from './settings-card.tsx';

/** Name and options, key, forget. */
export function Setup({ id }: { readonly id: string }) {
  const device = useDevice(id);
  const { may } = useSession();
  if (!device) return null;
  return (
    <>
      {!may('control') && (
        <Notice title="You may look, and change nothing">
          Log in with a password or a token that may control the hub to change these settings.
        </Notice>
      )}
      <div className={styles.pair}>
        <SettingsCard device={device} canChange={may('control')} />
        <div className={styles.parts}>
          {device.kind === 'sensor' && <KeyCard device={device} canChange={may('admin')} />}
          <Forget device={device} canChange={may('admin')} />
        </div>
      </div>
    </>
  );
}
