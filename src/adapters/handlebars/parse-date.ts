const isoInstant = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const saysZone = /(Z|[+-]\d{2}:?\d{2})$/;

/** An ISO 8601 text (without an offset: UTC) or milliseconds since 1970; undefined for all else. */
export const parseDate = (value: unknown): Date | undefined => {
  if (typeof value !== 'number' && (typeof value !== 'string' || !isoInstant.test(value))) return undefined;
  const hasOpenZone = typeof value === 'string' && value.includes('T') && !saysZone.test(value);
  const date = new Date(hasOpenZone ? `${value}Z` : value);
  return Number.isNaN(date.getTime()) ? undefined : date;
};
