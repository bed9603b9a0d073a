import type { TemplateEvent } from './events';
import type { ExistingTemplate, TemplateState } from './state';

const changed = (state: ExistingTemplate, event: TemplateEvent): ExistingTemplate => {
  switch (event.type) {
    case 'TemplateCreated':
    case 'TemplateRevised':
      return { ...state, version: event.data.version };
    case 'TemplateActivated':
      return { ...state, status: 'active' };
    case 'TemplateDeactivated':
      return { ...state, status: 'inactive' };
    case 'TemplateRetired':
      return { ...state, status: 'retired' };
  }
};

export const evolve = (state: TemplateState, event: TemplateEvent): TemplateState => {
  const before: ExistingTemplate =
    state.status === 'absent' ? { status: 'inactive', version: 0, causes: new Set() } : state;
  return changed({ ...before, causes: new Set([...before.causes, event.data.cause]) }, event);
};
