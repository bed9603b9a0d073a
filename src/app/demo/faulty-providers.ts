import * as TE from 'fp-ts/TaskEither';
import type { Provider, Providers, SendFailure, Text } from '../../domain/ports/providers';

const FAILURES = 2;

const refusal = (reason: string): SendFailure => ({
  _tag: 'SendFailed',
  kind: 'passing',
  reason,
  answer: null,
  counts: true,
  retryAfterSeconds: null,
});

/** Refuses each delivery twice, then takes it. */
const hesitant = (): Provider<Text> => {
  const tries = new Map<string, number>();
  return {
    name: 'hesitant-gateway',
    dropsDuplicates: true,
    send: ({ shown }, key) => {
      const tried = (tries.get(key) ?? 0) + 1;
      tries.set(key, tried);
      if (tried <= FAILURES) return TE.left(refusal('gateway-503'));
      tries.delete(key);
      return TE.right({ providerId: `text-${key}`, answer: null, bytes: shown });
    },
    close: async () => undefined,
  };
};

const dead = (): Provider<unknown> => ({
  name: 'dead-gateway',
  dropsDuplicates: true,
  send: () => TE.left(refusal('connection-refused')),
  close: async () => undefined,
});

/** Texts work at the third try, pushes never; mail goes where the configuration says. */
export const faultyProviders = (): Pick<Providers, 'sms' | 'push'> => ({ sms: [hesitant()], push: [dead()] });
