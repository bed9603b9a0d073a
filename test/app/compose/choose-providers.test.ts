import { chooseProviders } from '../../../src/app/compose/choose-providers';
import { decodeConfig } from '../../../src/app/compose/config';
import { scriptedProvider } from '../../support/delivering';
import { right } from '../../support/right';

const outbox = scriptedProvider(true, 'outbox');
const given = scriptedProvider(true, 'given');

const namesFor = (environment: Readonly<Record<string, string>>, over: object = {}) => {
  const config = right(decodeConfig(environment));
  const chosen = chooseProviders(config, { email: outbox, sms: outbox, push: outbox }, over);
  return Object.fromEntries(Object.entries(chosen).map(([channel, list]) => [channel, list.map(({ name }) => name)]));
};

it('sends to the outbox where nothing is configured', () => {
  expect(namesFor({})).toStrictEqual({ email: ['outbox'], sms: ['outbox'], push: ['outbox'] });
});

it('sends by what is configured, in its order, and never to the outbox instead', () => {
  const configured = namesFor({ SMTP_URL: 'smtp://mail.test', SMS_URL: 'https://a.test,https://b.test' });
  expect(configured).toStrictEqual({ email: ['smtp'], sms: ['sms:a.test', 'sms:b.test'], push: ['outbox'] });
});

it('sends by what is handed in before anything else', () => {
  expect(namesFor({ SMTP_URL: 'smtp://mail.test' }, { email: [given] })['email']).toStrictEqual(['given']);
});
