import { status } from '@grpc/grpc-js';
import type { CallFailure } from '../call-failure';

/** A group as the texts of its failures name it. */
export type GroupName = { readonly source: string; readonly group: string };

const trailersOf = ({ source, group }: GroupName): Readonly<Record<string, string>> => ({
  'stream-name': source,
  'group-name': group,
});

/** The texts are EventStoreDB's, which its clients compare (contract, section 11). */
export const groupDoesNotExist = (name: GroupName): CallFailure => ({
  status: status.NOT_FOUND,
  message: `Subscription group ${name.group} on stream ${name.source} does not exist.`,
  exception: 'persistent-subscription-does-not-exist',
  trailers: trailersOf(name),
});

export const groupExists = (name: GroupName): CallFailure => ({
  status: status.ALREADY_EXISTS,
  message: `Subscription group ${name.group} on stream ${name.source} exists.`,
  exception: 'persistent-subscription-exists',
  trailers: trailersOf(name),
});

export const groupFailed = (name: GroupName, reason: string): CallFailure => ({
  status: status.INTERNAL,
  message: `Subscription group ${name.group} on stream ${name.source} failed: '${reason}'`,
  exception: 'persistent-subscription-failed',
  trailers: { ...trailersOf(name), reason },
});

export const groupDropped = (name: GroupName): CallFailure => ({
  status: status.CANCELLED,
  message: `Subscription group ${name.group} on stream ${name.source} was dropped.`,
  exception: 'persistent-subscription-dropped',
  trailers: trailersOf(name),
});

export const groupIsFull = (name: GroupName): CallFailure => ({
  status: status.FAILED_PRECONDITION,
  message: `Maximum subscriptions reached for subscription group ${name.group} on stream ${name.source}.`,
  exception: 'maximum-subscribers-reached',
  trailers: trailersOf(name),
});

/** Not UNAVAILABLE, which would end every other call of that client. */
export const notStarted: CallFailure = {
  status: status.FAILED_PRECONDITION,
  message: 'Persistent subscriptions are not started: their configuration cannot be read.',
};
