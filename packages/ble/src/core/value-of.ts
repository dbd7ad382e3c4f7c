/** The union of a table's values: `ValueOf<typeof { a: 1, b: 2 } >` is `1 | 2`. */
export type ValueOf<Table> = Table[keyof Table];
