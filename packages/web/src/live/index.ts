// What views use of the live stream.

export {
  type FormattedValue,
  formatValue,
  shownNumber,
  shownUnit,
  spanText,
} from './format-value.ts';
export {
  useDay,
  useDevice,
  useDeviceIds,
  useDevices,
  useHealth,
  useIsSnapshotIn,
  useKnown,
  useLink,
  useLive,
} from './hooks.ts';
export { live } from './live.ts';
export type { DeviceItem, TopicMessage } from './messages.ts';
export { booleanWord, quantityTitle } from './quantity-words.ts';
