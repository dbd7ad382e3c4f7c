// Parts that a hub may lack.

import { RequestError } from './request.ts';

/** The part, if it is there. @param what it is, as a sentence begins: `History`. @throws {RequestError} */
export function available<T>(part: T | undefined, what: string): T {
  if (part !== undefined) return part;
  throw new RequestError('NOT_AVAILABLE', `${what} is not there in this hub`);
}
