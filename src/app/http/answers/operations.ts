import * as t from 'io-ts';
import { nullable } from '../../../domain/shared/codecs';
import type { OutboxEntry } from '../../../domain/ports/outbox';
import { closedObject } from '../codecs/closed-object';
import { Instant } from '../codecs/instants';
import { AnyJsonObject } from '../codecs/json-object';

export const OutboxChannel = t.keyof({ email: null, sms: null, push: null }, 'OutboxChannel');

export const Taken: t.Type<OutboxEntry, unknown> = closedObject(
  'Taken',
  {
    id: t.string,
    key: t.string,
    channel: OutboxChannel,
    userId: t.string,
    takenAt: Instant,
    message: nullable(AnyJsonObject),
  },
  {},
);

export const Live = closedObject('Live', { status: t.literal('up') }, {});

const Component = closedObject('Component', { name: t.string, status: t.keyof({ up: null, down: null }) }, {});
export const Ready = closedObject('Ready', { status: t.literal('up'), components: t.readonlyArray(Component) }, {});
