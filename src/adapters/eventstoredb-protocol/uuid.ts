import { UUID } from '@eventstore/db-client/generated/shared_pb';

/** How a caller wants ids: as text, or as two signed halves. */
export type UuidForm = 'string' | 'structured';

const TEXT = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const hex = (half: string): string => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, '0');

const hyphenated = (digits: string): string =>
  [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-');

/** Lower case and hyphenated, from either form; undefined where it is none. */
export const uuidOf = (uuid: UUID | undefined): string | undefined => {
  const structured = uuid?.getStructured();
  if (structured !== undefined)
    return hyphenated(hex(structured.getMostSignificantBits()) + hex(structured.getLeastSignificantBits()));
  const text = uuid?.getString().toLowerCase() ?? '';
  return TEXT.test(text) ? text : undefined;
};

/** The two halves, big-endian, as the wire counts them. */
export const halvesOf = (id: string): readonly [bigint, bigint] => {
  const digits = id.replaceAll('-', '');
  return [BigInt(`0x${digits.slice(0, 16)}`), BigInt(`0x${digits.slice(16)}`)];
};

export const toUuid = (id: string): UUID => new UUID().setString(id);

/** What a request's `uuid_option` asks for; this holds for the options of every service. */
export const uuidFormOf = (option: { readonly hasStructured: () => boolean } | undefined): UuidForm =>
  option?.hasStructured() === true ? 'structured' : 'string';
