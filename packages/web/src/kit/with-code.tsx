// Text of the hub in which words between backticks are code.

/** Shows them as code, and all else as text. */
export function WithCode({ text }: { readonly text: string }) {
  return text.split('`').map((part, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text stay where they are.
    at % 2 === 1 ? <code key={at}>{part}</code> : part,
  );
}
