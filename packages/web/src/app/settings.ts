// How this browser shows things: kept in the browser, never in the hub.

import { useSyncExternalStore } from 'react';

const CHOICES = {
  theme: ['system', 'light', 'dark'],
  temperatureUnit: ['°C', '°F'],
  layout: ['grid', 'list'],
  sort: ['name', 'news', 'signal', 'battery'],
  groups: ['area', 'none'],
  strip: ['hours', 'sliding'],
} as const;

type Choices = typeof CHOICES;

/** What can be chosen; the first of each list is usual. */
export type Settings = { readonly [K in keyof Choices]: Choices[K][number] };

const PLACE = 'bluebell.settings';

/** Reads what was kept: whatever it holds, settings come out. */
export function parseSettings(text: string | null): Settings {
  let kept: Record<string, unknown> = {};
  try {
    const read: unknown = JSON.parse(text ?? '{}');
    // Members are compared with the choices below before they are used.
    if (typeof read === 'object' && read !== null) kept = read as Record<string, unknown>;
  } catch {
    // Damaged: as if nothing was kept.
  }
  const chosen = Object.entries(CHOICES).map(([name, choices]) => [
    name,
    choices.find((choice) => choice === kept[name]) ?? choices[0],
  ]);
  // Each name got one of its own choices.
  return Object.fromEntries(chosen) as Settings;
}

let settings: Settings | undefined;
const listeners = new Set<() => void>();

/** The settings now. */
export function currentSettings(): Settings {
  settings ??= parseSettings(kept());
  return settings;
}

function kept(): string | null {
  try {
    return localStorage.getItem(PLACE);
  } catch {
    return null; // Storage is switched off.
  }
}

/** Changes some, shows and keeps them. */
export function changeSettings(change: Partial<Settings>): void {
  settings = { ...currentSettings(), ...change };
  try {
    localStorage.setItem(PLACE, JSON.stringify(settings));
  } catch {
    // Storage is full or switched off: it holds until the page is closed.
  }
  applyTheme();
  for (const listener of listeners) listener();
}

/** Gives the page its colours. */
export function applyTheme(): void {
  const { theme } = currentSettings();
  if (theme === 'system') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.setAttribute('data-theme', theme);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The settings, and how to change some. */
export function useSettings(): readonly [Settings, (change: Partial<Settings>) => void] {
  return [useSyncExternalStore(subscribe, currentSettings), changeSettings];
}

/** One of them: draws again only when that one changes. */
export function useSetting<K extends keyof Settings>(name: K): Settings[K] {
  return useSyncExternalStore(subscribe, () => currentSettings()[name]);
}

/** The unit that temperatures are shown in. */
export function displayUnits(): { readonly temperature: Settings['temperatureUnit'] } {
  return { temperature: currentSettings().temperatureUnit };
}
