import type { PlatformMessage } from '../../../src/domain/platform/message';
import { type Reader, variablesOf } from '../../../src/domain/platform/variables';
import { optional } from '../../../src/domain/template/initial/variable';
import { arrived } from '../../support/scene';
import { at, enUS, zhCN } from '../../support/vocabulary';

const reader: Reader = { locale: zhCN, siteOrigin: undefined };
const variables = (message: PlatformMessage, names: ReadonlyArray<string>, to: Partial<Reader> = {}) =>
  variablesOf(message, { variables: names.map((name) => optional(name, 'string', '')) }, { ...reader, ...to });

it('are the fields of the event under the names of the contract', () => {
  const message = arrived('app.crashed', { appId: null, application_id: 'app-7' });
  expect(variables(message, ['appId', 'crashedAt', 'nothing'])).toStrictEqual({ appId: 'app-7', crashedAt: at(0) });
});

it('are only those that the template declares', () => {
  expect(variables(arrived('user.password_reset_requested'), ['expiresAt'])).toStrictEqual({ expiresAt: at(3600) });
});

it('do not reach what every object has', () => {
  expect(variables(arrived('app.crashed'), ['constructor', '__proto__'])).toStrictEqual({});
});

it('name things in the language of their reader, or as they came', () => {
  const names = ['providerName', 'durationText'];
  const stopped = arrived('device.stopped', { provider_type: null, duration: 7500 });
  const unknown = arrived('device.stopped', { providerType: 'Toaster', duration: -1 });
  expect(variables(stopped, names)).toStrictEqual({ providerName: '容器云手机', durationText: '2 小时 5 分钟' });
  expect(variables(stopped, names, { locale: enUS })).toStrictEqual({
    providerName: 'Container cloud phone',
    durationText: '2 hours 5 minutes',
  });
  expect(variables(unknown, names)).toStrictEqual({ providerName: 'Toaster' });
});

it('hold a link where the site is known', () => {
  const message = arrived('device.error', { deviceId: 'd/1' });
  const siteOrigin = 'https://console.example.com';
  expect(variables(message, ['link'])).toStrictEqual({});
  expect(variables(message, ['link'], { siteOrigin })).toStrictEqual({ link: `${siteOrigin}/devices/d%2F1` });
});

it('are kept short enough to be stored', () => {
  const { errorMessage } = variables(arrived('device.error', { errorMessage: 'x'.repeat(100_000) }), ['errorMessage']);
  expect(errorMessage).toBe(`${'x'.repeat(2000)}…`);
  const features = Array.from({ length: 1000 }, (_, i) => `feature ${i}`);
  expect(variables(arrived('system.update', { features }), ['features'])['features']).toHaveLength(50);
});
