// What the hub remembers of devices over a restart, and the seam that all who keep something use.

/** What is kept of one device: data that JSON can hold, under the device's id. */
export interface SavedRecord {
  /** Twelve upper-case digits of its address. */
  readonly id: string;
}

/** The memory of a hub. Whatever a call took is there after a crash of the program, once it returned. */
export interface StateStore {
  /** False while the disk takes nothing: what is kept then lives in memory, and is written once it can be. */
  readonly isDurable: boolean;
  /** All that was saved, as it was last; what cannot be read is left out. The reader checks its shape. */
  devices(): readonly unknown[];
  /** Keeps what is known of a device, in the place of what was known before. Cheap: for every news. */
  saveDevice(saved: SavedRecord): void;
  /** Drops what is kept of a device. One that is not known is no matter. */
  forgetDevice(id: string): void;
  /** A small thing kept under a name; `undefined` where there is none. */
  value(name: string): string | undefined;
  /** Keeps a small thing under a name. */
  setValue(name: string, text: string): void;
  /** After this nothing more is kept. */
  close(): void;
}
