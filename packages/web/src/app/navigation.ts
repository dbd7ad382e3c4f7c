// The places of the page, in the order in which people need them.

import type { IconName } from '../icons/icons.ts';

/** One place. */
export interface Place {
  readonly to: string;
  /** The folder under `views/`. */
  readonly view: string;
  readonly title: string;
  readonly icon: IconName;
}

/** Places that belong together; the first has no title. */
export interface PlaceGroup {
  readonly title: string;
  readonly places: readonly Place[];
}

/** All places. */
export const NAVIGATION: readonly PlaceGroup[] = [
  { title: '', places: [{ to: '#/', view: 'home', title: 'Home', icon: 'home' }] },
  {
    title: 'Setup',
    places: [
      { to: '#/import', view: 'import', title: 'Import', icon: 'import' },
      { to: '#/keys', view: 'keys', title: 'Keys', icon: 'key' },
      { to: '#/phones', view: 'irk', title: 'Phones', icon: 'phone' },
      { to: '#/homekit', view: 'homekit', title: 'HomeKit', icon: 'homekit' },
    ],
  },
  {
    title: 'Tools',
    places: [
      { to: '#/packets', view: 'packets', title: 'Packets', icon: 'packets' },
      { to: '#/console', view: 'console', title: 'Console', icon: 'console' },
    ],
  },
  {
    title: 'System',
    places: [
      { to: '#/radios', view: 'radios', title: 'Radios', icon: 'radio' },
      { to: '#/health', view: 'health', title: 'Health', icon: 'health' },
      { to: '#/settings', view: 'settings', title: 'Settings', icon: 'settings' },
      { to: '#/backups', view: 'backups', title: 'Backups', icon: 'backup' },
    ],
  },
];

/** Those that a phone shows at the bottom; the others are behind “More”. */
export const ON_PHONE: readonly string[] = ['home', 'keys', 'packets', 'radios'];
