// Backups that a hub makes of itself.

import { systemClock } from '@bluebell/ble/core';
import packageJson from '../../../package.json' with { type: 'json' };
import type { DataFolder } from '../../data-folder.ts';
import type { BackupPort } from '../../requests/ports.ts';
import type { Store } from '../../store/open-store.ts';

/** For the request `backup`: archives go to the folder for backups. */
export function backupOf(folder: DataFolder, { copies }: Pick<Store, 'copies'>): BackupPort {
  return {
    async backup(options) {
      // Seldom asked for, and large.
      const { makeBackup } = await import('../../backup/make-backup.ts');
      const { version } = packageJson;
      const wanted = { ...options, version, nowMs: systemClock.now() };
      const { path, bytes, manifest } = await makeBackup(folder, wanted, copies);
      return { path, bytes, removed: manifest.removed };
    },
  };
}
