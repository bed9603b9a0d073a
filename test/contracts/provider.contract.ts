import * as E from 'fp-ts/Either';
import type { Provider } from '../../src/domain/ports/providers';
import { right } from '../support/right';

export type ProviderUnderTest<M> = {
  readonly provider: Provider<M>;
  readonly message: M;
  /** What the receiver has, repeats that it recognizes by their key left out. */
  readonly received: () => Promise<number>;
};

const never = new AbortController().signal;

/** What every Provider owes its callers. Each case has its own provider and receiver. */
export const providerContract = <M>(open: () => Promise<ProviderUnderTest<M>>): void => {
  it('sends, and says what it sent', async () => {
    const { provider, message, received } = await open();
    expect(right(await provider.send(message, 'n-1.channel', never)()).bytes).not.toBe('');
    expect(await received()).toBe(1);
  });

  it('sends under one key what its receiver can tell is one', async () => {
    const { provider, message, received } = await open();
    expect(provider.dropsDuplicates).toBe(true);
    const sends = await Promise.all([1, 2, 3].map(async () => provider.send(message, 'n-1.channel', never)()));
    sends.push(await provider.send(message, 'n-1.channel', never)());
    expect(sends.filter(E.isLeft)).toStrictEqual([]);
    expect(await received()).toBe(1);
  });

  it('sends under two keys what its receiver can tell are two', async () => {
    const { provider, message, received } = await open();
    await provider.send(message, 'n-1.channel', never)();
    await provider.send(message, 'n-2.channel', never)();
    expect(await received()).toBe(2);
  });

  it('sends nothing on a signal that was given before, and lets it be tried again', async () => {
    const { provider, message, received } = await open();
    expect(await provider.send(message, 'n-1.channel', AbortSignal.abort())()).toStrictEqual(
      E.left({
        _tag: 'SendFailed',
        kind: 'passing',
        reason: 'aborted',
        answer: null,
        counts: true,
        retryAfterSeconds: null,
      }),
    );
    expect(await received()).toBe(0);
    right(await provider.send(message, 'n-1.channel', never)());
    expect(await received()).toBe(1);
  });

  it('closes, and closes again', async () => {
    const { provider, message } = await open();
    await provider.send(message, 'n-1.channel', never)();
    await provider.close();
    await provider.close();
  });
};
