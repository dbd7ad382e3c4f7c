// Mi scales of both generations.

export type { MassUnit } from './mass.ts';
export { type MiScale1Report, miScale1, miScale1Frame } from './mi-scale1.ts';
export { type MiScale2Report, miScale2, miScale2Frame } from './mi-scale2.ts';
export { type ScaleTime, scaleTimeOf } from './scale-time.ts';
