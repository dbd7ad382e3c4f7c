// Ways to the places: a rail at the side, and on phones a bar at the bottom.

import type { HomeKit } from '@bluebell/hub/api';
import { useEffect, useState } from 'react';
import { Badge, Button, classNames, Dialog, Icon, IconButton } from '../kit/index.ts';
import { useHealth } from '../live/index.ts';
import { NAVIGATION, ON_PHONE, type Place } from './navigation.ts';
import styles from './places.module.css';
import { Link, useRoute } from './router.tsx';
import { logOut, useSession } from './session.ts';
import { type Settings, useSettings } from './settings.ts';
import { useQuery } from './use-query.ts';

const ALL = NAVIGATION.flatMap(({ places }) => places);
const THEMES: Record<
  Settings['theme'],
  { readonly icon: 'monitor' | 'sun' | 'moon'; readonly next: Settings['theme'] }
> = {
  system: { icon: 'monitor', next: 'light' },
  light: { icon: 'sun', next: 'dark' },
  dark: { icon: 'moon', next: 'system' },
};

function Mark() {
  return (
    <Link to="#/" className={styles.brand} aria-label="bluebell, live view">
      <img src="./icons/bluebell.svg" width={30} height={30} alt="" />
      <span>bluebell</span>
    </Link>
  );
}

function PlaceLink({ place, view }: { readonly place: Place; readonly view: string }) {
  const isHere = place.view === view || (place.view === 'home' && view === 'device');
  const health = useHealth();
  const trouble = place.view === 'health' && health !== undefined && health.status !== 'ok';
  return (
    <Link to={place.to} className={styles.place} aria-current={isHere ? 'page' : undefined}>
      <Icon name={place.icon} size={21} />
      <span>{place.title}</span>
      {trouble && (
        <span className={classNames(styles.dot, health.status === 'down' && styles.down)}>
          <span className="visually-hidden">, needs a look</span>
        </span>
      )}
    </Link>
  );
}

function Foot() {
  const [settings, change] = useSettings();
  const { session } = useSession();
  const { icon, next } = THEMES[settings.theme];
  const other = settings.temperatureUnit === '°C' ? '°F' : '°C';
  return (
    <div className={styles.foot}>
      {session?.isDemo === true && <Badge tone="accent">Simulated home</Badge>}
      <div className={styles.footRow}>
        <IconButton
          icon={icon}
          label={`Colours: ${settings.theme}. Change to ${next}`}
          onClick={() => change({ theme: next })}
        />
        <button
          type="button"
          className={styles.unit}
          title={`Show temperatures in ${other}`}
          aria-label={`Temperatures in ${settings.temperatureUnit}. Change to ${other}`}
          onClick={() => change({ temperatureUnit: other })}
        >
          {settings.temperatureUnit}
        </button>
        {session?.kind === 'session' && (
          <IconButton icon="log-out" label="Log out" onClick={() => void logOut()} />
        )}
      </div>
    </div>
  );
}

/** All places, at the side of wide windows. */
export function SideRail({ view }: { readonly view: string }) {
  return (
    <header className={styles.rail}>
      <Mark />
      <nav aria-label="Main" className={styles.groups}>
        <Groups view={view} />
      </nav>
      <Foot />
    </header>
  );
}

function Groups({ view }: { readonly view: string }) {
  const isHomeKitOn = useIsHomeKitOn();
  return NAVIGATION.map((group) => (
    <div key={group.title} className={styles.group}>
      {group.title !== '' && <p className={styles.title}>{group.title}</p>}
      {group.places
        .filter((place) => place.view !== 'homekit' || isHomeKitOn)
        .map((place) => (
          <PlaceLink key={place.view} place={place} view={view} />
        ))}
    </div>
  ));
}

/** Asked once somebody is let in; the place is absent while it is off. */
function useIsHomeKitOn(): boolean {
  const { may } = useSession();
  const { data } = useQuery<HomeKit>(may('read') ? 'homekit' : undefined);
  return data?.isOn === true;
}

/** A few places at the bottom of phones, and “More”. */
export function BottomBar({ view }: { readonly view: string }) {
  const [isOpen, setOpen] = useState(false);
  const { path } = useRoute();
  const here = path.join('/');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place was chosen.
  useEffect(() => setOpen(false), [here]);
  const places = ALL.filter((place) => ON_PHONE.includes(place.view));
  const isElsewhere = view !== 'device' && !ON_PHONE.includes(view);
  return (
    <nav className={styles.bar} aria-label="Main, phone">
      {places.map((place) => (
        <PlaceLink key={place.view} place={place} view={view} />
      ))}
      <button
        type="button"
        className={styles.place}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-current={isElsewhere ? 'page' : undefined}
        onClick={() => setOpen(true)}
      >
        <Icon name="more" size={21} />
        <span>More</span>
      </button>
      <Dialog
        isOpen={isOpen}
        title="All places"
        onClose={() => setOpen(false)}
        actions={<Button onClick={() => setOpen(false)}>Close</Button>}
      >
        <div className={styles.sheet}>
          <Groups view={view} />
        </div>
        <Foot />
      </Dialog>
    </nav>
  );
}
