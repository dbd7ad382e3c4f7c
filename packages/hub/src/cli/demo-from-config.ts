// The switch of the simulated home, in a hub as it is configured.

import { openRadio } from '@bluebell/radios';
import type { ConfigFile } from '../config/index.ts';
import type { DataFolder } from '../data-folder.ts';
import { DemoHome } from '../demo/demo-home.ts';
import { DemoMark } from '../demo/demo-mark.ts';
import type { Hub } from '../hub.ts';
import type { HubLog } from '../log.ts';
import type { Store } from '../store/open-store.ts';
import type { RadioWatch } from '../watch/radio-watch.ts';
import type { Closing } from './closing.ts';
import { hubConfiguration } from './hub-from-config.ts';

interface Surroundings {
  readonly file: ConfigFile;
  readonly folder: DataFolder;
  readonly log: HubLog;
}

interface Parts {
  readonly hub: Hub;
  readonly store: Store;
  readonly common: { readonly watch: RadioWatch };
}

/** Makes it; whoever calls has it resume once everything else stands. */
export function addDemo(
  { file, folder, log }: Surroundings,
  { hub, store, common: { watch } }: Parts,
  closing: Closing,
): DemoHome {
  const hasHome = watch.facts().some(({ name }) => name === 'sim');
  const demo = new DemoHome({
    hub,
    watch,
    history: store.history,
    configuration: () =>
      hubConfiguration(file.loaded.config, file.loaded.known, hub.mi32 !== undefined),
    open: () => openRadio('sim', { log }),
    mark: new DemoMark(folder),
    fixed: hasHome
      ? "this hub hears a simulated home as it is configured: its radio 'sim' is among the radios"
      : undefined,
    log,
  });
  closing.defer(() => demo.close());
  return demo;
}
