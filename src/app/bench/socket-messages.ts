/** What the process with the sockets is asked for: one socket for each of these users, with tokens of this secret. */
export type SocketsWanted = { readonly url: string; readonly secret: string; readonly users: ReadonlyArray<string> };

/** What it says: all sockets were welcomed; each has got a notification, so many of them together; one was closed. */
export type SocketsSay =
  | { readonly _tag: 'Welcomed' }
  | { readonly _tag: 'Told'; readonly frames: number }
  | { readonly _tag: 'Closed'; readonly code: number };
