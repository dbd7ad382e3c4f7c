// The few pieces of Markdown that generated pages are made of.

/** Code, such as a name or a number of the air. */
export function code(text: string): string {
  return `\`${text}\``;
}

/** A table; blank cells show as a dash. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** A page: parts with a blank line between them. */
export function page(...parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(' | ')} |`;
}

function cell(text: string): string {
  return text === '' ? '–' : text.replaceAll('|', '\\|');
}
