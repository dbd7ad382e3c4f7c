// Attributes that describe others: servers declare them, clients discover them.
// Core Spec v5.4, Vol 3, Part G, 3.

import { uuid, uuid16 } from '../att/index.ts';
import { bits, optional, struct, u8, u16 } from '../codec/index.ts';

/** The types of attributes that describe others. 3.4 */
export const AttributeType = {
  primaryService: '2800',
  secondaryService: '2801',
  include: '2802',
  characteristic: '2803',
  extendedProperties: '2900',
  userDescription: '2901',
  clientConfiguration: '2902',
  serverConfiguration: '2903',
  presentationFormat: '2904',
  aggregateFormat: '2905',
} as const;

/** What the Generic Attribute service holds. 7 */
export const GenericAttribute = {
  service: '1801',
  serviceChanged: '2a05',
  clientSupportedFeatures: '2b29',
  databaseHash: '2b2a',
  serverSupportedFeatures: '2b3a',
} as const;

/** The value of a service declaration: its UUID. 3.1 */
export const serviceDeclaration = uuid;

/** The value of an include declaration. A UUID of 128 bits is left out: clients read it. 3.2 */
export const includeDeclaration = struct({
  startHandle: u16,
  endHandle: u16,
  uuid: optional(uuid16),
});

/** 3.3.1.1 */
export const characteristicProperties = bits(u8, {
  broadcast: 1,
  read: 1,
  writeWithoutResponse: 1,
  write: 1,
  notify: 1,
  indicate: 1,
  authenticatedSignedWrites: 1,
  extendedProperties: 1,
});

/** The value of a characteristic declaration. 3.3.1 */
export const characteristicDeclaration = struct({
  properties: characteristicProperties,
  valueHandle: u16,
  uuid,
});

/** 3.3.3.1 */
export const extendedProperties = bits(u16, { reliableWrite: 1, writableAuxiliaries: 1, _: 14 });

/** What a client asks for by its Client Characteristic Configuration descriptor (CCCD). 3.3.3.3 */
export const clientConfiguration = bits(u16, { notify: 1, indicate: 1, reserved: 14 });

/** The Service Changed value, as `HandleRange` of ATT has it. 7.1 */
export const serviceChangedRange = struct({ startingHandle: u16, endingHandle: u16 });
