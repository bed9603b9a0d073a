import type { LogFields } from '../../domain/ports/logger';

const personalNames =
  /^(.*(password|secret|token|authorization|cookie|email|phone|address).*|to|title|body|subject|text|html|username)$/i;
const address = /[^\s@<>"'(),:;]+@[^\s@<>"'(),:;]+/g;
const phone = /\+\d{7,15}\b/g;
const webToken = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

const maskText = (text: string): string =>
  text.replace(webToken, '[token]').replace(address, '[address]').replace(phone, '[number]');

const maskField = ([name, value]: readonly [string, LogFields[string]]): readonly [string, LogFields[string]] => {
  if (typeof value !== 'string') return [name, value];
  return [name, personalNames.test(name) ? '[masked]' : maskText(value)];
};

/** The second line of defence: what looks personal by its name or by its form is masked, should a caller log it. */
export const maskFields = (fields: LogFields): LogFields => Object.fromEntries(Object.entries(fields).map(maskField));
