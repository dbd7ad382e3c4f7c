// The live view: a widget for each device.

import { useDeferredValue, useState } from 'react';
import { go, Link } from '../../app/router.tsx';
import { useSettings } from '../../app/settings.ts';
import { Button, Empty, Page } from '../../kit/index.ts';
import { useDeviceIds, useHealth, useIsSnapshotIn } from '../../live/index.ts';
import { useReady } from '../use-ready.ts';
import styles from './home.module.css';
import { Toolbar } from './toolbar.tsx';
import { useOrder } from './use-order.ts';
import { useShown } from './use-shown.ts';
import widgetStyles from './widget.module.css';
import { Widget } from './widget.tsx';

/** The view. */
export default function Home() {
  const [search, setSearch] = useState('');
  const [settings, change] = useSettings();
  const isSnapshotIn = useIsSnapshotIn();
  const count = useDeviceIds().length;
  useReady(isSnapshotIn || count > 0);
  const groups = useOrder(useDeferredValue(search), settings.sort, settings.groups);
  const shown = useShown(groups);
  const found = groups.reduce((sum, { ids }) => sum + ids.length, 0);
  return (
    <Page
      title="Home"
      isWide
      actions={
        <Toolbar search={search} onSearch={setSearch} settings={settings} onChange={change} />
      }
    >
      <p className="visually-hidden" role="status">
        {search === '' ? '' : `${found} of ${count} devices`}
      </p>
      {count === 0 && (isSnapshotIn ? <NoDevices /> : <Skeletons />)}
      {count > 0 && found === 0 && <NothingFound onClear={() => setSearch('')} />}
      <div
        className={styles.groups}
        data-layout={settings.layout}
        data-old={!isSnapshotIn || undefined}
      >
        {shown.map(({ title, ids }) => (
          <section
            key={title}
            className={styles.group}
            aria-label={title === '' ? 'Devices' : title}
          >
            {title === '' && groups.length === 1 ? (
              <h2 className="visually-hidden">All devices</h2>
            ) : (
              <h2 className={styles.title}>
                <bdi>{title === '' ? 'Elsewhere' : title}</bdi>
              </h2>
            )}
            <div className={styles.grid}>
              {ids.map((id) => (
                <Widget key={id} id={id} />
              ))}
            </div>
          </section>
        ))}
      </div>
    </Page>
  );
}

function Skeletons() {
  return (
    <div className={styles.groups} data-layout="grid" aria-busy="true">
      <span className="visually-hidden">Waiting for the hub</span>
      <div className={styles.grid}>
        {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((each) => (
          <div key={each} className={widgetStyles.skeleton} />
        ))}
      </div>
    </div>
  );
}

function NoDevices() {
  const isDeaf = useHealth()?.components.some(
    ({ name, status }) => name === 'radios' && status !== 'ok',
  );
  return (
    <Empty
      title="No devices yet"
      icon="sensor"
      actions={
        <>
          <Button kind="primary" icon="wand" onClick={() => go('#/welcome')}>
            Get started
          </Button>
          <Button icon="import" onClick={() => go('#/import')}>
            Import sensors
          </Button>
        </>
      }
    >
      {isDeaf === true ? (
        <p>
          The hub has no <Link to="#/radios">radio</Link> yet, and hears nothing without one. A
          simulated home shows what bluebell does.
        </p>
      ) : (
        <p>
          The hub listens. A sensor shows up here with its first packet; those that encrypt need{' '}
          <Link to="#/keys">their key</Link>.
        </p>
      )}
    </Empty>
  );
}

function NothingFound({ onClear }: { readonly onClear: () => void }) {
  return (
    <Empty
      title="Nothing found"
      icon="search"
      actions={<Button onClick={onClear}>Show all</Button>}
    >
      <p>Search looks at names, areas, models and addresses.</p>
    </Empty>
  );
}
