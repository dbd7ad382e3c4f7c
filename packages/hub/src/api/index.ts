// The hub's server, and what it tells of the hub.

export type { ComponentHealth, HealthReport, HealthSource, HealthStatus } from './health.ts';
export { historyHealth } from './history-health.ts';
export type { LinkFacts } from './link-facts.ts';
export { Histogram } from './metrics/histogram.ts';
export { type IgnoredCounts, ignoredMetrics } from './metrics/ignored-metrics.ts';
export type { Metric, MetricSource } from './metrics/metric.ts';
export { Overview, type OverviewParts } from './overview.ts';
export { RecentProblems } from './recent-problems.ts';
export { type HubServer, type ServerParts, startServer } from './server.ts';
export { findSocket } from './socket-place.ts';
export type { Status } from './status-schema.ts';
