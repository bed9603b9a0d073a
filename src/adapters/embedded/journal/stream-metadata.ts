import { type JsonMember, jsonMembers } from './json-members';

/**
 * What EventStoreDB understands of a stream's metadata and acts on. Revisions and counts that no stream can reach are
 * `Infinity`, which keeps 64 bits out of the arithmetic.
 */
export type StreamMetadata = {
  readonly maxCount: number | undefined;
  readonly maxAgeMillis: number | undefined;
  /** Events before this revision are hidden. */
  readonly truncateBefore: number | undefined;
  /** `$tb` is the greatest revision there is: the stream was deleted, and may begin anew. */
  readonly softDeleted: boolean;
};

const LAST_REVISION = 9_223_372_036_854_775_807n;
const FIRST_REVISION = -9_223_372_036_854_775_808n;

export const noMetadata: StreamMetadata = {
  maxCount: undefined,
  maxAgeMillis: undefined,
  truncateBefore: undefined,
  softDeleted: false,
};
/** A metadata stream has no metadata of its own: its last event is all there is of it. */
export const metadataOfMetastream: StreamMetadata = { ...noMetadata, maxCount: 1 };

export const SOFT_DELETED = `{"$tb":${LAST_REVISION}}`;

const integer = /^-?\d+$/;

const isNames = (value: unknown): boolean =>
  typeof value === 'string' || (Array.isArray(value) && value.every((name) => typeof name === 'string'));

const ACL_ROLES = new Set(['$r', '$w', '$d', '$mr', '$mw']);

const isAcl = (raw: string): boolean => {
  const acl: unknown = JSON.parse(raw);
  if (acl === null || typeof acl !== 'object' || Array.isArray(acl)) return false;
  return Object.entries(acl).every(([role, names]) => !ACL_ROLES.has(role) || isNames(names));
};

const isInteger = (raw: string): boolean =>
  integer.test(raw) && BigInt(raw) <= LAST_REVISION && BigInt(raw) >= FIRST_REVISION;

/** The keys that the system reads, and what their values must look like; one that does not spoils the whole. */
const systemKeys: Readonly<Record<string, (raw: string) => boolean>> = {
  $maxCount: isInteger,
  $maxAge: isInteger,
  $tb: isInteger,
  $cacheControl: isInteger,
  $acl: isAcl,
};

const isSound = ({ name, raw }: JsonMember): boolean =>
  !Object.hasOwn(systemKeys, name) || systemKeys[name]?.(raw) === true;

const reachable = (value: bigint): number => (value > BigInt(Number.MAX_SAFE_INTEGER) ? Infinity : Number(value));

/** EventStoreDB ignores values below the least one that makes sense. */
const numberFrom = (value: bigint | undefined, least: bigint): number | undefined =>
  value === undefined || value < least ? undefined : reachable(value);

/** As EventStoreDB reads it: no merging with what was in force before, and empty where a part of it is malformed. */
export const parseStreamMetadata = (text: string): StreamMetadata => {
  const members = jsonMembers(text);
  if (members === undefined || !members.every(isSound)) return noMetadata;
  const valueOf = (key: string): bigint | undefined => {
    const raw = members.findLast(({ name }) => name === key)?.raw;
    return raw === undefined ? undefined : BigInt(raw);
  };
  const truncateBefore = valueOf('$tb');
  const maxAge = numberFrom(valueOf('$maxAge'), 1n);
  return {
    maxCount: numberFrom(valueOf('$maxCount'), 1n),
    maxAgeMillis: maxAge === undefined ? undefined : maxAge * 1000,
    truncateBefore: numberFrom(truncateBefore, 0n),
    softDeleted: truncateBefore === LAST_REVISION,
  };
};

/** The same metadata with another `$tb`, all else as it stands; undefined where it is no JSON object to begin with. */
export const withTruncateBefore = (text: string, revision: number): string | undefined => {
  const members = jsonMembers(text);
  if (members === undefined) return undefined;
  const truncateBefore = { name: '$tb', raw: String(revision) };
  const known = members.some(({ name }) => name === '$tb');
  const rewritten = known
    ? members.map((member) => (member.name === '$tb' ? truncateBefore : member))
    : [...members, truncateBefore];
  return `{${rewritten.map(({ name, raw }) => `${JSON.stringify(name)}:${raw}`).join(',')}}`;
};

/** The first revision that metadata leaves visible of a stream whose last one is `current`; by age it is another matter. */
export const firstVisible = ({ maxCount, truncateBefore }: StreamMetadata, current: number): number =>
  Math.max(0, maxCount === undefined ? 0 : current - maxCount + 1, truncateBefore ?? 0);
