import { appNamed, appVariables } from './app-variables';
import { deviceNamed } from './device-variables';
import type { InitialTemplate } from './initial-template';
import { optional, required } from './variable';

const updated: InitialTemplate = {
  code: 'app.updated',
  type: 'app.updated',
  channels: ['websocket'],
  priority: 'P2',
  variables: [
    required('appId', 'string', 'app-1'),
    optional('appName', 'string', 'Calculator'),
    optional('deviceId', 'string', 'd-1'),
    optional('deviceName', 'string', 'Phone 1'),
    optional('oldVersion', 'string', '1.2.0'),
    required('newVersion', 'string', '1.3.0'),
    required('updatedAt', 'instant', '2026-01-15T02:30:00.000Z'),
  ],
  texts: {
    'zh-CN': {
      title: '应用已更新',
      body: `“${appNamed}”已{{#if oldVersion}}从 {{oldVersion}} {{/if}}更新到 {{newVersion}}{{#if deviceName}}（云手机“{{deviceName}}”）{{/if}}。`,
      emailHtml: null,
      smsText: null,
    },
    'en-US': {
      title: 'App updated',
      body: `“${appNamed}” was updated{{#if oldVersion}} from {{oldVersion}}{{/if}} to {{newVersion}}{{#if deviceName}} on the cloud phone “{{deviceName}}”{{/if}}.`,
      emailHtml: null,
      smsText: null,
    },
  },
};

const uninstalled: InitialTemplate = {
  code: 'app.uninstalled',
  type: 'app.uninstalled',
  channels: ['websocket'],
  priority: 'P2',
  variables: [...appVariables, required('uninstalledAt', 'instant', '2026-01-15T02:30:00.000Z')],
  texts: {
    'zh-CN': {
      title: '应用已卸载',
      body: `“${appNamed}”已从云手机“${deviceNamed}”卸载。`,
      emailHtml: null,
      smsText: null,
    },
    'en-US': {
      title: 'App uninstalled',
      body: `“${appNamed}” was uninstalled from the cloud phone “${deviceNamed}”.`,
      emailHtml: null,
      smsText: null,
    },
  },
};

const crashed: InitialTemplate = {
  code: 'app.crashed',
  type: 'app.crashed',
  channels: ['websocket', 'push'],
  priority: 'P1',
  variables: [
    ...appVariables,
    required('crashReason', 'string', 'OutOfMemoryError'),
    required('crashedAt', 'instant', '2026-01-15T02:30:00.000Z'),
  ],
  texts: {
    'zh-CN': {
      title: '应用崩溃',
      body: `云手机“${deviceNamed}”上的“${appNamed}”于 {{formatDate crashedAt}} 崩溃：{{crashReason}}`,
      emailHtml: null,
      smsText: null,
    },
    'en-US': {
      title: 'An app crashed',
      body: `“${appNamed}” crashed on the cloud phone “${deviceNamed}” on {{formatDate crashedAt}}: {{crashReason}}`,
      emailHtml: null,
      smsText: null,
    },
  },
};

/** What becomes of an app once it is installed. */
export const appRunningTemplates: ReadonlyArray<InitialTemplate> = [updated, uninstalled, crashed];
