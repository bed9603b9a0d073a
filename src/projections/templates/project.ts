import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { Instant } from '../../domain/shared/codecs';
import type { Change } from '../../domain/shared/view';
import type { TemplateEvent } from '../../domain/template/events';
import { existingRow } from '../decode-row';
import type { Folded, Projection, Rows } from '../projection';
import { putRow } from '../put-row';
import { activeIndex, templateKey, TemplateRow, templatesView, versionKey, versionValue } from './row';

type Versioned = Extract<TemplateEvent, { readonly type: 'TemplateCreated' | 'TemplateRevised' }>;
type Turned = Exclude<TemplateEvent, Versioned>;

const put = (row: TemplateRow): Change =>
  putRow(templateKey(row), row, row.active ? [{ index: activeIndex(row.code), sort: row.locale }] : []);

const putVersion = ({ data: { code, locale, version, content } }: Versioned, at: Instant): Change =>
  putRow(versionKey({ code, locale, version }), versionValue({ code, locale, version, createdAt: at, content }), []);

const created = (event: Versioned, at: Instant): Folded => {
  const { code, locale, version } = event.data;
  const row = { code, locale, latest: version, active: false, retiredAt: null, createdAt: at, updatedAt: at };
  return E.right([put(row), putVersion(event, at)]);
};

const turned = (event: Turned, at: Instant): Pick<TemplateRow, 'active' | 'retiredAt'> => {
  switch (event.type) {
    case 'TemplateActivated':
      return { active: true, retiredAt: null };
    case 'TemplateDeactivated':
      return { active: false, retiredAt: null };
    case 'TemplateRetired':
      return { active: false, retiredAt: at };
  }
};

const changed = (event: Turned | Versioned, at: Instant, rows: Rows): Folded =>
  pipe(
    existingRow(TemplateRow, rows, templateKey(event.data)),
    E.map((row) =>
      event.type === 'TemplateCreated' || event.type === 'TemplateRevised'
        ? [put({ ...row, latest: event.data.version, updatedAt: at }), putVersion(event, at)]
        : [put({ ...row, ...turned(event, at), updatedAt: at })],
    ),
  );

/** Every template with all its versions; created inactive. */
export const templates: Projection = {
  ...templatesView,
  handles: ['TemplateCreated', 'TemplateRevised', 'TemplateActivated', 'TemplateDeactivated', 'TemplateRetired'],
  needs: ({ event: { type, data } }) =>
    type !== 'TemplateCreated' && 'locale' in data && 'code' in data ? [templateKey(data)] : [],
  apply: ({ event, at }, rows) => {
    switch (event.type) {
      case 'TemplateCreated':
        return created(event, at);
      case 'TemplateRevised':
      case 'TemplateActivated':
      case 'TemplateDeactivated':
      case 'TemplateRetired':
        return changed(event, at, rows);
      default:
        return E.right([]);
    }
  },
};
