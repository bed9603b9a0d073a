import * as E from 'fp-ts/Either';
import { Channel, type Instant, type Locale } from '../../domain/shared/codecs';
import type { NotificationRequest } from '../commands';
import type { AppFailure, FieldError } from '../failure';
import { knownLocale } from './known-locale';

/** The caller's words as the ledger's own; undefined where the caller left it to the template and the directory. */
export type CheckedRequest = NotificationRequest & {
  readonly knownChannels: ReadonlyArray<Channel> | undefined;
  readonly knownLocale: Locale | undefined;
};

export const channelErrors = (channels: ReadonlyArray<string>): ReadonlyArray<FieldError> =>
  channels.flatMap((channel, index) =>
    Channel.is(channel) ? [] : [{ path: `/channels/${String(index)}`, message: 'is no known channel' }],
  );

const timeErrors = ({ expiresAt, sendAt }: NotificationRequest, now: Instant): ReadonlyArray<FieldError> => {
  if (expiresAt === undefined) return [];
  if (expiresAt <= now) return [{ path: '/expiresAt', message: 'is in the past' }];
  return sendAt !== undefined && sendAt >= expiresAt ? [{ path: '/sendAt', message: 'is not before expiresAt' }] : [];
};

/** What can be said of a request without looking anything up; every wrong field at once. A channel counts once. */
export const checkRequest = (request: NotificationRequest, now: Instant): E.Either<AppFailure, CheckedRequest> => {
  const given = request.channels ?? [];
  const locale = request.locale === undefined ? undefined : knownLocale(request.locale);
  const errors = [
    ...channelErrors(given),
    ...(request.locale !== undefined && locale === undefined
      ? [{ path: '/locale', message: 'is no known locale' }]
      : []),
    ...timeErrors(request, now),
  ];
  if (errors.length > 0) return E.left({ _tag: 'Impossible', errors });
  const channels = [...new Set(given.filter(Channel.is))];
  return E.right({ ...request, knownChannels: channels.length === 0 ? undefined : channels, knownLocale: locale });
};
