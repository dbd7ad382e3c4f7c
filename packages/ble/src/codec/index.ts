// The only code that knows offsets: formats are declared from these, and read both ways.

export * from './bit-set.ts';
export * from './bytes.ts';
export * from './choices.ts';
export { crc24 } from './crc24.ts';
export * from './field.ts';
export * from './flagged.ts';
export * from './headed.ts';
export * from './lists.ts';
export * from './loose-numbers.ts';
export * from './numbers.ts';
export * from './padded.ts';
export * from './pdu.ts';
export { Reader } from './reader.ts';
export * from './records.ts';
export * from './reversed-bytes.ts';
export * from './scaled.ts';
export * from './struct.ts';
export { storeUint, Writer } from './writer.ts';
