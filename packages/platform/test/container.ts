import type { Container } from '../src/docker/containers.ts';

/** One that runs and is well, with exceptions. */
export const container = (facts: Partial<Container> = {}): Container => ({
  id: 'one',
  service: 'review',
  status: 'running',
  pid: 41,
  exitCode: 0,
  outOfMemory: false,
  health: 'healthy',
  networks: ['shop_services'],
  healthCheck: ['CMD', 'healthy', '/health/ready', '/health/live'],
  startedAt: '2026-01-01T00:00:00Z',
  ...facts,
});
