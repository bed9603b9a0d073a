import * as TE from 'fp-ts/TaskEither';
import { join } from 'node:path';
// Not the package itself, which would run the whole page here: 27 MB, and 0.4 s of processor time.
import absolutePath from 'swagger-ui-dist/absolute-path';
import { type Answer, ok } from '../answer';
import { Nothing } from '../codecs/nothing';
import { defineOpenRoute } from '../define-route';
import { openApiDocument } from '../openapi/openapi-document';
import type { OpenRoute, Route } from '../route';
import { docsPage, docsScript } from './docs-page';

const open = { params: Nothing, query: Nothing, effect: 'none', method: 'get', tag: 'Documentation' } as const;

const text = (contentType: string, content: string): Answer => ({
  kind: 'text',
  status: 200,
  contentType,
  text: content,
});

const fixed = (path: string, summary: string, contentType: string, answer: Answer): OpenRoute => {
  const answers = { 200: { description: summary, contentType } };
  return defineOpenRoute({ ...open, id: path.slice(1), path, summary, answers }, () => () => TE.right(answer));
};

const page = fixed('/docs', 'A page to try the API', 'text/html', text('text/html', docsPage));

/** The files of the page; they are no calls of the API, and its document leaves them out. */
const files: ReadonlyArray<Route> = [
  fixed('/docs/start.js', 'Starts the page', 'text/javascript', text('text/javascript', docsScript)),
  ...['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'].map((name) =>
    fixed(`/docs/${name}`, 'A file of the page', '*/*', { kind: 'file', path: join(absolutePath(), name) }),
  ),
];

/** The API's document of these routes and of its own two, and the page that shows it. */
export const docsRoutes = (described: ReadonlyArray<Route>): ReadonlyArray<Route> => {
  const document: Route = defineOpenRoute(
    {
      ...open,
      id: 'openapi',
      path: '/openapi.json',
      summary: 'This description',
      answers: { 200: { description: 'OpenAPI 3.1.', contentType: 'application/json' } },
    },
    () => () => TE.right(answer),
  );
  const answer = ok(openApiDocument([...described, document, page]));
  return [document, page, ...files];
};
