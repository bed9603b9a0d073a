import { aboutDevice, deviceNamed, deviceVariables } from './device-variables';
import type { InitialTemplate } from './initial-template';
import { fact, facts, mailPage, paragraph } from './mail-page';
import { optional, required } from './variable';

const config = { cpuCores: 4, memoryMB: 8192, storageGB: 64, androidVersion: '14', resolution: '1080x2400' };

const created: InitialTemplate = {
  code: 'device.created',
  type: 'device.created',
  channels: ['websocket', 'email', 'push'],
  priority: 'P2',
  variables: [
    ...deviceVariables,
    optional('deviceConfig', 'object', config),
    required('createdAt', 'instant', '2026-01-15T02:30:00.000Z'),
  ],
  texts: {
    'zh-CN': {
      title: '云手机创建成功',
      body: `云手机“${deviceNamed}”已创建成功，可以开始使用了。`,
      emailHtml: mailPage(
        'zh-CN',
        '云手机创建成功',
        paragraph(`云手机“${deviceNamed}”已创建成功，可以在控制台启动并安装应用。`),
        facts(
          fact('设备 ID', '{{deviceId}}'),
          fact('类型', '{{providerName}}', 'providerName'),
          fact('处理器', '{{formatNumber deviceConfig.cpuCores}} 核', 'deviceConfig.cpuCores'),
          fact('内存', '{{formatNumber deviceConfig.memoryMB}} MB', 'deviceConfig.memoryMB'),
          fact('存储', '{{formatNumber deviceConfig.storageGB}} GB', 'deviceConfig.storageGB'),
          fact('Android 版本', '{{deviceConfig.androidVersion}}', 'deviceConfig.androidVersion'),
          fact('分辨率', '{{deviceConfig.resolution}}', 'deviceConfig.resolution'),
          fact('创建时间', '{{formatDate createdAt}}'),
        ),
      ),
      smsText: null,
    },
    'en-US': {
      title: 'Your cloud phone is ready',
      body: `The cloud phone “${deviceNamed}” was created and is ready to use.`,
      emailHtml: mailPage(
        'en-US',
        'Your cloud phone is ready',
        paragraph(`The cloud phone “${deviceNamed}” was created. Start it in the console and install apps on it.`),
        facts(
          fact('Device ID', '{{deviceId}}'),
          fact('Kind', '{{providerName}}', 'providerName'),
          fact('Processor', '{{formatNumber deviceConfig.cpuCores}} cores', 'deviceConfig.cpuCores'),
          fact('Memory', '{{formatNumber deviceConfig.memoryMB}} MB', 'deviceConfig.memoryMB'),
          fact('Storage', '{{formatNumber deviceConfig.storageGB}} GB', 'deviceConfig.storageGB'),
          fact('Android version', '{{deviceConfig.androidVersion}}', 'deviceConfig.androidVersion'),
          fact('Resolution', '{{deviceConfig.resolution}}', 'deviceConfig.resolution'),
          fact('Created', '{{formatDate createdAt}}'),
        ),
      ),
      smsText: null,
    },
  },
};

const creationFailed: InitialTemplate = {
  code: 'device.creation_failed',
  type: 'device.creation_failed',
  channels: ['websocket', 'email', 'push'],
  priority: 'P1',
  variables: [
    ...aboutDevice,
    required('reason', 'string', 'out of capacity'),
    optional('errorCode', 'string', 'E1001'),
    required('failedAt', 'instant', '2026-01-15T02:30:00.000Z'),
  ],
  texts: {
    'zh-CN': {
      title: '云手机创建失败',
      body: '云手机{{#if deviceName}}“{{deviceName}}”{{/if}}创建失败：{{reason}}。请稍后重试，或联系客服。',
      emailHtml: mailPage(
        'zh-CN',
        '云手机创建失败',
        paragraph('很抱歉，云手机{{#if deviceName}}“{{deviceName}}”{{/if}}没有创建成功。'),
        facts(
          fact('原因', '{{reason}}'),
          fact('错误代码', '{{errorCode}}', 'errorCode'),
          fact('时间', '{{formatDate failedAt}}'),
        ),
        paragraph('请稍后重试。如果问题仍然存在，请联系客服并提供以上信息。'),
      ),
      smsText: null,
    },
    'en-US': {
      title: 'Your cloud phone could not be created',
      body: 'The cloud phone{{#if deviceName}} “{{deviceName}}”{{/if}} could not be created: {{reason}}. Please try again later or contact support.',
      emailHtml: mailPage(
        'en-US',
        'Your cloud phone could not be created',
        paragraph('We are sorry: the cloud phone{{#if deviceName}} “{{deviceName}}”{{/if}} could not be created.'),
        facts(
          fact('Reason', '{{reason}}'),
          fact('Error code', '{{errorCode}}', 'errorCode'),
          fact('When', '{{formatDate failedAt}}'),
        ),
        paragraph('Please try again later. If it keeps failing, contact support with the details above.'),
      ),
      smsText: null,
    },
  },
};

const failed: InitialTemplate = {
  code: 'device.error',
  type: 'device.error',
  channels: ['websocket', 'email', 'sms', 'push'],
  priority: 'P0',
  variables: [
    ...deviceVariables,
    optional('errorType', 'string', 'system'),
    required('errorMessage', 'string', 'The system stopped responding'),
    optional('errorCode', 'string', 'E2001'),
    required('occurredAt', 'instant', '2026-01-15T02:30:00.000Z'),
    optional('priority', 'string', 'high'),
  ],
  texts: {
    'zh-CN': {
      title: '云手机发生故障',
      body: `云手机“${deviceNamed}”于 {{formatDate occurredAt}} 发生故障：{{errorMessage}}。`,
      emailHtml: mailPage(
        'zh-CN',
        '云手机发生故障',
        paragraph(`云手机“${deviceNamed}”发生了故障，可能暂时无法使用。`),
        facts(
          fact('设备 ID', '{{deviceId}}'),
          fact('故障信息', '{{errorMessage}}'),
          fact('错误代码', '{{errorCode}}', 'errorCode'),
          fact('时间', '{{formatDate occurredAt}}'),
        ),
        paragraph('您可以在控制台重启设备。如果问题仍然存在，请联系客服。'),
      ),
      smsText: `【云手机】您的云手机“${deviceNamed}”发生故障：{{errorMessage}}。请登录控制台查看。`,
    },
    'en-US': {
      title: 'A cloud phone has a fault',
      body: `The cloud phone “${deviceNamed}” reported a fault on {{formatDate occurredAt}}: {{errorMessage}}.`,
      emailHtml: mailPage(
        'en-US',
        'A cloud phone has a fault',
        paragraph(`The cloud phone “${deviceNamed}” reported a fault and may not be usable for now.`),
        facts(
          fact('Device ID', '{{deviceId}}'),
          fact('Fault', '{{errorMessage}}'),
          fact('Error code', '{{errorCode}}', 'errorCode'),
          fact('When', '{{formatDate occurredAt}}'),
        ),
        paragraph('You can restart it in the console. If the fault stays, please contact support.'),
      ),
      smsText: `[Cloud Phone] Your cloud phone “${deviceNamed}” has a fault: {{errorMessage}}. See the console for details.`,
    },
  },
};

export const deviceTemplates: ReadonlyArray<InitialTemplate> = [created, creationFailed, failed];
