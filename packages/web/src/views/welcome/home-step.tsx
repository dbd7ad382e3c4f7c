// The last step: values go on to Home Assistant and whatever else reads MQTT.

import type { StatusItem } from '@bluebell/hub/api';
import { Link } from '../../app/index.ts';
import { Badge, CopyButton } from '../../kit/index.ts';
import styles from './welcome.module.css';

/** How the broker stands, and what to do in Home Assistant. */
export function HomeStep({ status }: { readonly status: StatusItem | undefined }) {
  const mqtt = status?.mqtt;
  const broker = mqtt?.broker ?? undefined;
  return (
    <>
      {mqtt ? (
        <p className={styles.broker}>
          <Badge tone={mqtt.isConnected ? 'good' : 'warn'}>
            {mqtt.isConnected ? 'Connected' : 'Not connected'}
          </Badge>
          {broker !== undefined && (
            <>
              <bdi className={styles.mono}>{broker}</bdi>
              <CopyButton text={broker} label="Copy the broker's address" />
            </>
          )}
          {mqtt.failure !== null && !mqtt.isConnected && <bdi>{mqtt.failure}</bdi>}
        </p>
      ) : (
        <p className={styles.quiet}>There is no MQTT: the hub keeps its values to itself.</p>
      )}
      <p className={styles.quiet}>
        With a broker of your own, such as Home Assistant's, name it under{' '}
        <Link to="#/settings/mqtt">MQTT in the settings</Link>: devices that have a name then appear
        in Home Assistant by themselves, once its MQTT integration uses the same broker. Without
        one, the hub brings its own.
      </p>
    </>
  );
}
