// HomeKit in the dashboard: the code to pair with while the bridge is on, and how to turn it on.

import type { HomeKit } from '@bluebell/hub/api';
import { Link, useQuery } from '../../app/index.ts';
import { Badge, Button, Card, Empty, Notice, Page, Skeleton } from '../../kit/index.ts';
import { useReady } from '../use-ready.ts';
import styles from './homekit.module.css';
import { SetupLabel } from './setup-label.tsx';

/** The view `#/homekit`. */
export default function HomeKitView() {
  const { data, problem, isLoading, reload } = useQuery<HomeKit>('homekit');
  useReady(data !== undefined || problem !== undefined);
  return (
    <Page
      title="HomeKit"
      lead="Add the hub to Apple's Home app: its sensors then appear there without any account."
    >
      {problem && (
        <Notice
          tone="bad"
          actions={
            <Button isSmall onClick={reload}>
              Try again
            </Button>
          }
        >
          {problem.message}
        </Notice>
      )}
      {isLoading && !data && !problem && (
        <Card>
          <Skeleton />
        </Card>
      )}
      {data && (data.isOn ? <Bridge bridge={data} /> : <BridgeOff />)}
    </Page>
  );
}

function Bridge({ bridge }: { readonly bridge: Extract<HomeKit, { isOn: true }> }) {
  const { name, setupCode, setupUri, pairings } = bridge;
  return (
    <>
      <Card title="Pair">
        <p>
          In the Home app tap <b>+</b>, then <b>Add Accessory</b>, and scan this code.
        </p>
        <SetupLabel payload={{ code: setupCode, uri: setupUri }} name={name} />
      </Card>
      <Card title="Paired with">
        {pairings.length === 0 ? (
          <p className={styles.quiet}>Nobody yet.</p>
        ) : (
          <ul className={styles.pairings}>
            {pairings.map((pairing) => (
              <li key={pairing.name}>
                <bdi>{pairing.name}</bdi>
                {pairing.isAdmin && <Badge tone="accent">admin</Badge>}
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}

function BridgeOff() {
  return (
    <Card>
      <Empty
        title="The HomeKit bridge is off"
        icon="homekit"
        actions={<Link to="#/settings">Open the settings</Link>}
      >
        <div className={styles.off}>
          {' '}
          <p>
            Turn it on in the settings, where this hub has a section for HomeKit. The code to pair
            with stands here then. A hub without that section has no bridge yet.
          </p>
          <p>
            For a Tasmota device with its own bridge, the <a href="./qr.html">QR page</a> makes the
            code from its MAC.
          </p>
        </div>{' '}
      </Empty>
    </Card>
  );
}
