import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';

const HEADING = `// The node's REST API as types, made from its OpenAPI document. Do not edit: npm run generate -w packages/client
`;

/** Writes the TypeScript types of an OpenAPI document. */
export async function renderTypes(document: object): Promise<string> {
  const ast = await openapiTS(document as OpenAPI3, { alphabetize: true, emptyObjectsUnknown: true });
  return HEADING + astToString(ast);
}
