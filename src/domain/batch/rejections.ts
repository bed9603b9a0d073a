export type BatchRejection =
  /** Its origin asked for something else before. */
  | { readonly _tag: 'BatchDiffers'; readonly batchId: string }
  /** What is asked for comes before or after its time. */
  | { readonly _tag: 'BatchNotInState'; readonly batchId: string; readonly status: string }
  | { readonly _tag: 'ChunkOutOfTurn'; readonly expected: number }
  /** A chunk holds 1 to 100 recipients. */
  | { readonly _tag: 'ChunkSize'; readonly recipients: number }
  /** What was counted is not what was written down. */
  | { readonly _tag: 'ManifestDiffers'; readonly batchId: string }
  /** Not every recipient is accounted for. */
  | { readonly _tag: 'RecipientsMissing'; readonly expected: number; readonly found: number };
