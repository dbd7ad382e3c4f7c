// What a device offers, as a tree for people and as JSON for programs.

import { hex16, type Uuid } from '@bluebell/ble/core';
import { nameOfUuid } from '@bluebell/ble/radio';
import type { Paint } from '../paint.ts';
import { wordsOf } from '../value-text.ts';
import type {
  SurveyedCharacteristic,
  SurveyedDescriptor,
  SurveyedService,
  SurveyedValue,
} from './survey.ts';
import { valueJson, valueLine } from './value-line.ts';

/** More bytes of a value than this are for JSON. */
const SHOWN_BYTES = 32;

/** Lines of the tree, a paragraph a service. */
export function surveyTree(services: readonly SurveyedService[], paint: Paint): readonly string[] {
  return services.flatMap((service, i) => [
    ...(i > 0 ? [''] : []),
    ...serviceLines(service, paint),
  ]);
}

/** The same for `JSON.stringify`. */
export function surveyJson(services: readonly SurveyedService[]): readonly object[] {
  return services.map(({ uuid, startHandle, endHandle, includes, characteristics }) => ({
    ...named(uuid),
    startHandle: hex16(startHandle),
    endHandle: hex16(endHandle),
    ...(includes.length > 0 && { includes }),
    characteristics: characteristics.map(characteristicJson),
  }));
}

function serviceLines(service: SurveyedService, paint: Paint): readonly string[] {
  const { uuid, startHandle, endHandle, includes, characteristics } = service;
  const range = `${hex16(startHandle)}–${hex16(endHandle)}`;
  const children = [
    ...includes.map((included) => [`includes ${nameOfUuid(included) ?? included}`]),
    ...characteristics.map((characteristic) => characteristicLines(characteristic, paint)),
  ];
  const name = paint('bold', nameOfUuid(uuid) ?? 'service');
  return [`${name}  ${uuid}  ${paint('dim', range)}`, ...branches(children, paint)];
}

function characteristicLines(
  characteristic: SurveyedCharacteristic,
  paint: Paint,
): readonly string[] {
  const { uuid, valueHandle, properties, descriptors } = characteristic;
  const name = paint('cyan', nameOfUuid(uuid) ?? 'characteristic');
  const facts = paint('dim', `${hex16(valueHandle)}  ${properties.map(wordsOf).join(', ')}`);
  const value = valueText(characteristic, paint);
  const bar = descriptors.length > 0 ? '│' : ' ';
  return [
    `${name}  ${uuid}  ${facts}`,
    ...(value === '' ? [] : [`${paint('dim', bar)}  ${value}`]),
    ...branches(
      descriptors.map((descriptor) => [descriptorLine(descriptor, paint)]),
      paint,
    ),
  ];
}

function descriptorLine(descriptor: SurveyedDescriptor, paint: Paint): string {
  const { uuid, handle } = descriptor;
  const name = nameOfUuid(uuid) ?? 'descriptor';
  return `${name}  ${uuid}  ${paint('dim', hex16(handle))}  ${valueText(descriptor, paint)}`;
}

function valueText(
  { uuid, value, error }: SurveyedValue & { readonly uuid: Uuid },
  paint: Paint,
): string {
  if (error !== undefined) return paint('red', error);
  if (value === undefined) return '';
  if (value.length <= SHOWN_BYTES) return valueLine(uuid, value, undefined, paint);
  const beginning = valueLine(uuid, value.subarray(0, SHOWN_BYTES), 'hex', paint);
  return `${beginning}… ${paint('dim', `(${value.length} bytes)`)}`;
}

/** Puts each child on a branch of its own; its further lines stand below. */
function branches(children: readonly (readonly string[])[], paint: Paint): readonly string[] {
  return children.flatMap((lines, i) => {
    const isLast = i === children.length - 1;
    return lines.map((line, j) => {
      const twig = isLast ? '└─ ' : '├─ ';
      const below = isLast ? '   ' : '│  ';
      return `${paint('dim', j === 0 ? twig : below)}${line}`;
    });
  });
}

function characteristicJson(characteristic: SurveyedCharacteristic): object {
  const { uuid, handle, valueHandle, properties, descriptors } = characteristic;
  return {
    ...named(uuid),
    handle: hex16(handle),
    valueHandle: hex16(valueHandle),
    properties,
    ...readJson(characteristic),
    ...(descriptors.length > 0 && {
      descriptors: descriptors.map((descriptor) => ({
        ...named(descriptor.uuid),
        handle: hex16(descriptor.handle),
        ...readJson(descriptor),
      })),
    }),
  };
}

function readJson({ uuid, value, error }: SurveyedValue & { readonly uuid: Uuid }): object {
  return { ...(value && valueJson(uuid, value)), ...(error !== undefined && { error }) };
}

function named(uuid: Uuid): object {
  const name = nameOfUuid(uuid);
  return { uuid, ...(name !== undefined && { name }) };
}
