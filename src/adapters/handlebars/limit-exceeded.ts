/** Thrown through Handlebars, whose helpers have no other way out; caught where the rendering began. */
export class LimitExceeded extends Error {
  override readonly name = 'LimitExceeded';
  constructor(readonly reason: 'too-many-steps' | 'output-too-large' | 'variables-too-large') {
    super(reason);
  }
}
