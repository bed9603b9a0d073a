/** A field of what was thrown: errors of the runtime and of the driver carry their codes so, whatever realm made them. */
export const errorField = (error: unknown, field: string): unknown =>
  typeof error === 'object' && error !== null ? (error as Readonly<Record<string, unknown>>)[field] : undefined;
