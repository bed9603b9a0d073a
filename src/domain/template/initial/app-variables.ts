import { optional, required } from './variable';

/** What the platform says of an app on a device. */
export const appVariables = [
  optional('username', 'string', 'lin'),
  required('appId', 'string', 'app-1'),
  optional('appName', 'string', 'Calculator'),
  required('deviceId', 'string', 'd-1'),
  optional('deviceName', 'string', 'Phone 1'),
  optional('link', 'string', 'https://example.com/devices/d-1/apps'),
];

/** An app by its name, or by its id where it has none. */
export const appNamed = '{{#if appName}}{{appName}}{{else}}{{appId}}{{/if}}';
