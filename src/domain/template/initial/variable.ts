import type { TemplateVariable, VariableType } from '../events';

/** The sample stands in previews only; a recipient never sees it. */
const variable = (name: string, type: VariableType, required: boolean, sample: unknown): TemplateVariable => ({
  name,
  type,
  required,
  secret: false,
  sample,
});

export const required = (name: string, type: VariableType, sample: unknown): TemplateVariable =>
  variable(name, type, true, sample);
export const optional = (name: string, type: VariableType, sample: unknown): TemplateVariable =>
  variable(name, type, false, sample);
/** Never stored in clear and never shown; gone when the notification's last delivery has ended. */
export const secret = (declared: TemplateVariable): TemplateVariable => ({ ...declared, secret: true });
