// Asks before changes that are not saved are left behind.

import { useEffect, useState } from 'react';
import { go } from '../../app/index.ts';
import { Button, Dialog } from '../../kit/index.ts';

/** Watches links to other pages, and the closing of the window. */
export function LeaveGuard({
  isChanged,
  onDiscard,
}: {
  readonly isChanged: boolean;
  readonly onDiscard: () => void;
}) {
  const [target, setTarget] = useState<string>();
  useEffect(() => {
    if (!isChanged) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      const place = link?.getAttribute('href') ?? '';
      const isElsewhere = place.startsWith('#/') && !/^#\/settings(?:[/?]|$)/.test(place);
      if (!isElsewhere || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      setTarget(place);
    };
    window.addEventListener('beforeunload', onUnload);
    // Before the router sees it.
    document.addEventListener('click', onClick, { capture: true });
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, { capture: true });
    };
  }, [isChanged]);
  const leave = () => {
    const place = target;
    setTarget(undefined);
    if (place !== undefined) go(place);
  };
  return (
    <Dialog
      isOpen={target !== undefined}
      title="Leave without saving?"
      onClose={() => setTarget(undefined)}
      actions={
        <>
          <Button onClick={() => setTarget(undefined)}>Stay</Button>
          <Button onClick={leave}>Leave, keep them here</Button>
          <Button
            kind="danger"
            onClick={() => {
              onDiscard();
              leave();
            }}
          >
            Discard and leave
          </Button>
        </>
      }
    >
      <p>
        Your changes are not saved. They stay here until the window is closed, or you discard them.
      </p>
    </Dialog>
  );
}
