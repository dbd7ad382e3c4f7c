// Puts a text into the clipboard.

import { useState } from 'react';
import { Button, IconButton } from './button.tsx';
import { toast } from './toast.tsx';

/** Copies `text`, also on pages that came without TLS, where browsers have no clipboard API. */
export function CopyButton({
  text,
  label = 'Copy',
  word,
}: {
  readonly text: string;
  readonly label?: string;
  /** Beside the icon, where there are several: what is copied. A part of the label. */
  readonly word?: string;
}) {
  const [isDone, setDone] = useState(false);
  const copy = async () => {
    const isCopied = await intoClipboard(text);
    if (!isCopied) toast('The browser did not let us copy', 'bad');
    setDone(isCopied);
    setTimeout(() => setDone(false), 1_500);
  };
  const icon = isDone ? 'check' : 'copy';
  const onClick = () => void copy();
  if (word !== undefined) {
    return (
      <Button kind="quiet" isSmall icon={icon} aria-label={label} title={label} onClick={onClick}>
        {word}
      </Button>
    );
  }
  return <IconButton icon={icon} label={isDone ? 'Copied' : label} onClick={onClick} />;
}

async function intoClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    // The old way is all there is on plain HTTP.
    const isCopied = document.execCommand('copy');
    area.remove();
    return isCopied;
  }
}
