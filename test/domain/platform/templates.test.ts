import type { PlatformEvent } from '../../../src/domain/platform/platform-event';
import { platformEvents } from '../../../src/domain/platform/platform-events';
import { variablesOf } from '../../../src/domain/platform/variables';
import { initialTemplates } from '../../../src/domain/template/initial/initial-templates';
import { checkVariables } from '../../../src/domain/template/variables';
import { arrived } from '../../support/scene';
import { eventsWithTemplates } from '../../support/seeded-templates';

/** Who it is about, how to reach them, and an answer that may be anything: a template has no use for these. */
const neverShown = ['userId', 'email', 'phone', 'locale', 'timezone', 'result'];

const nothingMore = ({ fields }: PlatformEvent) =>
  Object.fromEntries(Object.keys(fields.optional).map((name) => [name, null]));

describe.each(eventsWithTemplates)('%s', (eventType, event, templates) => {
  it('has a template in Chinese and in English', () => {
    expect(templates.map(({ locale }) => locale)).toStrictEqual(['zh-CN', 'en-US']);
  });

  it('goes by the channels and the priority of its template', () => {
    for (const { content } of templates) {
      expect(content).toMatchObject({ channels: event.notice?.channels, priority: event.notice?.priority });
    }
  });

  it('has its fields declared by its template', () => {
    const fields = [...Object.keys(event.fields.required), ...Object.keys(event.fields.optional)];
    for (const { content } of templates) {
      const declared = content.variables.map(({ name }) => name);
      expect(fields.filter((name) => ![...declared, ...neverShown].includes(name))).toStrictEqual([]);
    }
  });

  it('gives its template what it needs, also where it says no more than it must', () => {
    for (const message of [arrived(eventType), arrived(eventType, nothingMore(event))]) {
      for (const { content, locale } of templates) {
        const variables = variablesOf(message, content, { locale, siteOrigin: 'https://console.example.com' });
        expect(checkVariables(content, variables)).toStrictEqual([]);
      }
    }
  });
});

it('every template of the first start is for an event of the platform', () => {
  const told = platformEvents.flatMap(({ notice }) => (notice === null ? [] : [notice.template]));
  expect([...new Set(initialTemplates.map(({ code }) => code))].sort()).toStrictEqual(told.sort());
});
