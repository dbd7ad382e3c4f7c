// Values of settings as they are written into a file: on one line, and safe wherever they stand.

import { isMap, isScalar, isSeq, type Node, type Scalar, stringify } from 'yaml';

/** What can be written as one setting. */
export type SettingValue = SingleValue | readonly SingleValue[];
type SingleValue = string | number | boolean;

/** How the text that stood there before was quoted: the new one is too. */
export type Quotes = Scalar.Type | undefined;

const FLOW = {
  collectionStyle: 'flow',
  flowCollectionPadding: false,
  lineWidth: 0,
} as const;

/** A value on one line. What a plain word would change the meaning of stands in quotes. */
export function valueText(value: SettingValue, quotes?: Quotes): string {
  if (typeof value !== 'object') return singleText(value, quotes);
  return `[${value.map((item) => singleText(item)).join(', ')}]`;
}

/** A name in front of a ':'. */
export function nameText(name: string): string {
  return singleText(name);
}

function singleText(value: SingleValue, quotes?: Quotes): string {
  if (typeof value !== 'string') return String(value);
  // JSON's texts are YAML's too, and have no line breaks.
  if (quotes === 'QUOTE_DOUBLE' || /\p{Cc}|\p{Zl}|\p{Zp}/u.test(value))
    return JSON.stringify(value);
  if (quotes === 'QUOTE_SINGLE') return `'${value.replaceAll("'", "''")}'`;
  // In a list, so that ',' and ']' are quoted as well.
  return stringify([value], FLOW).trimEnd().slice(1, -1);
}

/** What a part of a file holds, to stand elsewhere on one line. */
export function nodeText(node: Node | null): string {
  if (isMap(node)) {
    const pairs = node.items.map(
      // The casts hold since parsed pairs hold nodes.
      ({ key, value }) => `${nodeText(key as Node)}: ${nodeText(value as Node | null)}`,
    );
    return `{ ${pairs.join(', ')} }`;
  }
  if (isSeq(node)) return `[${node.items.map((item) => nodeText(item as Node | null)).join(', ')}]`;
  if (!isScalar(node)) return '';
  const text = String(node.value);
  if (node.tag === '!secret') return `!secret ${valueText(text)}`;
  return node.type === 'PLAIN' ? text : valueText(text, node.type);
}
