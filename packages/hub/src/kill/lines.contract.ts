// What a hub under fire tells its parent.

/** What counts up: each is set to the next number, over and over. */
export const THINGS = ['frame', 'history', 'name', 'key', 'rule', 'config'] as const;
export type Thing = (typeof THINGS)[number];

/** The sensor that it hears. */
export const KITCHEN = 'A4:C1:38:00:00:01';

/** Bind key of the kitchen's sensor. */
export const KEY = '00112233445566778899aabbccddeeff';

/** A line to the parent. */
export type Line =
  | { readonly kind: 'found'; readonly found: Readonly<Record<Thing, number>> }
  | { readonly kind: 'replayed'; readonly counter: number }
  | { readonly kind: 'trouble'; readonly text: string }
  | { readonly kind: 'safe'; readonly thing: Thing; readonly number: number };
