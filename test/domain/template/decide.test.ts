import { template } from '../../../src/domain/template';
import type { TemplateCommand } from '../../../src/domain/template/commands';
import type { TemplateContent, TemplateEvent } from '../../../src/domain/template/events';
import { specification } from '../../support/specification';
import { zhCN } from '../../support/vocabulary';

const { given } = specification(template);
const named = { code: 'app.installed', locale: zhCN };
const about = (cause: string) => ({ ...named, cause });
const content: TemplateContent = {
  type: 'app.installed',
  channels: ['websocket'],
  priority: 'P2',
  title: 'Installed',
  body: '{{appName}} is installed.',
  emailHtml: null,
  smsText: null,
  variables: [],
};
const create: TemplateCommand = { type: 'CreateTemplate', ...about('c-1'), content, active: true };
const created: TemplateEvent = { type: 'TemplateCreated', data: { ...about('c-1'), version: 1, content } };
const activated = (cause: string): TemplateEvent => ({ type: 'TemplateActivated', data: about(cause) });
const deactivated = (cause: string): TemplateEvent => ({ type: 'TemplateDeactivated', data: about(cause) });
const retired: TemplateEvent = { type: 'TemplateRetired', data: about('c-9') };
const revised = (cause: string, version: number): TemplateEvent => ({
  type: 'TemplateRevised',
  data: { ...about(cause), version, content },
});
const revise: TemplateCommand = { type: 'ReviseTemplate', ...about('c-2'), content };
const activate: TemplateCommand = { type: 'ActivateTemplate', ...about('c-3') };
const deactivate: TemplateCommand = { type: 'DeactivateTemplate', ...about('c-4') };
const retire: TemplateCommand = { type: 'RetireTemplate', ...about('c-5') };

describe('a new template', () => {
  it('is created, and in use at once where that is asked', () => {
    given().when(create).then(created, activated('c-1'));
    given()
      .when({ ...create, active: false })
      .then(created);
  });

  it('is created once for its cause', () => {
    given(created, activated('c-1')).when(create).thenNothing();
  });

  it('exists already where another cause created it, even if it was retired since', () => {
    const exists = { _tag: 'TemplateExists', ...named } as const;
    given(created)
      .when({ ...create, cause: 'c-2' })
      .thenRejected(exists);
    given(created, retired)
      .when({ ...create, cause: 'c-2' })
      .thenRejected(exists);
  });
});

describe('a template', () => {
  it('gets a new version by each revision, once for its cause', () => {
    given(created).when(revise).then(revised('c-2', 2));
    given(created, revised('c-0', 2)).when(revise).then(revised('c-2', 3));
    given(created, revised('c-2', 2)).when(revise).thenNothing();
  });

  it('is switched on and off', () => {
    given(created).when(activate).then(activated('c-3'));
    given(created, activated('c-1')).when(activate).thenNothing();
    given(created, activated('c-1')).when(deactivate).then(deactivated('c-4'));
    given(created).when(deactivate).thenNothing();
  });

  it('is not switched back by a command that comes again', () => {
    given(created, activated('c-3'), deactivated('c-4')).when(activate).thenNothing();
  });

  it('is retired for good', () => {
    const isRetired = { _tag: 'TemplateIsRetired', ...named } as const;
    given(created)
      .when(retire)
      .then({ type: 'TemplateRetired', data: about('c-5') });
    given(created, retired).when(retire).thenNothing();
    for (const command of [revise, activate, deactivate]) given(created, retired).when(command).thenRejected(isRetired);
  });
});

it('knows nothing of a template that was never created', () => {
  for (const command of [revise, activate, deactivate, retire])
    given()
      .when(command)
      .thenRejected({ _tag: 'TemplateNotFound', ...named });
});
