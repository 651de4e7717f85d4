import { html, renderLine, type Html } from './html.ts';
import type { Schema } from './openapi-document.ts';

/** The members of an object, those of its members below them. */
export function renderMembers({ properties = {}, required = [] }: Schema): Html | undefined {
  const names = Object.keys(properties);
  if (names.length === 0) return undefined;
  return html`<ul class="members">${names.map((name) => renderMember({ name, schema: properties[name] as Schema, isRequired: required.includes(name) }))}</ul>`;
}

export type Member = {
  readonly name: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
  readonly description?: string | undefined;
  /** Where a parameter stands. */
  readonly place?: string | undefined;
};

export function renderMember({ name, schema, isRequired, place, description = schema.description }: Member): Html {
  const about = [...(place === undefined ? [] : [place]), typeOf(schema), ...limitsOf(schema), ...(isRequired ? [] : ['optional'])].join(', ');
  const text = description === undefined ? undefined : html` <span>${renderLine(description)}</span>`;
  return html`<li><code>${name}</code> <small>${about}</small>${text}${renderMembers(innermost(schema))}</li>`;
}

/** The schema whose members are worth showing: that of a list's items, that of what may also be null. */
export function innermost(schema: Schema): Schema {
  if (schema.items !== undefined) return innermost(schema.items);
  const variant = schema.anyOf?.find(({ type }) => type !== 'null');
  return variant === undefined ? schema : innermost(variant);
}

export function typeOf(schema: Schema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' or ');
  if (schema.items !== undefined) return `list of ${typeOf(schema.items)}`;
  return [schema.type ?? 'anything'].flat().join(' or ');
}

function limitsOf({ maxLength, minItems, maxItems, default: otherwise }: Schema): string[] {
  return [
    ...(maxLength === undefined ? [] : [`at most ${maxLength} characters`]),
    ...(minItems === undefined ? [] : [`at least ${minItems}`]),
    ...(maxItems === undefined ? [] : [`at most ${maxItems}`]),
    ...(otherwise === undefined ? [] : [`${JSON.stringify(otherwise)} unless given`]),
  ];
}
