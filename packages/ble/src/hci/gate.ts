/** A promise that is resolved from outside. */
export class Gate {
  readonly opened: Promise<void>;
  /** Resolves it; doing so twice does no harm. */
  open: () => void = () => {};

  constructor() {
    this.opened = new Promise((resolve) => {
      this.open = resolve;
    });
  }
}
