// One device: what it says now, what it said, how it is heard, what is on the air, and what is set of it.

import { type ReactNode, useEffect } from 'react';
import { go, Link, useRoute } from '../../app/index.ts';
import { Empty, Page, Skeleton, Tabs } from '../../kit/index.ts';
import { useDevice, useIsSnapshotIn } from '../../live/index.ts';
import styles from './device.module.css';
import { nameOf } from './device-words.ts';
import { Diagnosis } from './diagnosis.tsx';
import { Frames } from './frames.tsx';
import { Facts, TroubleNotice } from './header.tsx';
import { Overview } from './overview.tsx';
import { Setup } from './setup.tsx';

const TABS = [
  { id: 'overview', label: 'Overview' },
  { id: 'packets', label: 'Packets' },
  { id: 'setup', label: 'Settings' },
  { id: 'why', label: 'Why silent?' },
] as const;

type TabId = (typeof TABS)[number]['id'];

/** `#/devices/A4C138000001`, with `?tab=` for its parts. */
export default function DeviceView() {
  const { path, query } = useRoute();
  const id = (path[1] ?? '').replaceAll(/[:-]/g, '').toUpperCase();
  const tab = TABS.find((one) => one.id === query.get('tab'))?.id ?? 'overview';
  const device = useDevice(id);
  const isIn = useIsSnapshotIn();
  if (!device) return isIn ? <Unknown id={id} /> : <Waiting />;
  return (
    <Root isReady>
      <Page title={nameOf(device)} lead={<Facts device={device} />}>
        <TroubleNotice device={device} />
        <Tabs<TabId>
          label="Parts of this page"
          tabs={TABS}
          selected={tab}
          onSelect={(next) => go(`#/devices/${id}?tab=${next}`, { replace: true })}
        />
        <div className={styles.parts} role="tabpanel" aria-label={labelOf(tab)}>
          {tab === 'overview' && <Overview id={id} />}
          {tab === 'packets' && <Frames id={id} />}
          {tab === 'setup' && <Setup id={id} />}
          {tab === 'why' && <Diagnosis id={id} />}
        </div>
      </Page>
    </Root>
  );
}

/** Marks the shell's `<main>` once the first data is shown: tests wait for it. */
function Root({ isReady, children }: { readonly isReady: boolean; readonly children: ReactNode }) {
  useEffect(() => {
    const main = document.getElementById('main');
    main?.toggleAttribute('data-ready', isReady);
    return () => main?.removeAttribute('data-ready');
  }, [isReady]);
  return children;
}

function labelOf(tab: TabId): string {
  return TABS.find(({ id }) => id === tab)?.label ?? '';
}

function Waiting() {
  return (
    <Root isReady={false}>
      <Page title="Device">
        <Skeleton shape="card" lines={3} />
      </Page>
    </Root>
  );
}

function Unknown({ id }: { readonly id: string }) {
  const isId = /^[0-9A-F]{12}$/.test(id);
  return (
    <Root isReady>
      <Page title="Unknown device">
        <Empty
          icon="search"
          title={isId ? 'The hub does not know this device' : 'This is no address of a device'}
          actions={
            <span className={styles.links}>
              <Link to="#/">All devices</Link>
              <Link to="#/packets">What is on the air</Link>
            </span>
          }
        >
          {isId ? (
            <>
              <p>
                Nothing was heard of <code>{id.replace(/..(?=.)/g, '$&:')}</code>, or it was
                forgotten. It appears by itself as soon as it is heard.
              </p>
              <p>
                If it ought to be here: see that it has a battery, bring it near a radio, and watch
                whether it is among the packets on the air.
              </p>
            </>
          ) : (
            <p>
              The address of this page should end with twelve hex digits, such as{' '}
              <code>A4C138000001</code>. This one ends with{' '}
              <bdi className={styles.odd}>{id === '' ? 'nothing' : id.slice(0, 60)}</bdi>.
            </p>
          )}
        </Empty>
      </Page>
    </Root>
  );
}
