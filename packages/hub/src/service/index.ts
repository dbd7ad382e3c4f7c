// Who started the hub, and how it goes: service managers, Home Assistant.

export { type AppSettings, appSettings } from './home-assistant-app.ts';
export { type Service, serviceFromEnvironment } from './notify.ts';
