// Phones: which are home, and enrolling one by its identity key.

import type { DeviceItem, PhoneItem, PhoneList as Phones } from '@bluebell/hub/api';
import { toast, useQuery } from '../../app/index.ts';
import { Button, Notice, Page } from '../../kit/index.ts';
import { useDevices } from '../../live/index.ts';
import { useReady } from '../use-ready.ts';
import { EnrolCard } from './enrol-card.tsx';
import { HowToGetIrk } from './how-to.tsx';
import { PhoneList } from './phone-list.tsx';

/** The view `#/phones`. */
export default function PhonesView() {
  const { data, problem, reload } = useQuery<Phones>('phones');
  useReady(data !== undefined || problem !== undefined);
  const devices = useDevices();
  const live = new Map(devices.map((device) => [device.id, device]));
  const phones = data?.items.map((phone) => withNews(phone, live.get(phone.id)));
  return (
    <Page
      title="Phones"
      lead="Who is home. A phone hides behind changing addresses; with its identity key the hub knows it all the same. The key is never shown again."
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
      <PhoneList phones={phones ?? (problem ? [] : undefined)} onChanged={reload} />
      <EnrolCard
        names={phones?.flatMap(({ name }) => (name === undefined ? [] : [name])) ?? []}
        onKept={({ name, restartRequired }) => {
          reload();
          const later = restartRequired.length > 0 ? ' after a restart of the hub' : '';
          toast(`${name} is tracked${later}`, 'good');
        }}
      />
      <HowToGetIrk />
    </Page>
  );
}

/** What the live stream says counts more: the list is as old as the page. */
function withNews(phone: PhoneItem, device: DeviceItem | undefined): PhoneItem {
  if (!device) return phone;
  const { isHome = phone.isHome, lastSeen = phone.lastSeen, rssiDbm = phone.rssiDbm } = device;
  return {
    ...phone,
    ...(isHome !== undefined && { isHome }),
    ...(lastSeen !== undefined && { lastSeen }),
    ...(rssiDbm !== undefined && { rssiDbm }),
  };
}
