/** Every version of a template stays, in `template-<code>.<locale>`, so that what was sent can be rendered again. */
import * as t from 'io-ts';
import { Channel, Code, Locale, nullable, Priority, Whole } from '../shared/codecs';
import { eventCodec } from '../shared/event-codec';

/** `cause`: what made the change (a start, a call's key); the same cause changes nothing twice. */
const id = { code: Code, locale: Locale, cause: t.string };

export const VariableType = t.keyof(
  { string: null, number: null, boolean: null, instant: null, array: null, object: null },
  'VariableType',
);
export type VariableType = t.TypeOf<typeof VariableType>;

/** A required variable that is absent is an error before anything is sent; a secret one is never shown or stored in clear. */
export const TemplateVariable = t.strict(
  { name: t.string, type: VariableType, required: t.boolean, secret: t.boolean, sample: t.unknown },
  'TemplateVariable',
);
export type TemplateVariable = t.TypeOf<typeof TemplateVariable>;

/** The sources, in Handlebars, and what they may use. */
export const TemplateContent = t.strict(
  {
    type: Code,
    channels: t.readonlyArray(Channel),
    priority: Priority,
    title: t.string,
    body: t.string,
    emailHtml: nullable(t.string),
    smsText: nullable(t.string),
    variables: t.readonlyArray(TemplateVariable),
  },
  'TemplateContent',
);
export type TemplateContent = t.TypeOf<typeof TemplateContent>;

const version = { ...id, version: Whole, content: TemplateContent };

export const templateEvents = {
  TemplateCreated: eventCodec('TemplateCreated', version),
  TemplateRevised: eventCodec('TemplateRevised', version),
  TemplateActivated: eventCodec('TemplateActivated', id),
  TemplateDeactivated: eventCodec('TemplateDeactivated', id),
  TemplateRetired: eventCodec('TemplateRetired', id),
} as const;

export type TemplateEvent = t.TypeOf<(typeof templateEvents)[keyof typeof templateEvents]>;
