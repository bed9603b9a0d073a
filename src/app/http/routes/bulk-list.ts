import * as E from 'fp-ts/Either';
import type { Json } from '../../../domain/shared/json';
import type { BulkAsk, BulkList, GivenRecipient, ListedEntry } from '../../bulk/bulk-request';
import { decodeInput } from '../decode-input';
import type { HttpFailure } from '../http-failure';
import type { Upload } from '../route';
import { type JsonLine, jsonLinesOf } from '../upload/lines-of';
import { type BulkBody, BulkRecipient, BulkTerms } from './bulk-body';

const ENTRIES_AT_ONCE = 128;

const given = ({ userId, data, locale }: BulkRecipient): GivenRecipient => ({ userId, data, locale });

export const askOf = ({ templateCode, data, channels, priority, sendAt }: BulkTerms): BulkAsk => ({
  templateCode,
  data: data ?? {},
  channels,
  priority,
  sendAt,
});

/** What all share stands in one place: what is wrong with it is told once. */
const entriesOf = (body: BulkBody, from: number): ReadonlyArray<ListedEntry> => {
  const to = from + ENTRIES_AT_ONCE;
  if ('userIds' in body)
    return body.userIds.slice(from, to).map((userId) => ({
      at: { path: '' },
      raw: userId,
      given: E.right({ userId, data: undefined, locale: undefined }),
    }));
  return body.recipients.slice(from, to).map((recipient, index) => ({
    at: { path: `/recipients/${String(from + index)}` },
    raw: recipient,
    given: E.right(given(recipient)),
  }));
};

/** The recipients of a body that is in memory, by their JSON pointers. */
export const listOfBody = async function* (body: BulkBody): BulkList<never> {
  for (let from = 0; ; from += ENTRIES_AT_ONCE) {
    const entries = entriesOf(body, from);
    if (entries.length === 0) return;
    yield E.right(entries);
  }
} satisfies (body: BulkBody) => BulkList<never>;

const decode = decodeInput(BulkRecipient);

const entryOf = ({ line, value, fault }: JsonLine): ListedEntry => {
  const at = { path: '', line };
  if (fault !== undefined) return { at, raw: null, given: E.left([fault]) };
  const decoded = decode(value);
  return { at, raw: value as Json, given: E.isLeft(decoded) ? decoded : E.right(given(decoded.right)) };
};

export type BulkUpload = { readonly ask: BulkAsk; readonly list: BulkList<HttpFailure> };

const noTerms: E.Either<HttpFailure, never> = E.left({
  _tag: 'MalformedRequest',
  detail: 'The first line says what is asked for.',
});

const termsIn = ({ line, value, fault }: JsonLine): E.Either<HttpFailure, BulkTerms> => {
  const terms = fault === undefined ? decodeInput(BulkTerms)(value) : E.left([fault]);
  return E.isRight(terms)
    ? terms
    : E.left({ _tag: 'InvalidInput', errors: terms.left.map((error) => ({ ...error, line })) });
};

/** An upload once its first line has come; the recipients are its other lines, by their numbers. */
export const openUpload = async (upload: Upload): Promise<E.Either<HttpFailure, BulkUpload>> => {
  const pages = jsonLinesOf(upload);
  const { value: first } = await pages.next();
  if (first === undefined) return noTerms;
  if (E.isLeft(first)) return first;
  const [head, ...others] = first.right;
  const terms = head === undefined ? noTerms : termsIn(head);
  if (E.isLeft(terms)) return terms;
  const list = async function* (): BulkList<HttpFailure> {
    yield E.right(others.map(entryOf));
    for await (const page of pages) yield E.isLeft(page) ? page : E.right(page.right.map(entryOf));
  } satisfies () => BulkList<HttpFailure>;
  return E.right({ ask: askOf(terms.right), list: list() });
};
