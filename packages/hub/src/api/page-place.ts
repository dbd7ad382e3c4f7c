// Where the built page is.

import { fileURLToPath } from 'node:url';

/** Set where the program is bundled: the folder of the bundle. */
declare const BUNDLE_FOLDER: string | undefined;

/** The folder: beside the bundle where it was installed, and where the page is built in the sources. */
export function pagePlace(): string {
  if (typeof BUNDLE_FOLDER === 'string') return `${BUNDLE_FOLDER}/web`;
  return fileURLToPath(new URL('../../../web/dist', import.meta.url));
}
