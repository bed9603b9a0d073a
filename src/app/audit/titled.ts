/** A title, where the content can be opened. */
export const titled = (personal: unknown): string => {
  const { title, erased } = (personal ?? {}) as { readonly title?: unknown; readonly erased?: unknown };
  if (typeof title === 'string') return ` “${title}”`;
  return erased === true ? ' (content erased)' : '';
};
