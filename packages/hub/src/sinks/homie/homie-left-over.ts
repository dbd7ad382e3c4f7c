// Children of this hub that an earlier run told of and this one does not: forgotten, or taken out of the
// configuration, while the hub did not run.

import * as z from 'zod';

/** Far more children than a home has; anybody may write such topics. */
const MAX_CHILDREN = 4_096;
/** In characters. A device with a hundred properties has 10,000. */
const MAX_LENGTH = 65_536;

const id = z.string().regex(/^[a-z0-9-]{1,64}$/);
const description = z.object({
  root: id,
  nodes: z.record(id, z.object({ properties: z.record(id, z.unknown()) })).optional(),
});

/** Reads descriptions as they stand on the broker. */
export class HomieLeftOver {
  readonly #root: string;
  /** `values/temperature`, by child. */
  readonly #properties = new Map<string, readonly string[]>();

  /** @param root the id of this hub as a device. */
  constructor(root: string) {
    this.#root = root;
  }

  /** A description came, be it kept, new, ours or of another hub: the last one counts. */
  hear(child: string, payload: string): void {
    const told = payload.length > MAX_LENGTH ? undefined : parsed(payload);
    const hasRoom = this.#properties.has(child) || this.#properties.size < MAX_CHILDREN;
    if (told?.root !== this.#root || !id.safeParse(child).success || !hasRoom) {
      this.#properties.delete(child);
      return;
    }
    const topics = Object.entries(told.nodes ?? {}).flatMap(([node, { properties }]) =>
      Object.keys(properties).map((property) => `${node}/${property}`),
    );
    this.#properties.set(child, topics);
  }

  /** Children that stand as ours, with their properties, save those that are told of. Asked once. */
  take(isTold: (child: string) => boolean): ReadonlyMap<string, readonly string[]> {
    const left = [...this.#properties].filter(([child]) => !isTold(child));
    this.#properties.clear();
    return new Map(left);
  }
}

function parsed(payload: string): z.output<typeof description> | undefined {
  try {
    return description.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
}
