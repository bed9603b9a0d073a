import { Command } from 'commander';
import * as E from 'fp-ts/Either';
import type { Instant } from '../../domain/shared/codecs';
import type { JsonObject } from '../../domain/shared/json';
import type { ServerAccess } from '../compose/find-server';
import { callServer } from './call-server';
import { colours } from './colours';
import { complain } from './complain';
import { EXIT } from './exit';
import { givenInstant, givenList, givenObject } from './given';
import { withServer } from './with-server';

type Options = {
  readonly user: string;
  readonly template?: string;
  readonly type?: string;
  readonly title?: string;
  readonly body?: string;
  readonly data?: JsonObject;
  readonly channels?: ReadonlyArray<string>;
  readonly priority?: string;
  readonly locale?: string;
  readonly sendAt?: Instant;
  readonly expiresAt?: Instant;
  readonly key?: string;
  readonly json?: true;
};

const send =
  ({ user, template, key, json, ...content }: Options) =>
  async (server: ServerAccess): Promise<number> => {
    const answered = await callServer(server, {
      method: 'POST',
      path: '/notifications',
      body: { userId: user, ...(template === undefined ? {} : { templateCode: template }), ...content },
      ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
    });
    if (E.isLeft(answered)) return complain(answered.left);
    const { body, headers } = answered.right;
    const isReplayed = headers.get('idempotent-replayed') === 'true';
    process.stdout.write(`${JSON.stringify(body, null, json ? 0 : 2)}\n`);
    if (isReplayed && !json)
      process.stdout.write(colours.dim('This key was used for it before: nothing was sent again.\n'));
    return EXIT.ok;
  };

export const sendCommand = (): Command =>
  new Command('send')
    .requiredOption('--user <id>', 'who is notified')
    .option('--template <code>', 'the template that says it …')
    .option('--type <type>', '… or its type,')
    .option('--title <text>', 'title')
    .option('--body <text>', 'and body')
    .option('--data <json>', 'the variables, as a JSON object', givenObject)
    .option('--channels <list>', 'websocket, email, sms, push, with commas between', givenList)
    .option('--priority <priority>', 'urgent, high, medium, low, or P0 to P3')
    .option('--locale <tag>', 'such as zh-CN or en-US')
    .option('--send-at <instant>', 'not before', givenInstant)
    .option('--expires-at <instant>', 'not from then on', givenInstant)
    .option('--key <key>', 'an idempotency key: the same again sends nothing twice')
    .option('--json', 'the answer in one line')
    .action(async (options: Options) => {
      process.exitCode = await withServer(send(options));
    });
