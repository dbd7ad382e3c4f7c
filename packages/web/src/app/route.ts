// Where in the page we are: `#/devices/A4C138000001?tab=events`.

/** A place in the page. */
export interface Route {
  readonly path: readonly string[];
  readonly query: URLSearchParams;
}

/** Reads a hash. Whatever it holds, a route comes out. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  return {
    path: path.split('/').filter(Boolean).map(decoded),
    query: new URLSearchParams(query),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The folder under `views/` that shows a route. */
export function viewOf(route: Route): string {
  const [first = 'home'] = route.path;
  return FOLDERS.get(first) ?? first;
}

const FOLDERS: ReadonlyMap<string, string> = new Map([
  ['devices', 'device'],
  ['phones', 'irk'],
]);
