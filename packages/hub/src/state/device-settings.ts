// What a user can set of one device.

/** What a sensor at a door or window is mounted on. */
export type ContactClass = 'opening' | 'door' | 'window' | 'garage_door';

/** What the user set of one device. */
export interface DeviceSettings {
  /** Where it is. */
  readonly area: string | undefined;
  /** Whether Home Assistant and the like are told of it. */
  readonly isAnnounced: boolean;
  /** Silence after which it is offline, in milliseconds: `undefined` as learnt, 0 never. */
  readonly offlineAfterMs: number | undefined;
  /** What a contact is. */
  readonly contactClass: ContactClass;
  /**
   * Motion ends so long after its last sign, of sensors that never say so, in milliseconds: `undefined`
   * as is usual for the product, 0 never.
   */
  readonly motionOffMs: number | undefined;
}

/** A device of which the user said nothing. */
export const DEFAULT_SETTINGS: DeviceSettings = Object.freeze({
  area: undefined,
  isAnnounced: true,
  offlineAfterMs: undefined,
  contactClass: 'opening',
  motionOffMs: undefined,
});

/** Whether nothing would change. */
export function areSameSettings(one: DeviceSettings, other: DeviceSettings): boolean {
  return (
    one.area === other.area &&
    one.isAnnounced === other.isAnnounced &&
    one.offlineAfterMs === other.offlineAfterMs &&
    one.contactClass === other.contactClass &&
    one.motionOffMs === other.motionOffMs
  );
}
