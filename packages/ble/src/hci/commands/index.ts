// All commands that an LE host and controller use. Core Spec v5.4, Vol 4, Part E, 7.1 to 7.8.

export * from './baseband.ts';
export * from './informational.ts';
export * from './le-advertising.ts';
export * from './le-connections.ts';
export * from './le-extended-advertising.ts';
export * from './le-extended-scanning.ts';
export * from './le-phy.ts';
export * from './le-privacy.ts';
export * from './le-scanning.ts';
export * from './le-security.ts';
export * from './le-setup.ts';
export * from './link-control.ts';
