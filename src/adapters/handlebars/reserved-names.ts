const reserved = new Set([
  '__proto__',
  'constructor',
  'prototype',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
  // Handlebars calls it on a value that it escapes.
  'toHTML',
]);

/** Names through which JavaScript objects lead elsewhere: no template may use them, and no value keeps them. */
export const isReservedName = (name: string): boolean => reserved.has(name);
