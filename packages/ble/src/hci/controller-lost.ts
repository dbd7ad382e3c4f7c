// How a controller is lost.

import { TransportError } from '../core/index.ts';

/**
 * What happened to it: the way broke, it said so, it answers nothing, noise comes, it takes nothing, it
 * refuses what it must do, it is of no use to whoever uses it.
 */
export type LossKind =
  | 'closed'
  | 'hardwareError'
  | 'silent'
  | 'outOfStep'
  | 'blocked'
  | 'refused'
  | 'useless';

/** A controller is of no more use: what was asked of it fails with this. A new start may help. */
export class ControllerLostError extends TransportError {
  readonly kind: LossKind;

  constructor(kind: LossKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
