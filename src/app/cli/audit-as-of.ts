import { Command, InvalidArgumentError } from 'commander';
import * as E from 'fp-ts/Either';
import { NotificationId, UserId } from '../../domain/shared/codecs';
import { pastInbox } from '../audit/past-inbox';
import { clock } from '../compose/clock';
import type { Reading } from '../compose/open-for-reading';
import type { AppFailure } from '../failure';
import { allProjections } from '../../projections/all-projections';
import { readPartitions } from '../partitions/read-partitions';
import type { DeliveryView, Moment, PastItem } from '../queries';
import { complain } from './complain';
import { EXIT } from './exit';
import { givenInstant } from './given';
import { tableOf } from './table-of';
import { withReading } from './with-reading';
import { writeLines } from './write-lines';

type Options = {
  readonly user: UserId;
  readonly at: Moment;
  readonly notification?: NotificationId;
  readonly json?: true;
};
type Past = E.Either<AppFailure, PastItem>;

/** A table is for reading: whoever wants them all takes them one a line. */
const TABLE_ROWS = 500;
const head = ['notification', 'type', 'title', 'created', 'status', 'read', 'deliveries'];

const givenMoment = (text: string): Moment =>
  /^\d{1,19}$/.test(text) ? { kind: 'position', position: BigInt(text) } : { kind: 'time', at: givenInstant(text) };

const givenUser = (text: string): UserId => {
  if (!UserId.is(text)) throw new InvalidArgumentError('It is the id of a user.');
  return text;
};
const givenNotification = (text: string): NotificationId => {
  if (!NotificationId.is(text)) throw new InvalidArgumentError('It is the id of a notification.');
  return text;
};

const deliveryWords = ({ channel, status, attempts, why }: DeliveryView): string => {
  const tries = attempts.length === 0 ? '' : ` (${attempts.length}${why === null ? '' : `, ${why}`})`;
  return `${channel} ${status}${tries}`;
};

const cells = ({ id, type, title, createdAt, status, readAt, deliveries }: PastItem): ReadonlyArray<string> => [
  id,
  type,
  (title ?? '(erased)').replace(/\p{Cc}+/gu, ' '),
  createdAt,
  status,
  readAt ?? '',
  deliveries.map(deliveryWords).join(', '),
];

const cannotGoOn = ({ _tag }: AppFailure): number => complain(`It could not be read on (${_tag}): try again.`);

const printTable = async (past: AsyncIterable<Past>): Promise<number> => {
  const rows: Array<ReadonlyArray<string>> = [];
  for await (const one of past) {
    if (E.isLeft(one)) return cannotGoOn(one.left);
    if (rows.length === TABLE_ROWS) break;
    rows.push(cells(one.right));
  }
  const note = rows.length === TABLE_ROWS ? `\nThe first ${TABLE_ROWS}; --json lists them all.` : '';
  process.stdout.write(rows.length === 0 ? 'Nothing stood there.\n' : `${tableOf(head, rows)}${note}\n`);
  return EXIT.ok;
};

const printLines = async (past: AsyncIterable<Past>): Promise<number> => {
  let status: number = EXIT.ok;
  const lines = async function* (): AsyncGenerator<string> {
    for await (const one of past) {
      if (E.isRight(one)) yield JSON.stringify(one.right);
      else status = cannotGoOn(one.left);
    }
  };
  await writeLines(lines());
  return status;
};

const show =
  ({ user, at, notification, json }: Options) =>
  async ({ journal, vault, openViews }: Reading): Promise<number> => {
    const opened = await openViews();
    try {
      const views = E.isRight(opened) ? readPartitions(opened.right.views, allProjections) : undefined;
      const asked = { userId: user, moment: at, notificationId: notification };
      const past = pastInbox({ journal, vault, views }, asked, clock);
      return await (json ? printLines(past) : printTable(past));
    } finally {
      if (E.isRight(opened)) await opened.right.close();
    }
  };

export const auditAsOfCommand = (): Command =>
  new Command('as-of')
    .description("a user's inbox and its deliveries as they stood at a time or a position")
    .requiredOption('--user <id>', 'whose', givenUser)
    .requiredOption('--at <when>', 'an instant, a day, or a position of the ledger; itself included', givenMoment)
    .option('--notification <id>', 'this one alone, wherever it stood', givenNotification)
    .option('--json', 'a notification a line')
    .action(async (options: Options) => {
      process.exitCode = await withReading(show(options));
    });
