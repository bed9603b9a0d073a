import { Channel } from '../../domain/shared/codecs';
import type { JsonObject } from '../../domain/shared/json';
import { channelErrors } from '../commands/check-request';
import type { AppFailure } from '../failure';
import type { BulkAsk } from './bulk-request';

/** What is asked for, without its recipients, as one text of JSON can be made of it. */
export const askJson = ({ templateCode, data, channels, priority, sendAt }: BulkAsk): JsonObject => ({
  templateCode,
  data,
  channels: channels ?? null,
  priority: priority ?? null,
  sendAt: sendAt ?? null,
});

/** Each channel once; undefined: as the template has them. */
export const askedChannels = ({ channels = [] }: BulkAsk): ReadonlyArray<Channel> | undefined => {
  const known = [...new Set(channels.filter(Channel.is))];
  return known.length === 0 ? undefined : known;
};

/** What can be said of it without looking anything up. */
export const askFault = ({ channels = [] }: BulkAsk): AppFailure | undefined => {
  const errors = channelErrors(channels);
  return errors.length === 0 ? undefined : { _tag: 'Impossible', errors };
};
