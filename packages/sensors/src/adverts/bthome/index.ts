// BTHome: an open format for adverts of sensors, versions 1 and 2, plain and encrypted.

export { type BtHomeNews, bthomeEntries } from './entries.ts';
export {
  type BtHome2FrameOptions,
  type BtHomeEntry,
  type BtHomeFrameOptions,
  bthome1Frame,
  bthome2Frame,
} from './frames.ts';
export { BTHOME_QUANTITIES } from './objects.ts';
export { bthome1 } from './version1.ts';
export { bthome2 } from './version2.ts';
