// What a controller answers when it refuses. Core Spec v5.4, Vol 1, Part F.

import { BleError, hex8, type ValueOf } from '../core/index.ts';

/** Status and reason codes that hosts act on, by name; `nameOfHciStatus` knows the rest. */
export const HciStatus = {
  success: 0x00,
  unknownCommand: 0x01,
  unknownConnection: 0x02,
  hardwareFailure: 0x03,
  authenticationFailure: 0x05,
  pinOrKeyMissing: 0x06,
  memoryCapacityExceeded: 0x07,
  connectionTimeout: 0x08,
  connectionLimitExceeded: 0x09,
  connectionAlreadyExists: 0x0b,
  commandDisallowed: 0x0c,
  unsupportedFeature: 0x11,
  invalidParameters: 0x12,
  remoteUserTerminated: 0x13,
  remoteLowResources: 0x14,
  remotePowerOff: 0x15,
  localHostTerminated: 0x16,
  unsupportedRemoteFeature: 0x1a,
  unspecifiedError: 0x1f,
  llResponseTimeout: 0x22,
  llProcedureCollision: 0x23,
  instantPassed: 0x28,
  differentTransactionCollision: 0x2a,
  parameterOutOfRange: 0x30,
  controllerBusy: 0x3a,
  unacceptableConnectionParameters: 0x3b,
  advertisingTimeout: 0x3c,
  micFailure: 0x3d,
  connectionFailedToBeEstablished: 0x3e,
  unknownAdvertisingIdentifier: 0x42,
  limitReached: 0x43,
  operationCancelledByHost: 0x44,
  packetTooLong: 0x45,
} as const;

/** One of the codes with a name of their own. */
export type HciStatus = ValueOf<typeof HciStatus>;

/** All codes in words. 1.3. */
const WORDS: Readonly<Record<number, string>> = {
  0: 'success',
  1: 'unknown HCI command',
  2: 'unknown connection identifier',
  3: 'hardware failure',
  4: 'page timeout',
  5: 'authentication failure',
  6: 'PIN or key missing',
  7: 'memory capacity exceeded',
  8: 'connection timeout',
  9: 'connection limit exceeded',
  10: 'synchronous connection limit to a device exceeded',
  11: 'connection already exists',
  12: 'command disallowed',
  13: 'connection rejected due to limited resources',
  14: 'connection rejected due to security reasons',
  15: 'connection rejected due to unacceptable BD_ADDR',
  16: 'connection accept timeout exceeded',
  17: 'unsupported feature or parameter value',
  18: 'invalid HCI command parameters',
  19: 'remote user terminated connection',
  20: 'remote device terminated connection due to low resources',
  21: 'remote device terminated connection due to power off',
  22: 'connection terminated by local host',
  23: 'repeated attempts',
  24: 'pairing not allowed',
  25: 'unknown LMP PDU',
  26: 'unsupported remote feature',
  27: 'SCO offset rejected',
  28: 'SCO interval rejected',
  29: 'SCO air mode rejected',
  30: 'invalid LMP or LL parameters',
  31: 'unspecified error',
  32: 'unsupported LMP or LL parameter value',
  33: 'role change not allowed',
  34: 'LMP or LL response timeout',
  35: 'LMP error transaction or LL procedure collision',
  36: 'LMP PDU not allowed',
  37: 'encryption mode not acceptable',
  38: 'link key cannot be changed',
  39: 'requested QoS not supported',
  40: 'instant passed',
  41: 'pairing with unit key not supported',
  42: 'different transaction collision',
  44: 'QoS unacceptable parameter',
  45: 'QoS rejected',
  46: 'channel classification not supported',
  47: 'insufficient security',
  48: 'parameter out of mandatory range',
  50: 'role switch pending',
  52: 'reserved slot violation',
  53: 'role switch failed',
  54: 'extended inquiry response too large',
  55: 'secure simple pairing not supported by host',
  56: 'host busy with pairing',
  57: 'connection rejected due to no suitable channel found',
  58: 'controller busy',
  59: 'unacceptable connection parameters',
  60: 'advertising timeout',
  61: 'connection terminated due to MIC failure',
  62: 'connection failed to be established',
  64: 'coarse clock adjustment rejected',
  65: 'type 0 submap not defined',
  66: 'unknown advertising identifier',
  67: 'limit reached',
  68: 'operation cancelled by host',
  69: 'packet too long',
};

/** A status or reason in words and number: `command disallowed (0x0c)`. */
export function nameOfHciStatus(status: number): string {
  return `${WORDS[status] ?? 'unknown status'} (${hex8(status)})`;
}

/** The controller refused a command, or ended what it had begun. */
export class HciError extends BleError {
  readonly code = 'HCI';
  /** The controller's own word: compare with `HciStatus`. */
  readonly status: number;

  /** @param what what was asked of the controller: a command by name. */
  constructor(status: number, what: string) {
    super(`${what}: ${nameOfHciStatus(status)}`);
    this.status = status;
  }
}
