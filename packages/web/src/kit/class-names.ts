// Class names in one word list.

/** Joins what is there: `classNames(styles.card, isOpen && styles.open)`. */
export function classNames(...names: readonly (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
