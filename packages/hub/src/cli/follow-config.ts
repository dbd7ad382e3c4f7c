// A hub that runs follows its configuration, whoever changes it.

import { BleError } from '@bluebell/ble/core';
import type { ConfigFile } from '../config/index.ts';
import type { DemoHome } from '../demo/demo-home.ts';
import type { Hub } from '../hub.ts';
import type { HubLog } from '../log.ts';
import { historySettings } from '../store/history-settings.ts';
import type { Store } from '../store/open-store.ts';
import type { Closing } from './closing.ts';
import { messageOf } from './exit.ts';
import { hubConfiguration } from './hub-from-config.ts';
import { follow } from './live-section.ts';

/** What follows. */
export interface Followers {
  readonly hub: Hub;
  readonly store: Pick<Store, 'keepHistory'>;
  readonly file: ConfigFile;
  readonly log: HubLog;
  /** What the hub is to know beside what the user configured. */
  readonly demo: Pick<DemoHome, 'over'>;
}

/** Takes over what changes from now on, by hand too. */
export function followConfig({ hub, store, file, log, demo }: Followers, closing: Closing): void {
  file.onChange(({ config, known }) => {
    log.setLevels(config.log.level, config.log.levels);
    hub.configure(demo.over(hubConfiguration(config, known, hub.mi32 !== undefined)));
    // Names and keys stand in Tasmota's list too.
    void hub.mi32?.load().catch((error: unknown) => {
      if (!(error instanceof BleError)) throw error;
      log.warn('CONFIG', messageOf(error));
    });
  });
  follow(
    file,
    ({ history }) => historySettings(history),
    (wanted) => store.keepHistory(wanted),
  );
  file.watch(log);
  closing.defer(() => file.close());
}
