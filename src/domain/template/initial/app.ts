import type { InitialTemplate } from './initial-template';
import { fact, facts, mailPage, paragraph } from './mail-page';
import { optional, required } from './variable';

const installation = [
  optional('username', 'string', 'lin'),
  required('appId', 'string', 'app-1'),
  optional('appName', 'string', 'Calculator'),
  required('deviceId', 'string', 'd-1'),
  optional('deviceName', 'string', 'Phone 1'),
];
const app = '{{#if appName}}{{appName}}{{else}}{{appId}}{{/if}}';
const device = '{{#if deviceName}}{{deviceName}}{{else}}{{deviceId}}{{/if}}';

const installed: InitialTemplate = {
  code: 'app.installed',
  type: 'app.installed',
  channels: ['websocket', 'push'],
  priority: 'P2',
  variables: [
    ...installation,
    required('installedAt', 'instant', '2026-01-15T02:30:00.000Z'),
    optional('version', 'string', '1.2.0'),
  ],
  texts: {
    'zh-CN': {
      title: '应用安装成功',
      body: `“${app}”{{#if version}} {{version}} {{/if}}已安装到云手机“${device}”。`,
      emailHtml: null,
      smsText: null,
    },
    'en-US': {
      title: 'App installed',
      body: `“${app}”{{#if version}} {{version}}{{/if}} was installed on the cloud phone “${device}”.`,
      emailHtml: null,
      smsText: null,
    },
  },
};

const installFailed: InitialTemplate = {
  code: 'app.install_failed',
  type: 'app.install_failed',
  channels: ['websocket', 'push', 'email'],
  priority: 'P1',
  variables: [
    ...installation,
    required('reason', 'string', 'not enough storage'),
    required('failedAt', 'instant', '2026-01-15T02:30:00.000Z'),
  ],
  texts: {
    'zh-CN': {
      title: '应用安装失败',
      body: `“${app}”未能安装到云手机“${device}”：{{reason}}。`,
      emailHtml: mailPage(
        'zh-CN',
        '应用安装失败',
        paragraph(`很抱歉，“${app}”没有安装成功。`),
        facts(fact('云手机', device), fact('原因', '{{reason}}'), fact('时间', '{{formatDate failedAt}}')),
        paragraph('请检查设备的存储空间和网络后重试。'),
      ),
      smsText: null,
    },
    'en-US': {
      title: 'App installation failed',
      body: `“${app}” could not be installed on the cloud phone “${device}”: {{reason}}.`,
      emailHtml: mailPage(
        'en-US',
        'App installation failed',
        paragraph(`We are sorry: “${app}” could not be installed.`),
        facts(fact('Cloud phone', device), fact('Reason', '{{reason}}'), fact('When', '{{formatDate failedAt}}')),
        paragraph('Please check the storage and the network of the device, then try again.'),
      ),
      smsText: null,
    },
  },
};

export const appTemplates: ReadonlyArray<InitialTemplate> = [installed, installFailed];
