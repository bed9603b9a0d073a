import * as E from 'fp-ts/Either';
import { inboundStream } from '../../domain/inbound/inbound-stream';
import { notificationIdFor } from '../../domain/platform/identity';
import type { Plan } from '../../domain/platform/plan';
import type { NotificationId, UserId } from '../../domain/shared/codecs';
import { errorCode } from '../../domain/shared/error-code';
import type { ActiveTemplate } from '../../projections/templates/questions';
import type { Composed, Reader } from '../commands/compose-notification';
import { knownLocale } from '../commands/known-locale';
import { openAllContacts } from '../commands/open-contacts';
import { readHistory } from '../commands/read-history';
import { readerFrom } from '../commands/reader-of';
import { requestEventId, sealRequests } from '../commands/seal-request';
import { toNewEvent } from '../commands/to-new-events';
import type { Arrival } from './arrival';
import type { IntakeDeps } from './intake-deps';
import { aboutOf, type Addressed, addressed, composeNotice, noticeCause, requestFor, withContacts } from './notice';
import { type Setback, setbackOf } from './setback';

type Planned = { readonly arrival: Arrival; readonly plan: Plan };
/** `alone`: it is not what most are; it is to be carried out by itself. */
type Outcome = 'stored' | 'alone' | Setback;
/** One of the group: where it stands there, and what is known of it so far. */
type Open = { readonly place: number; readonly to: Addressed };
type Read = Open & { readonly reader: Reader };
type Said = Read & { readonly said: Composed };

/** A notice to one user that nothing holds back, of an event that tells the directory nothing. */
const plain = ({ writer }: IntakeDeps, planned: ReadonlyArray<Planned>): ReadonlyArray<Open> =>
  planned.flatMap(({ arrival, plan }, place) => {
    if (plan.kind !== 'notify' || plan.recipients.kind !== 'user') return [];
    if (plan.admission !== null || plan.directory !== null) return [];
    const id = notificationIdFor(writer.namespace, arrival.identity) as NotificationId;
    return [{ place, to: addressed({ arrival, plan, userId: plan.recipients.userId, id }) }];
  });

/** Those of whose identity nothing was recorded or parked before. */
const unrecorded = async ({ journal }: IntakeDeps, open: ReadonlyArray<Open>): Promise<ReadonlyArray<Open>> => {
  const histories = await Promise.all(
    open.map(async ({ to }) => readHistory(journal, inboundStream(to.arrival.identity), { limit: 1 })()),
  );
  return open.filter((_, index) => {
    const history = histories[index];
    return history !== undefined && E.isRight(history) && history.right.length === 0;
  });
};

/** Those whose recipient was not erased, with how that person reads. */
const withReaders = async (
  { directory, vault }: IntakeDeps,
  open: ReadonlyArray<Open>,
): Promise<ReadonlyArray<Read>> => {
  const rows = await directory.recipientRows([...new Set(open.map(({ to }) => to.userId))])();
  if (E.isLeft(rows)) return [];
  const erased = new Set(rows.right.value.filter(({ erasedAt }) => erasedAt !== null).map(({ userId }) => userId));
  const living = rows.right.value.filter(({ erasedAt }) => erasedAt === null);
  const contacts = await openAllContacts(vault, living)();
  if (E.isLeft(contacts)) return [];
  const known = new Map<UserId, (typeof contacts.right)[number]>();
  living.forEach(({ userId }, index) => known.set(userId, contacts.right[index] ?? {}));
  return open.flatMap(({ place, to }) => {
    if (erased.has(to.userId)) return [];
    const { locale } = to.contacts;
    const reader = readerFrom(known.get(to.userId) ?? {}, locale === undefined ? undefined : knownLocale(locale));
    return [{ place, to, reader }];
  });
};

const nameOf = ({ to, reader }: Read): string => JSON.stringify([to.plan.notice.template, reader.locale]);

/** Those that could be said, as their readers will see them. */
const composed = async ({ templates, engine }: IntakeDeps, read: ReadonlyArray<Read>): Promise<ReadonlyArray<Said>> => {
  const found = new Map<string, ActiveTemplate | undefined>();
  for (const one of read) {
    if (found.has(nameOf(one))) continue;
    const answer = await templates.activeTemplate(one.to.plan.notice.template, one.reader.locale)();
    found.set(nameOf(one), E.isRight(answer) ? answer.right.value : undefined);
  }
  return read.flatMap((one) => {
    const template = found.get(nameOf(one));
    if (template === undefined) return [];
    const said = composeNotice(engine, one.to, template, one.reader);
    return E.isRight(said) ? [{ ...one, said: withContacts(one.to, said.right) }] : [];
  });
};

/** Sealed and stored, all in one turn, so that they share a commit of the journal. */
const store = async (deps: IntakeDeps, all: ReadonlyArray<Said>): Promise<ReadonlyArray<Outcome>> => {
  const { writer } = deps;
  const toSeal = all.map(({ to, said }) => {
    const about = aboutOf(to);
    return { about, eventId: requestEventId(writer, about), composed: said };
  });
  const sealed = await sealRequests(deps)(toSeal)();
  if (E.isLeft(sealed)) return all.map(() => 'alone');
  return Promise.all(
    all.map(async ({ to, reader, said }, index): Promise<Outcome> => {
      const [parts, own] = [sealed.right[index], toSeal[index]];
      if (parts === undefined || own === undefined) return 'alone';
      const event = { type: 'NotificationRequested', data: requestFor(to, reader, said, parts) } as const;
      const events = [toNewEvent(event, noticeCause(to.arrival), own.eventId)];
      const appended = await writer.append({ stream: own.about.stream, expected: 'no-stream', events })();
      if (E.isRight(appended)) return 'stored';
      return appended.left._tag === 'JournalUnavailable' ? setbackOf(appended.left) : 'alone';
    }),
  );
};

const notify = async (deps: IntakeDeps, planned: ReadonlyArray<Planned>): Promise<ReadonlyArray<Outcome>> => {
  const outcomes: Array<Outcome> = planned.map(() => 'alone');
  const open = await unrecorded(deps, plain(deps, planned));
  if (open.length === 0) return outcomes;
  const said = await composed(deps, await withReaders(deps, open));
  const stored = await store(deps, said);
  said.forEach(({ place }, index) => {
    outcomes[place] = stored[index] ?? 'alone';
  });
  return outcomes;
};

/**
 * Requests the notices of many messages at once, as `notifyUser` does for one: each look-up once for all, and one commit.
 * Whatever is not as it mostly is (a repeat, a conflict, an erased recipient, a template that is not there) is left `alone`
 * for `carryOut`, which begins from the start and finds what stands already. It never rejects.
 */
export const notifyTogether =
  (deps: IntakeDeps) =>
  async (planned: ReadonlyArray<Planned>): Promise<ReadonlyArray<Outcome>> => {
    try {
      return await notify(deps, planned);
    } catch (defect) {
      deps.logger.error('handling messages together failed by a defect', { error: errorCode(defect) });
      return planned.map(() => 'alone');
    }
  };
