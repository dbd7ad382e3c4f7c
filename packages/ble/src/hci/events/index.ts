// All events that an LE host and controller use. Core Spec v5.4, Vol 4, Part E, 7.7.

export * from './le-advertising.ts';
export * from './le-links.ts';
export * from './le-security.ts';
export * from './link.ts';
