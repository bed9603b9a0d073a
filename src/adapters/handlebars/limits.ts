/** What a template may cost at most. Generous for a notification, and far from what would hold the process up. */
export const limits = {
  /** Characters of one source. */
  source: 64 * 1024,
  /** Statements and expressions of one source. */
  nodes: 1000,
  /** Blocks within blocks; each `else if` counts as one. */
  nesting: 16,
  /** Names in one path. */
  path: 8,
  /** Characters of one rendered part. */
  output: 256 * 1024,
  /** Runs of loop bodies, each weighed with the nodes of the whole template. */
  steps: 200_000,
  /** Values in the variables, and how deep they may lie. */
  values: 20_000,
  depth: 16,
  /** Characters of all texts in the variables. */
  text: 128 * 1024,
} as const;
