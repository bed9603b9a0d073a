import { appNamed, appVariables } from './app-variables';
import { deviceNamed } from './device-variables';
import type { InitialTemplate } from './initial-template';
import { fact, facts, mailPage, paragraph } from './mail-page';
import { optional, required } from './variable';

const installed: InitialTemplate = {
  code: 'app.installed',
  type: 'app.installed',
  channels: ['websocket', 'push'],
  priority: 'P2',
  variables: [
    ...appVariables,
    required('installedAt', 'instant', '2026-01-15T02:30:00.000Z'),
    optional('version', 'string', '1.2.0'),
  ],
  texts: {
    'zh-CN': {
      title: '应用安装成功',
      body: `“${appNamed}”{{#if version}} {{version}} {{/if}}已安装到云手机“${deviceNamed}”。`,
      emailHtml: null,
      smsText: null,
    },
    'en-US': {
      title: 'App installed',
      body: `“${appNamed}”{{#if version}} {{version}}{{/if}} was installed on the cloud phone “${deviceNamed}”.`,
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
    ...appVariables,
    required('reason', 'string', 'not enough storage'),
    required('failedAt', 'instant', '2026-01-15T02:30:00.000Z'),
  ],
  texts: {
    'zh-CN': {
      title: '应用安装失败',
      body: `“${appNamed}”未能安装到云手机“${deviceNamed}”：{{reason}}。`,
      emailHtml: mailPage(
        'zh-CN',
        '应用安装失败',
        paragraph(`很抱歉，“${appNamed}”没有安装成功。`),
        facts(fact('云手机', deviceNamed), fact('原因', '{{reason}}'), fact('时间', '{{formatDate failedAt}}')),
        paragraph('请检查设备的存储空间和网络后重试。'),
      ),
      smsText: null,
    },
    'en-US': {
      title: 'App installation failed',
      body: `“${appNamed}” could not be installed on the cloud phone “${deviceNamed}”: {{reason}}.`,
      emailHtml: mailPage(
        'en-US',
        'App installation failed',
        paragraph(`We are sorry: “${appNamed}” could not be installed.`),
        facts(fact('Cloud phone', deviceNamed), fact('Reason', '{{reason}}'), fact('When', '{{formatDate failedAt}}')),
        paragraph('Please check the storage and the network of the device, then try again.'),
      ),
      smsText: null,
    },
  },
};

export const appTemplates: ReadonlyArray<InitialTemplate> = [installed, installFailed];
