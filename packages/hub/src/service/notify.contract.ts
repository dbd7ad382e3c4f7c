// For tests outside of the hub.

export { serviceFromEnvironment } from './notify.ts';
