import * as E from 'fp-ts/Either';
import type { CreateTemplate, TemplateCommand } from './commands';
import type { TemplateEvent } from './events';
import type { TemplateRejection } from './rejections';
import type { ExistingTemplate, TemplateState } from './state';

type Decision = E.Either<TemplateRejection, ReadonlyArray<TemplateEvent>>;
type Change = Exclude<TemplateCommand, CreateTemplate>;

const create = ({ code, locale, cause, content, active }: CreateTemplate, state: TemplateState): Decision => {
  const id = { code, locale, cause };
  if (state.status !== 'absent')
    return state.causes.has(cause) ? E.right([]) : E.left({ _tag: 'TemplateExists', code, locale });
  const created: TemplateEvent = { type: 'TemplateCreated', data: { ...id, version: 1, content } };
  return E.right(active ? [created, { type: 'TemplateActivated', data: id }] : [created]);
};

const change = (command: Change, { status, version }: ExistingTemplate): ReadonlyArray<TemplateEvent> => {
  const { code, locale, cause } = command;
  const data = { code, locale, cause };
  switch (command.type) {
    case 'ReviseTemplate':
      return [{ type: 'TemplateRevised', data: { ...data, version: version + 1, content: command.content } }];
    case 'ActivateTemplate':
      return status === 'active' ? [] : [{ type: 'TemplateActivated', data }];
    case 'DeactivateTemplate':
      return status === 'inactive' ? [] : [{ type: 'TemplateDeactivated', data }];
    case 'RetireTemplate':
      return [{ type: 'TemplateRetired', data }];
  }
};

/** The rules of a template in one locale. A command whose effect is already recorded is accepted with no events. */
export const decide = (command: TemplateCommand, state: TemplateState): Decision => {
  if (command.type === 'CreateTemplate') return create(command, state);
  const { code, locale, cause } = command;
  if (state.status === 'absent') return E.left({ _tag: 'TemplateNotFound', code, locale });
  if (state.causes.has(cause)) return E.right([]);
  if (state.status !== 'retired') return E.right(change(command, state));
  return command.type === 'RetireTemplate' ? E.right([]) : E.left({ _tag: 'TemplateIsRetired', code, locale });
};
