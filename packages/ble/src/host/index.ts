// The host: puts the layers on a controller and offers a Radio. So far it listens.

export { AdvertListener } from './advert-listener.ts';
