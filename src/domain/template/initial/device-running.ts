import { deviceNamed, deviceVariables } from './device-variables';
import type { InitialTemplate } from './initial-template';
import { fact, facts, linkButton, mailPage, paragraph } from './mail-page';
import { optional, required } from './variable';

const reason = optional('reason', 'string', 'stopped by its user');
const ran = [optional('duration', 'number', 7500), optional('durationText', 'string', '2 hours 5 minutes'), reason];

const started: InitialTemplate = {
  code: 'device.started',
  type: 'device.started',
  channels: ['websocket'],
  priority: 'P2',
  variables: [...deviceVariables, required('startedAt', 'instant', '2026-01-15T02:30:00.000Z'), ...ran],
  texts: {
    'zh-CN': {
      title: '云手机已启动',
      body: `云手机“${deviceNamed}”已于 {{formatDate startedAt}} 启动，可以开始使用了。`,
      emailHtml: null,
      smsText: null,
    },
    'en-US': {
      title: 'Cloud phone started',
      body: `The cloud phone “${deviceNamed}” started on {{formatDate startedAt}} and is ready to use.`,
      emailHtml: null,
      smsText: null,
    },
  },
};

const stopped: InitialTemplate = {
  code: 'device.stopped',
  type: 'device.stopped',
  channels: ['websocket'],
  priority: 'P2',
  variables: [...deviceVariables, required('stoppedAt', 'instant', '2026-01-15T02:30:00.000Z'), ...ran],
  texts: {
    'zh-CN': {
      title: '云手机已停止',
      body: `云手机“${deviceNamed}”已于 {{formatDate stoppedAt}} 停止{{#if durationText}}，本次运行 {{durationText}}{{/if}}{{#if reason}}。原因：{{reason}}{{/if}}。`,
      emailHtml: null,
      smsText: null,
    },
    'en-US': {
      title: 'Cloud phone stopped',
      body: `The cloud phone “${deviceNamed}” stopped on {{formatDate stoppedAt}}{{#if durationText}} after running for {{durationText}}{{/if}}{{#if reason}}. Reason: {{reason}}{{/if}}.`,
      emailHtml: null,
      smsText: null,
    },
  },
};

const connectionLost: InitialTemplate = {
  code: 'device.connection_lost',
  type: 'device.connection_lost',
  channels: ['websocket', 'email', 'push'],
  priority: 'P0',
  variables: [
    ...deviceVariables,
    required('lastSeenAt', 'instant', '2026-01-15T02:29:00.000Z'),
    required('lostAt', 'instant', '2026-01-15T02:30:00.000Z'),
  ],
  texts: {
    'zh-CN': {
      title: '云手机连接中断',
      body: `云手机“${deviceNamed}”于 {{formatDate lostAt}} 断开连接，最后在线时间为 {{formatDate lastSeenAt}}。`,
      emailHtml: mailPage(
        'zh-CN',
        '云手机连接中断',
        paragraph(`我们与云手机“${deviceNamed}”失去了连接，它可能暂时无法使用。`),
        facts(
          fact('设备 ID', '{{deviceId}}'),
          fact('类型', '{{providerName}}', 'providerName'),
          fact('最后在线', '{{formatDate lastSeenAt}}'),
          fact('断开时间', '{{formatDate lostAt}}'),
        ),
        linkButton('查看设备'),
        paragraph('连接通常会自动恢复。如果长时间没有恢复，请在控制台重启设备或联系客服。'),
      ),
      smsText: null,
    },
    'en-US': {
      title: 'Connection to a cloud phone lost',
      body: `The connection to the cloud phone “${deviceNamed}” was lost on {{formatDate lostAt}}. It was last seen on {{formatDate lastSeenAt}}.`,
      emailHtml: mailPage(
        'en-US',
        'Connection to a cloud phone lost',
        paragraph(`We lost the connection to the cloud phone “${deviceNamed}”. It may not be usable for now.`),
        facts(
          fact('Device ID', '{{deviceId}}'),
          fact('Kind', '{{providerName}}', 'providerName'),
          fact('Last seen', '{{formatDate lastSeenAt}}'),
          fact('Lost', '{{formatDate lostAt}}'),
        ),
        linkButton('See the device'),
        paragraph(
          'Connections usually come back by themselves. If this one stays away, restart the device in the console or contact support.',
        ),
      ),
      smsText: null,
    },
  },
};

const deleted: InitialTemplate = {
  code: 'device.deleted',
  type: 'device.deleted',
  channels: ['websocket', 'email'],
  priority: 'P2',
  variables: [...deviceVariables, required('deletedAt', 'instant', '2026-01-15T02:30:00.000Z'), reason],
  texts: {
    'zh-CN': {
      title: '云手机已删除',
      body: `云手机“${deviceNamed}”已于 {{formatDate deletedAt}} 删除{{#if reason}}。原因：{{reason}}{{/if}}。`,
      emailHtml: mailPage(
        'zh-CN',
        '云手机已删除',
        paragraph(`云手机“${deviceNamed}”已删除，其中的数据无法恢复。`),
        facts(
          fact('设备 ID', '{{deviceId}}'),
          fact('类型', '{{providerName}}', 'providerName'),
          fact('原因', '{{reason}}', 'reason'),
          fact('删除时间', '{{formatDate deletedAt}}'),
        ),
        paragraph('如果这不是您本人的操作，请尽快联系客服。'),
      ),
      smsText: null,
    },
    'en-US': {
      title: 'Cloud phone deleted',
      body: `The cloud phone “${deviceNamed}” was deleted on {{formatDate deletedAt}}{{#if reason}}. Reason: {{reason}}{{/if}}.`,
      emailHtml: mailPage(
        'en-US',
        'Cloud phone deleted',
        paragraph(`The cloud phone “${deviceNamed}” was deleted. What was stored on it can't be restored.`),
        facts(
          fact('Device ID', '{{deviceId}}'),
          fact('Kind', '{{providerName}}', 'providerName'),
          fact('Reason', '{{reason}}', 'reason'),
          fact('Deleted', '{{formatDate deletedAt}}'),
        ),
        paragraph('If this was not you, please contact support as soon as you can.'),
      ),
      smsText: null,
    },
  },
};

/** A device's comings and goings. */
export const deviceRunningTemplates: ReadonlyArray<InitialTemplate> = [started, stopped, connectionLost, deleted];
