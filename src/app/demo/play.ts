import type { Clock } from '../../domain/ports/clock';
import type { JsonObject } from '../../domain/shared/json';
import { initialTemplates } from '../../domain/template/initial/initial-templates';
import type { TokenOwner } from '../http/mint-token';
import { people } from './people';

type Asked = {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: JsonObject;
  /** An idempotency key. */
  readonly key?: string;
};

/** One call of the server's API; resolves with the body of the answer, undefined where it was refused. */
export type Ask = (as: TokenOwner, asked: Asked) => Promise<unknown>;

type Stage = { readonly ask: Ask; readonly clock: Clock; readonly signal: AbortSignal };

const platform: TokenOwner = { kind: 'service', id: 'platform' };
const admin: TokenOwner = { kind: 'user', id: 'admin', roles: ['admin'] };
const asUser = (userId: string): TokenOwner => ({ kind: 'user', id: userId, roles: ['user'] });

const BETWEEN_MILLIS = 700;
const LATER_MILLIS = 8_000;

/** A life in the order in which it happens; who it happens to goes round. */
const codes = [
  'user.registered',
  'device.created',
  'billing.payment_success',
  'user.password_reset',
  'device.error',
  'billing.low_balance',
  'app.installed',
  'user.login_failed',
];

/** The template's own samples, which is what previews are made of. */
const sampleData = (code: string): JsonObject => {
  const variables = initialTemplates.find((template) => template.code === code)?.content.variables ?? [];
  return Object.fromEntries(variables.map(({ name, sample }) => [name, sample])) as JsonObject;
};

const idOf = (answer: unknown): string | undefined => {
  const { id } = (answer ?? {}) as { readonly id?: unknown };
  return typeof id === 'string' ? id : undefined;
};

const greet = async ({ ask }: Stage): Promise<void> => {
  for (const { userId, contacts } of people)
    await ask(admin, { method: 'PUT', path: `/recipients/${userId}`, body: contacts });
};

const request = async ({ ask }: Stage, body: JsonObject, key?: string): Promise<string | undefined> =>
  idOf(await ask(platform, { method: 'POST', path: '/notifications', body, ...(key === undefined ? {} : { key }) }));

/** One notification of a kind; every other one is read. */
const notify = async (stage: Stage, code: string, turn: number): Promise<void> => {
  const { userId } = people[turn % people.length] ?? { userId: 'u-1' };
  const id = await request(stage, { userId, templateCode: code, data: sampleData(code) });
  await stage.clock.wait(BETWEEN_MILLIS, stage.signal);
  if (id === undefined || turn % 2 === 1) return;
  await stage.ask(asUser(userId), { method: 'PATCH', path: `/notifications/${id}/read` });
};

const scheduleTwo = async (stage: Stage): Promise<void> => {
  const sendAt = new Date(Date.parse(stage.clock.now()) + LATER_MILLIS).toISOString();
  const note = { userId: 'u-2', type: 'note', body: 'It was asked for before.', sendAt };
  await request(stage, { ...note, title: 'Later' });
  const never = await request(stage, { ...note, title: 'Never' });
  if (never !== undefined) await stage.ask(platform, { method: 'POST', path: `/notifications/${never}/cancel` });
};

const sendTwice = async (stage: Stage): Promise<void> => {
  const note = { userId: 'u-4', type: 'note', title: 'Once', body: 'Asked for twice with one key.' };
  const id = await request(stage, note, 'once');
  await request(stage, note, 'once');
  if (id !== undefined) await stage.ask(asUser('u-4'), { method: 'DELETE', path: `/notifications/${id}` });
};

/** Plays a life on a running server, a call every moment, until it is over or the signal aborts. */
export const play = async (stage: Stage): Promise<void> => {
  await greet(stage);
  await scheduleTwo(stage);
  for (const [turn, code] of codes.entries()) {
    if (stage.signal.aborted) return;
    await notify(stage, code, turn);
  }
  await sendTwice(stage);
  await stage.ask(asUser('u-2'), { method: 'POST', path: '/notifications/read-all' });
};
