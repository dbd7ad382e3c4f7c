// What is known of the other end of a link.

import type { LeFeature } from '../../hci/index.ts';
import type { RemoteVersion } from './events.ts';

/** The peer's features and version, once they were exchanged. */
export class RemoteFacts {
  /** Bits of `LeFeature`. */
  features: ReadonlySet<number> | undefined;
  version: RemoteVersion | undefined;
  /** Whether it was told our version: that is done once. 5.1.5 */
  knowsOurVersion = false;
  readonly #ours: ReadonlySet<number>;

  constructor(ours: ReadonlySet<number>) {
    this.#ours = ours;
  }

  /** Whether both can do something; the peer gets the benefit of the doubt until its features are known. */
  can(feature: LeFeature): boolean {
    return this.#ours.has(feature) && (this.features?.has(feature) ?? true);
  }
}
