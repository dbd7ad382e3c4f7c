// The only code that knows offsets: formats are declared from these, and read both ways.

export * from './bytes.ts';
export * from './choices.ts';
export * from './field.ts';
export * from './lists.ts';
export * from './numbers.ts';
export * from './pdu.ts';
export { Reader } from './reader.ts';
export * from './struct.ts';
export { Writer } from './writer.ts';
