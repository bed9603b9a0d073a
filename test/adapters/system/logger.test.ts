import { Writable } from 'node:stream';
import { createLogger } from '../../../src/adapters/system/logger';

const lines: Array<string> = [];
const destination = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    lines.push(chunk.toString('utf8'));
    done();
  },
});
const logger = createLogger({ level: 'info', pretty: false, destination });
const lastLine = (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>;
beforeEach(() => {
  lines.length = 0;
});

it('writes a line of JSON with its fields', () => {
  logger.warn('a delivery was put off', { deliveryId: 'n-1.email', attempts: 2, lasting: false, next: null });
  expect(lastLine()).toMatchObject({
    level: 40,
    msg: 'a delivery was put off',
    deliveryId: 'n-1.email',
    attempts: 2,
    lasting: false,
    next: null,
  });
  expect(lastLine()['time']).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
});

it('writes nothing below its level', () => {
  logger.debug('too much');
  expect(lines).toStrictEqual([]);
});

it.each(['email', 'userEmail', 'phone', 'to', 'authorization', 'resetToken', 'password', 'title', 'body'])(
  'masks the field %s',
  (name) => {
    logger.info('said', { [name]: 'something' });
    expect(lastLine()[name]).toBe('[masked]');
  },
);

it.each([
  ['550 no such user <u-1@example.org>', '550 no such user <[address]>'],
  ['sent to +8613800000000 at once', 'sent to [number] at once'],
  ['Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1In0.c2ln', 'Bearer [token]'],
  ['n-1.email', 'n-1.email'],
])('masks what looks personal in %j', (said, masked) => {
  logger.info('said', { detail: said });
  expect(lastLine()['detail']).toBe(masked);
});
