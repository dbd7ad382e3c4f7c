// An entry while it is edited: texts of fields, judged as a file's would be.

import {
  addressIn,
  type Mi32Field,
  type Mi32Row,
  type Mi32Values,
  memberOf,
  newEntry,
  readMi32Entry,
} from '@bluebell/sensors/mi32cfg';

/** What stands in the fields of the form. */
export interface EntryDraft {
  readonly mac: string;
  readonly pid: string;
  readonly key: string;
  readonly name: string;
  readonly feat: string;
}

/** A draft that can be kept, or what is wrong, by field. `notes` are to know in either case. */
export interface JudgedDraft {
  readonly values?: Mi32Values;
  readonly faults: Readonly<Partial<Record<Mi32Field, string>>>;
  readonly notes: Readonly<Partial<Record<Mi32Field, string>>>;
}

/** An empty form. */
export const NO_DRAFT: EntryDraft = { mac: '', pid: '', key: '', name: '', feat: '' };

/** The form for a row. Numbers keep the digits they were written with. */
export function draftOf(row: Mi32Row): EntryDraft {
  const text = (field: Mi32Field) => {
    const value = row.node.kind === 'object' ? memberOf(row.node, field)?.value : undefined;
    if (value?.kind === 'number') return value.source;
    return value?.kind === 'text' ? value.value : '';
  };
  return {
    mac: text('MAC'),
    pid: text('PID'),
    key: text('key'),
    name: text('name'),
    feat: text('feat'),
  };
}

/** Judges a form. `index` is the row's own slot; `undefined` when it is new. */
export function judgeDraft(
  draft: EntryDraft,
  rows: readonly Mi32Row[],
  index: number | undefined,
): JudgedDraft {
  const values = valuesOf(draft);
  const faults: Partial<Record<Mi32Field, string>> = {};
  const notes: Partial<Record<Mi32Field, string>> = {};
  for (const { field, weight, text } of readMi32Entry(newEntry(values), 0).remarks) {
    if (field === undefined) continue;
    const target = weight === 'note' ? notes : faults;
    target[field] ??= asSentence(text);
  }
  if (draft.feat.trim() !== '' && values.feat === undefined) {
    faults.feat = 'The features are a number from 0 to 4294967295.';
  }
  const address = addressIn(values.MAC);
  const twin = rows.find((row) => row.address === address && row.index !== index);
  if (address !== undefined && twin) faults.MAC = `Slot ${twin.index} has this MAC already.`;
  return Object.keys(faults).length === 0 ? { values, faults, notes } : { faults, notes };
}

/** Addresses and keys lose what people put between digits; their case is Tasmota's. */
function valuesOf({ mac, pid, key, name, feat }: EntryDraft): Mi32Values {
  const digits = mac.trim().replace(/[:\s-]/g, '');
  const number = /^\d{1,10}$/.test(feat.trim()) ? Number(feat) : undefined;
  return {
    MAC: digits.toUpperCase(),
    PID: pid.trim().replace(/^0x/i, '').toLowerCase(),
    key: key
      .trim()
      .replace(/[:\s-]/g, '')
      .toUpperCase(),
    ...(name !== '' && { name }),
    ...(number !== undefined && { feat: number }),
  };
}

function asSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
