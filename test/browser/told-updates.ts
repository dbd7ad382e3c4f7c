// What a hub told a page over its socket, as the browser saw it come.

import type { Page } from 'playwright-core';

/** One update, as far as tests look at it. */
export interface ToldUpdate {
  readonly seq: number;
  readonly id: string;
  readonly changed: readonly string[];
}

/** A list that grows with each update that this page is told. Call it before the page is opened. */
export function heardBy(page: Page): readonly ToldUpdate[] {
  const told: ToldUpdate[] = [];
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      const message: unknown = JSON.parse(payload.toString());
      if (isUpdate(message)) told.push(message);
    });
  });
  return told;
}

function isUpdate(message: unknown): message is ToldUpdate {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === 'update'
  );
}
