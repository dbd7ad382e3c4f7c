// The link layer of a virtual controller.

export { DEFAULT_FEATURES } from './default-features.ts';
export type * from './events.ts';
export { LinkLayer } from './link-layer.ts';
export type * from './parameters.ts';
export type { LinkLayerOptions } from './parts.ts';
export { LINK_LAYER_VERSION } from './version.ts';
