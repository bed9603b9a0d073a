import { ALL } from './stream-names';

const REVISION = /^\d{1,19}$/;
const POSITION = /^C:(\d{1,19})\/P:\d{1,19}$/;

/** As EventStoreDB writes a place in a stream, or in everything, where the two halves are equal. */
export const placeText = (source: string, place: bigint): string =>
  source === ALL ? `C:${place}/P:${place}` : String(place);

export const placeIn = (source: string, text: string): bigint | undefined => {
  if (source !== ALL) return REVISION.test(text) ? BigInt(text) : undefined;
  const [, commit] = POSITION.exec(text) ?? [];
  return commit === undefined ? undefined : BigInt(commit);
};

/** How a start at the end is written. */
export const endText = (source: string): string => (source === ALL ? 'C:-1/P:-1' : '-1');
