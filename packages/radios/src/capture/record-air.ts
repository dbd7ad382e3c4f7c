// Records the air while it is in use.

import type { AirFacts } from './encode-air.ts';
import { LiveCapture, type LiveOptions } from './live-capture.ts';
import type { AirWriter } from './write-air.ts';

/** Takes what goes over the air. */
export interface AirRecorder extends AsyncDisposable {
  /** Takes one packet; returns at once. It needs no `this`. */
  readonly hear: (facts: AirFacts) => void;
  /** Settles when all that was heard is in the file. The capture stays the caller's. */
  stop(): Promise<void>;
}

/**
 * Records packets of the air to a capture as they are told.
 *
 * @example
 * await using capture = await AirWriter.create('home.pcap');
 * await using recorder = recordAir(capture);
 * air.tap({ onPacket: recorder.hear });
 */
export function recordAir(capture: AirWriter, options: LiveOptions = {}): AirRecorder {
  const live = new LiveCapture('the air', capture, options);
  return {
    hear: (facts) => {
      if (live.isWritable) live.watch(capture.append(facts));
    },
    stop: () => live.flush(),
    [Symbol.asyncDispose]: () => live.flush(),
  };
}
