import { optional, required } from './variable';

/** What the platform says of a device beside its id, and `providerName`, its provider in the reader's language. */
export const aboutDevice = [
  optional('deviceName', 'string', 'Phone 1'),
  optional('username', 'string', 'lin'),
  optional('userRole', 'string', 'user'),
  optional('userEmail', 'string', 'lin@example.com'),
  optional('tenantId', 'string', 't-1'),
  optional('providerType', 'string', 'redroid'),
  optional('providerName', 'string', 'Container cloud phone'),
  optional('deviceType', 'string', 'phone'),
  optional('link', 'string', 'https://example.com/devices/d-1'),
];
export const deviceVariables = [required('deviceId', 'string', 'd-1'), ...aboutDevice];

/** A device by its name, or by its id where it has none. */
export const deviceNamed = '{{#if deviceName}}{{deviceName}}{{else}}{{deviceId}}{{/if}}';
