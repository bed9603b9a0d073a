import type { InitialTemplate } from './initial-template';
import { fact, facts, mailPage, paragraph } from './mail-page';
import { optional, required } from './variable';

const task = [
  required('taskId', 'string', 'task-1'),
  required('taskName', 'string', 'Nightly backup'),
  required('taskType', 'string', 'backup'),
  optional('userId', 'string', 'u-1'),
];

const completed: InitialTemplate = {
  code: 'scheduler.task_completed',
  type: 'scheduler.task_completed',
  channels: ['websocket'],
  priority: 'P3',
  variables: [
    ...task,
    optional('resultText', 'string', '12 files saved'),
    required('completedAt', 'instant', '2026-01-15T02:30:00.000Z'),
  ],
  texts: {
    'zh-CN': {
      title: '任务已完成',
      body: '任务“{{taskName}}”已于 {{formatDate completedAt}} 完成。{{#if resultText}}结果：{{resultText}}{{/if}}',
      emailHtml: null,
      smsText: null,
    },
    'en-US': {
      title: 'Task completed',
      body: 'The task “{{taskName}}” was completed on {{formatDate completedAt}}.{{#if resultText}} Result: {{resultText}}{{/if}}',
      emailHtml: null,
      smsText: null,
    },
  },
};

const failed: InitialTemplate = {
  code: 'scheduler.task_failed',
  type: 'scheduler.task_failed',
  channels: ['websocket', 'email'],
  priority: 'P3',
  variables: [
    ...task,
    optional('username', 'string', 'lin'),
    required('error', 'string', 'the target does not answer'),
    required('failedAt', 'instant', '2026-01-15T02:30:00.000Z'),
  ],
  texts: {
    'zh-CN': {
      title: '任务执行失败',
      body: '任务“{{taskName}}”于 {{formatDate failedAt}} 执行失败：{{error}}',
      emailHtml: mailPage(
        'zh-CN',
        '任务执行失败',
        paragraph('任务“{{taskName}}”没有执行成功。'),
        facts(
          fact('任务 ID', '{{taskId}}'),
          fact('任务类型', '{{taskType}}'),
          fact('原因', '{{error}}'),
          fact('时间', '{{formatDate failedAt}}'),
        ),
        paragraph('请检查任务的设置后重新执行。'),
      ),
      smsText: null,
    },
    'en-US': {
      title: 'Task failed',
      body: 'The task “{{taskName}}” failed on {{formatDate failedAt}}: {{error}}',
      emailHtml: mailPage(
        'en-US',
        'Task failed',
        paragraph('The task “{{taskName}}” did not succeed.'),
        facts(
          fact('Task ID', '{{taskId}}'),
          fact('Kind of task', '{{taskType}}'),
          fact('Reason', '{{error}}'),
          fact('When', '{{formatDate failedAt}}'),
        ),
        paragraph('Please check the settings of the task, then run it again.'),
      ),
      smsText: null,
    },
  },
};

export const schedulerTemplates: ReadonlyArray<InitialTemplate> = [completed, failed];
