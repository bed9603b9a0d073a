import { decodeConfig } from '../../src/app/compose/config';
import { type Overrides, type RunningLedger, startLedger } from '../../src/app/compose/start-ledger';
import type { Role } from '../../src/domain/recipient/events';
import { type Api, apiOf } from './api';
import { silent } from './http-deps';
import { right } from './right';
import type { Environment } from './server-process';
import { until } from './until';

export type PlatformLedger = RunningLedger & {
  readonly as: (id: string, ...roles: ReadonlyArray<Role>) => Promise<Api>;
};

/** A whole ledger in this process, beside a real broker and a real mail server, with short delays. */
export const startPlatformLedger = async (
  environment: Environment,
  overrides: Overrides = {},
): Promise<PlatformLedger> => {
  const config = right(decodeConfig({ PORT: '0', RETRY_DELAYS: '200ms,200ms,200ms', ...environment }));
  const ledger = right(await startLedger(config, silent, overrides)());
  await ledger.ready;
  // Queues are bound in the background: what is published before goes nowhere.
  await until('the ledger takes events in', async () => (await fetch(`${ledger.url}/health/ready`)).ok);
  return {
    ...ledger,
    as: async (id, ...roles) => apiOf(ledger.url, (await ledger.mint?.({ kind: 'user', id, roles }, 3_600)) ?? ''),
  };
};
