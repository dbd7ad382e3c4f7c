// The views: one folder each, loaded when it is first asked for.

import { type ComponentType, lazy } from 'react';

type View = { readonly default: ComponentType };

const FOUND = import.meta.glob<View>([
  '../views/*/index.tsx',
  // The first is in the first load, the other has properties of its own.
  '!../views/home/index.tsx',
  '!../views/login/index.tsx',
]);

/** Each view by the name of its folder. */
export const VIEWS: ReadonlyMap<string, ComponentType> = new Map(
  Object.entries(FOUND).map(([path, load]) => [path.split('/').at(-2) ?? '', lazy(load)]),
);

type Login = { readonly default: ComponentType<{ readonly onDone: () => void }> };

const [loadLogin] = Object.values(import.meta.glob<Login>('../views/login/index.tsx'));
const NO_LOGIN: Login = { default: () => null };

/** What asks for a login. */
export const LoginView = lazy(loadLogin ?? (() => Promise.resolve(NO_LOGIN)));
