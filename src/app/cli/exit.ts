/** What the program's exit status says: it worked; it failed or found a fault; it was used wrongly. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;
