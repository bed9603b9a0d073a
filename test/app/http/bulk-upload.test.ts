import { request as httpRequest } from 'node:http';
import * as E from 'fp-ts/Either';
import type { Bulk, BulkCall, BulkList } from '../../../src/app/bulk/bulk-request';
import { arriving } from '../../../src/app/http/upload/upload-of';
import { asService, withApi } from '../../support/http-api';
import { answer, reading, terms } from '../../support/reading-bulk';
import { right } from '../../support/right';
import { createTestClock } from '../../support/test-clock';
import { until } from '../../support/until';

const NDJSON = 'application/x-ndjson';

const lines = (...values: ReadonlyArray<unknown>): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

const upload = async (body: string | Buffer, bulk = reading()) => {
  const outcome = { status: 0, body: {} as Record<string, unknown>, headers: {} as Record<string, unknown> };
  await withApi({ bulk: bulk.bulk }, async (api) => {
    const response = await api
      .post('/notifications/bulk')
      .set('authorization', await asService())
      .set('content-type', NDJSON)
      .send(body);
    Object.assign(outcome, { status: response.status, body: response.body as unknown, headers: response.headers });
  });
  return { ...outcome, ...bulk };
};

describe('an upload of lines', () => {
  it('is read as it comes: what is asked for, then a recipient a line, by its number', async () => {
    const { status, calls, entries } = await upload(
      `${lines(terms)}\n${lines({ userId: 'u-1' })}  \r\n{"userId":"u-2","data":{"n":1}}`,
    );
    expect(status).toBe(202);
    expect(calls[0]?.ask.templateCode).toBe('system.maintenance');
    expect(entries.map(({ at, given }) => [at.line, right(given).userId])).toStrictEqual([
      [3, 'u-1'],
      [5, 'u-2'],
    ]);
  });

  it('may be far longer than a body', async () => {
    const many = Array.from({ length: 60_000 }, (_, index) => ({ userId: `user-with-a-long-name-${String(index)}` }));
    const { status, entries } = await upload(lines(terms, ...many));
    expect([status, entries.length]).toStrictEqual([202, 60_000]);
    expect(entries.at(-1)?.at).toStrictEqual({ path: '', line: 60_001 });
  });

  it('tells of each line what is wrong with it, and reads on', async () => {
    const { entries } = await upload(
      lines(
        terms,
        { userId: 7 },
        { user: 'u-1' },
        'u-2',
        { userId: 'u-3', data: { text: 'x'.repeat(17_000) } },
        {
          userId: 'u-4',
          data: { odd: '\ud800' },
        },
      ),
    );
    const faults = entries.map(({ given }) => (E.isLeft(given) ? given.left.map(({ path }) => path) : []));
    expect(faults).toStrictEqual([['/userId'], ['/user', '/userId'], [''], ['/data'], ['/data/odd']]);
  });

  it.each<[string, string | Buffer, number]>([
    ['a line that is no JSON', `${lines(terms, { userId: 'u-1' })}{"userId":\n${lines({ userId: 'u-2' })}`, 3],
    ['a line that is no UTF-8', Buffer.concat([Buffer.from(lines(terms)), Buffer.from([0x22, 0xff, 0x22])]), 2],
    ['a line without end', `${lines(terms)}${'x'.repeat(140_000)}`, 2],
    ['a first line that is no request', lines({ templateCode: 7 }), 1],
  ])('ends at %s', async (_name, body, line) => {
    const { status, body: problem } = await upload(body);
    expect(status).toBe(400);
    expect(problem['errors']).toMatchObject([{ line }]);
  });

  it('says what is asked for, or it is none', async () => {
    expect((await upload('\n\n')).status).toBe(400);
  });

  it('is taken uncompressed', async () => {
    await withApi({ bulk: reading().bulk }, async (api) => {
      const response = await api
        .post('/notifications/bulk')
        .set('authorization', await asService())
        .set('content-type', NDJSON)
        .set('content-encoding', 'gzip')
        .send(Buffer.from('x'));
      expect(response.status).toBe(415);
    });
  });

  it('is told as cut off to the use case when its sender goes away', async () => {
    const heard: Array<string> = [];
    const upload_: Bulk['upload'] =
      <F>(_call: BulkCall, list: BulkList<F>) =>
      async () => {
        heard.push('begun');
        for await (const page of list) {
          if (E.isRight(page)) continue;
          heard.push('cut off');
          return page;
        }
        return E.right({ value: answer, position: 9n, replayed: false });
      };
    await withApi({ bulk: { ...reading().bulk, upload: upload_ } }, async (_api, url) => {
      const headers = { authorization: await asService(), 'content-type': NDJSON };
      const sending = httpRequest(`${url}/notifications/bulk`, { method: 'POST', headers });
      sending.on('error', () => undefined);
      sending.write(lines(terms, ...Array.from({ length: 300 }, (_, index) => ({ userId: `u-${String(index)}` }))));
      await until('the use case has begun', () => heard.length > 0);
      sending.destroy();
      await until('it hears of the end', () => heard.length > 1);
    });
    expect(heard).toStrictEqual(['begun', 'cut off']);
  });

  it('is not waited for when nothing more of it comes', async () => {
    const silent = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a');
      await new Promise(() => undefined);
    };
    const clock = createTestClock();
    const came: Array<unknown> = [];
    const ended = (async () => {
      for await (const one of arriving(silent(), clock)) came.push(one);
    })();
    await clock.advance(29_999);
    expect(came).toStrictEqual([E.right(Buffer.from('a'))]);
    await clock.advance(1);
    await ended;
    expect(came).toStrictEqual([E.right(Buffer.from('a')), E.left({ _tag: 'UploadStalled' })]);
  });
});
