// What views use of the page around them.

export { toast } from '../kit/toast.tsx';
export { ApiProblem, api } from './api.ts';
export { parseRoute, type Route } from './route.ts';
export { go, Link, useRoute } from './router.tsx';
export { logOut, useSession } from './session.ts';
export { displayUnits, type Settings, useSetting, useSettings } from './settings.ts';
export { type Query, useQuery } from './use-query.ts';
