import * as E from 'fp-ts/Either';
import Handlebars, { type TemplateDelegate } from 'handlebars';
import type { SourceFault } from '../../domain/ports/template-engine';
import { helperNames } from './helper-rules';
import { helpers } from './helpers';
import { inspectTemplate } from './inspect-template';
import { parseSource } from './parse-source';
import type { RenderData } from './render-data';

export type Compiled = {
  /** Throws LimitExceeded. */
  readonly render: (values: object, data: Omit<RenderData, 'weight'>) => string;
};

/** An environment of its own, whose built-ins that reach further are not there to be called. */
const environment = Handlebars.create();
for (const name of ['lookup', 'log', 'helperMissing', 'blockHelperMissing']) environment.unregisterHelper(name);
environment.registerHelper(helpers);

const unknownHelpers = { lookup: false, log: false, helperMissing: false, blockHelperMissing: false };
const knownHelpers = { ...Object.fromEntries(helperNames.map((name) => [name, true])), ...unknownHelpers };

/** `false` rather than the default, which allows the same but prints a warning at each refusal. */
const noPrototypes = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };

const toCompiled = (template: TemplateDelegate<object>, nodes: number): Compiled => ({
  render: (values, data) => template(values, { ...noPrototypes, data: { ...data, weight: nodes } }),
});

/** Most titles say the same to everybody: text without a variable is rendered once. */
const isText = ({ body }: hbs.AST.Program): boolean => body.every(({ type }) => type === 'ContentStatement');

const toText = (template: TemplateDelegate<object>): Compiled => {
  const text = template({}, noPrototypes);
  return { render: () => text };
};

/** The template, ready to be rendered, or all that is wrong with it. HTML is escaped where asked for. */
export const compileSource = (
  source: string,
  escaping: 'html' | 'none',
): E.Either<ReadonlyArray<SourceFault>, Compiled> => {
  const parsed = parseSource(source);
  if (E.isLeft(parsed)) return E.left([parsed.left]);
  const { faults, nodes } = inspectTemplate(parsed.right);
  if (faults.length > 0) return E.left(faults);
  const options = { knownHelpers, knownHelpersOnly: true, noEscape: escaping === 'none' };
  const template = environment.compile<object>(parsed.right, options);
  return E.right(isText(parsed.right) ? toText(template) : toCompiled(template, nodes));
};
