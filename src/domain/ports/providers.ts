import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Contacts } from '../recipient/contacts';

type PushSubscription = NonNullable<Contacts['pushSubscriptions']>[number];

/**
 * What a channel carries. `atRest` is the same text with its secrets masked: the only one that may be written down
 * (by the outbox); it equals `shown` where there is no secret.
 */
export type MailParts = { readonly subject: string; readonly text: string; readonly html: string | null };
export type Mail = {
  readonly userId: string;
  readonly to: string;
  readonly shown: MailParts;
  readonly atRest: MailParts;
};
export type Text = { readonly userId: string; readonly to: string; readonly shown: string; readonly atRest: string };
export type PushParts = { readonly title: string; readonly body: string };
export type Push = {
  readonly userId: string;
  readonly to: ReadonlyArray<PushSubscription>;
  readonly notificationId: string;
  readonly shown: PushParts;
  readonly atRest: PushParts;
};

/** `providerId`: the provider's own id for it. `answer`: its words, which may be personal. `bytes`: what was sent, for a digest. */
export type ProviderReceipt = {
  readonly providerId: string | null;
  readonly answer: string | null;
  readonly bytes: string;
};

/**
 * `reason` is a short code without personal data (`smtp-550`, `timeout`, `connection-refused`). `passing`: another try
 * may succeed; `lasting`: none will; `unknown`: it may have been sent (the connection broke after the data went out).
 */
export type SendFailure = {
  readonly _tag: 'SendFailed';
  readonly kind: 'passing' | 'lasting' | 'unknown';
  readonly reason: string;
  readonly answer: string | null;
  /** False for throttling (429), which costs no attempt. */
  readonly counts: boolean;
  readonly retryAfterSeconds: number | null;
};

/** One way to send on one channel. The laws are test/contracts/provider.contract.ts. */
export type Provider<Message> = {
  readonly name: string;
  /** Whether its receiver recognizes a repeat by the key (a Message-ID, an idempotency key), so that sending again is safe. */
  readonly dropsDuplicates: boolean;
  /** Sends once. `key` is the delivery's id, the same for every attempt. Gives up when the signal aborts (`unknown` if it may have gone out). */
  readonly send: (message: Message, key: string, signal: AbortSignal) => TaskEither<SendFailure, ProviderReceipt>;
  readonly close: () => Promise<void>;
};

/** One for each channel. */
export type ProviderByChannel = {
  readonly email: Provider<Mail>;
  readonly sms: Provider<Text>;
  readonly push: Provider<Push>;
};

/** For each channel its providers, each with a name of its own, in the order in which they are asked. */
export type Providers = {
  readonly [Channel in keyof ProviderByChannel]: ReadonlyNonEmptyArray<ProviderByChannel[Channel]>;
};
