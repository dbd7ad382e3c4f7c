// Channels on a link: fixed ones, signalling, and those with credits. Core Spec v5.4, Vol 3, Part A.

export type { ConnectionParameters } from './connection-parameters.ts';
export type { CreditChannel } from './credit-channel.ts';
export type { ChannelListener, ChannelSettings } from './credit-channels.ts';
export type { FixedChannel } from './fixed-channel.ts';
export { type BasicFrame, basicFrame, FixedCid } from './frame.ts';
export { L2cap, type L2capOptions } from './l2cap.ts';
export { ConnectionResult, L2capError } from './l2cap-error.ts';
export type { AclLink } from './link.ts';
export * from './signal.ts';
export type { L2capViolation } from './violation.ts';
