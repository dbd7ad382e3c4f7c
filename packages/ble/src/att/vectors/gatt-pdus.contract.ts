// The known answers, and the names that they give to PDUs and fields.

import { readFileSync } from 'node:fs';
import { fromHex, parseUuid } from '../../core/index.ts';
import type { AttPdu, PduKind } from '../pdu.ts';

/** A PDU in its two forms. */
interface ValidLine {
  readonly id: string;
  readonly name: string;
  readonly opcode: number;
  readonly hex: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A PDU that a server must refuse with this response, or without one. */
interface ServerLine {
  readonly id: string;
  readonly hex: string;
  readonly why: string;
  readonly response: string | null;
}

/** A PDU that a client must refuse. */
interface ClientLine {
  readonly id: string;
  readonly hex: string;
  readonly why: string;
  readonly request?: string;
  readonly mtu?: number;
}

interface Vectors {
  readonly errorNames: Readonly<Record<string, string>>;
  readonly valid: readonly ValidLine[];
  readonly malformedServer: readonly ServerLine[];
  readonly malformedClient: readonly ClientLine[];
}

const file = new URL('gatt-pdus.json', import.meta.url);

/** The cast holds since the tests compare every member. */
export const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors;

type Name = keyof typeof FIELD_NAMES;

/** Our name of each field, where the known answers have another. */
const FIELD_NAMES = {
  ErrorResponse: {
    requestOpcode: 'requestOpcodeInError',
    handle: 'attributeHandleInError',
    errorCode: 'errorCode',
  },
  ExchangeMtuRequest: { mtu: 'clientRxMtu' },
  ExchangeMtuResponse: { mtu: 'serverRxMtu' },
  FindInformationRequest: { startHandle: 'startingHandle', endHandle: 'endingHandle' },
  FindInformationResponse: { entries: 'informationData', handle: 'handle', uuid: 'uuid' },
  FindByTypeValueRequest: {
    startHandle: 'startingHandle',
    endHandle: 'endingHandle',
    attributeType: 'attributeType',
    value: 'attributeValue',
  },
  FindByTypeValueResponse: {
    entries: 'handlesInformationList',
    handle: 'foundAttributeHandle',
    groupEndHandle: 'groupEndHandle',
  },
  ReadByTypeRequest: {
    startHandle: 'startingHandle',
    endHandle: 'endingHandle',
    attributeType: 'attributeType',
  },
  ReadByTypeResponse: {
    entries: 'attributeDataList',
    handle: 'attributeHandle',
    value: 'attributeValue',
  },
  ReadRequest: { handle: 'attributeHandle' },
  ReadResponse: { value: 'attributeValue' },
  ReadBlobRequest: { handle: 'attributeHandle', offset: 'valueOffset' },
  ReadBlobResponse: { value: 'partAttributeValue' },
  ReadMultipleRequest: { handles: 'setOfHandles' },
  ReadMultipleResponse: { value: 'setOfValues' },
  ReadByGroupTypeRequest: {
    startHandle: 'startingHandle',
    endHandle: 'endingHandle',
    attributeType: 'attributeGroupType',
  },
  ReadByGroupTypeResponse: {
    entries: 'attributeDataList',
    handle: 'attributeHandle',
    groupEndHandle: 'endGroupHandle',
    value: 'attributeValue',
  },
  ReadMultipleVariableRequest: { handles: 'setOfHandles' },
  ReadMultipleVariableResponse: {
    entries: 'lengthValueTupleList',
    length: 'valueLength',
    value: 'value',
  },
  WriteRequest: { handle: 'attributeHandle', value: 'attributeValue' },
  WriteResponse: {},
  WriteCommand: { handle: 'attributeHandle', value: 'attributeValue' },
  SignedWriteCommand: {
    handle: 'attributeHandle',
    value: 'attributeValue',
    signature: 'authenticationSignature',
  },
  PrepareWriteRequest: {
    handle: 'attributeHandle',
    offset: 'valueOffset',
    value: 'partAttributeValue',
  },
  PrepareWriteResponse: {
    handle: 'attributeHandle',
    offset: 'valueOffset',
    value: 'partAttributeValue',
  },
  ExecuteWriteRequest: { flags: 'flags' },
  ExecuteWriteResponse: {},
  HandleValueNotification: { handle: 'attributeHandle', value: 'attributeValue' },
  HandleValueIndication: { handle: 'attributeHandle', value: 'attributeValue' },
  HandleValueConfirmation: {},
  MultipleHandleValueNotification: {
    entries: 'handleLengthValueTupleList',
    handle: 'attributeHandle',
    value: 'attributeValue',
  },
} as const satisfies Readonly<Record<Capitalize<PduKind>, Readonly<Record<string, string>>>>;

/** Fields whose value is not a number or a list of them, by our name. */
const READ_AS: Readonly<Record<string, (value: string) => unknown>> = {
  ...Object.fromEntries(
    ['attributeValue', 'partAttributeValue', 'setOfValues', 'value', 'authenticationSignature'].map(
      (name) => [name, fromHex],
    ),
  ),
  attributeType: parseUuid,
  attributeGroupType: parseUuid,
  uuid: parseUuid,
};

/** The PDU of a line as our table has it. */
export function pduOf({ name, fields }: ValidLine): AttPdu {
  const kind = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  // The casts hold since the test fails for a name that is not in the table, and compares the PDU.
  return { kind, ...translated(name as Name, fields) } as AttPdu;
}

function translated(
  name: Name,
  fields: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const names: Readonly<Record<string, string>> = FIELD_NAMES[name];
  const pairs = Object.entries(fields).flatMap(([field, value]) => {
    const ours = names[field];
    // What follows from the values themselves, such as the length of a record.
    if (ours === undefined) return [];
    return [[ours, translatedValue(name, ours, value)]];
  });
  return Object.fromEntries(pairs);
}

function translatedValue(name: Name, field: string, value: unknown): unknown {
  if (field === 'flags') return value === 0 ? 'cancel' : 'write';
  if (typeof value === 'string') return READ_AS[field]?.(value) ?? value;
  if (!Array.isArray(value)) return value;
  return value.map((item: unknown) =>
    // The cast holds since entries that are objects are fields by name.
    typeof item === 'object' ? translated(name, item as Record<string, unknown>) : item,
  );
}
