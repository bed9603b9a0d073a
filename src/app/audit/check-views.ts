import * as E from 'fp-ts/Either';
import type { Projection } from '../../projections/projection';
import type { Finding } from './finding';
import { type VerifyDeps, type VerifyFailure, verifyView, type ViewVerdict } from './verify-view';

export type CheckedViews = {
  readonly findings: ReadonlyArray<Finding>;
  /** Views that are not there: they are made from the journal at the next start, and are no fault. */
  readonly absent: ReadonlyArray<string>;
};

const finding = (view: string, detail: string): Finding => ({
  invariant: 'I7',
  stream: `view ${view}`,
  position: null,
  detail,
});

const faultsOf = ({ view, position, isOfThisJournal, differences, examples }: ViewVerdict): ReadonlyArray<Finding> => [
  ...(isOfThisJournal ? [] : [finding(view, `its checkpoint ${position} is no event of this journal`)]),
  ...examples.map(({ kind, table, key }) => finding(view, `${table} ${key} ${kind}, at ${position}`)),
  ...(differences > examples.length ? [finding(view, `${differences - examples.length} more rows differ`)] : []),
];

const whyNot = (failure: VerifyFailure): string =>
  'cause' in failure ? `it could not be read (${failure._tag})` : `it could not be folded (${failure._tag})`;

/** I7: every view equals a fold of the journal up to its checkpoint. */
export const checkViews = async (deps: VerifyDeps, projections: ReadonlyArray<Projection>): Promise<CheckedViews> => {
  const findings: Array<Finding> = [];
  const absent: Array<string> = [];
  for (const projection of projections) {
    const verdict = await verifyView(deps)(projection)();
    if (E.isRight(verdict)) findings.push(...faultsOf(verdict.right));
    else if (verdict.left._tag === 'ViewNotReady') absent.push(projection.name);
    else findings.push(finding(projection.name, whyNot(verdict.left)));
  }
  return { findings, absent };
};
