// Where the repository is.

import { fileURLToPath } from 'node:url';

/** The top of the repository, as an absolute path. */
export const TOP = fileURLToPath(new URL('../../', import.meta.url));
