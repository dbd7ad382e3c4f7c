// The live stream, for those who measure it or put it behind a server of their own.

export { blankDevice, type Device } from '../../state/device.ts';
export { OPEN_DOOR } from '../access.ts';
export { Live, type LiveParts } from './live.ts';
export { LiveSockets } from './upgrade.ts';
