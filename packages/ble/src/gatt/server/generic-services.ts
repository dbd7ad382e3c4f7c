// The services that every host has. Core Spec v5.4, Vol 3, Part C, 12 and Part G, 7.

import { AttError, AttErrorCode } from '../../att/index.ts';
import { encode, u8, u16 } from '../../codec/index.ts';
import type { Connection, LinkParameterRequest, ServiceDefinition } from '../../radio/index.ts';
import { preferredParameters as parametersField } from '../assigned-values.ts';
import { GenericAttribute } from '../declarations.ts';

/** The Generic Access service. Part C, 12 */
export const GenericAccess = {
  service: '1800',
  deviceName: '2a00',
  appearance: '2a01',
  preferredParameters: '2a04',
  centralAddressResolution: '2aa6',
} as const;

/** What a host tells about itself. */
export interface GenericAccessOptions {
  /** The device name, up to 248 bytes of UTF-8. Default: empty. */
  readonly name?: string;
  /** What it looks like, by the number in the Assigned Numbers. Default 0: not said. */
  readonly appearance?: number;
  /** The link parameters that the peripheral would like. Default: not said. Part C, 12.3 */
  readonly preferredParameters?: LinkParameterRequest;
  /** Whether it resolves private addresses as central. Default: not said. Part C, 12.4 */
  readonly resolvesAddresses?: boolean;
}

/** What the Generic Attribute service asks the database. */
export interface GenericAttributeSource {
  readonly readHash: (connection: Connection) => Uint8Array;
  readonly readFeatures: (connection: Connection) => Uint8Array;
  /** @throws {AttError} they are refused. */
  readonly writeFeatures: (connection: Connection, features: Uint8Array) => void;
}

/** Longest device name. Part C, 12.1 */
const MAX_NAME_LENGTH = 248;

/** More bytes of features than anybody has named. */
const MAX_FEATURES_LENGTH = 8;

/** Stands for a supervision timeout of no matter: 0xFFFF units. */
const NO_SPECIFIC_TIMEOUT_MS = 655_350;

/** Part C, 12. The database sets the name. */
export function genericAccess({
  appearance = 0,
  preferredParameters,
  resolvesAddresses,
}: GenericAccessOptions): ServiceDefinition {
  const values: [uuid: string, value: Uint8Array][] = [
    [GenericAccess.appearance, encode(u16, appearance)],
  ];
  if (preferredParameters) {
    values.push([GenericAccess.preferredParameters, parametersValue(preferredParameters)]);
  }
  if (resolvesAddresses !== undefined) {
    values.push([GenericAccess.centralAddressResolution, encode(u8, Number(resolvesAddresses))]);
  }
  return {
    uuid: GenericAccess.service,
    characteristics: [
      { uuid: GenericAccess.deviceName, properties: ['read'], maxLength: MAX_NAME_LENGTH },
      ...values.map(([uuid, value]) => ({ uuid, value, properties: ['read'] as const })),
    ],
  };
}

/** 7. What it holds is another for each client, but for the hash. */
export function genericAttribute(source: GenericAttributeSource): ServiceDefinition {
  return {
    uuid: GenericAttribute.service,
    characteristics: [
      { uuid: GenericAttribute.serviceChanged, properties: ['indicate'], maxLength: 4 },
      {
        uuid: GenericAttribute.clientSupportedFeatures,
        properties: ['read', 'write'],
        maxLength: MAX_FEATURES_LENGTH,
        onRead: ({ connection }) => source.readFeatures(connection),
        onWrite: (features, { connection }) => {
          if (features.length === 0)
            throw new AttError(AttErrorCode.invalidAttributeValueLength, 0);
          source.writeFeatures(connection, features);
        },
      },
      {
        uuid: GenericAttribute.databaseHash,
        properties: ['read'],
        onRead: ({ connection }) => source.readHash(connection),
      },
    ],
  };
}

function parametersValue({
  intervalMs,
  latency = 0,
  supervisionTimeoutMs,
}: LinkParameterRequest): Uint8Array {
  const [least, most] = typeof intervalMs === 'number' ? [intervalMs, intervalMs] : intervalMs;
  return encode(parametersField, {
    minIntervalMs: least,
    maxIntervalMs: most,
    latency,
    supervisionTimeoutMs: supervisionTimeoutMs ?? NO_SPECIFIC_TIMEOUT_MS,
  });
}
