import { curlExample } from './curl-example.ts';
import { html, renderProse, type Html } from './html.ts';
import { bodyOf, listEndpoints, type Endpoint, type OpenApiDocument } from './openapi-document.ts';
import { innermost, renderMember, renderMembers, typeOf } from './render-schema.ts';

type Chapter = { readonly id: string; readonly name: string; readonly description: string | undefined; readonly endpoints: readonly Endpoint[] };

/** The API as one page that needs no script: to read, to search with the browser, to print. */
export function renderDocs(document: OpenApiDocument): string {
  const endpoints = listEndpoints(document);
  const chapters = document.tags.map(({ name, description }): Chapter => ({
    id: name.toLowerCase(), name, description, endpoints: endpoints.filter(({ tags }) => tags.includes(name)),
  }));
  const server = document.servers[0]?.url ?? '';
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${document.info.title} API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/docs.css">
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<nav aria-label="Operations"><ul>${chapters.map(renderContents)}</ul></nav>
<main id="main">
<h1>${document.info.title} API <small>${document.info.version}</small></h1>
${renderProse(document.info.description)}
<p>Tools such as Postman and client generators read <a href="/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
${chapters.map((chapter) => renderChapter(chapter, server))}
</main>
</body>
</html>
`.markup;
}

function renderContents({ id, name, endpoints }: Chapter): Html {
  const links = endpoints.map(({ operationId, summary }) => html`<li><a href="#${operationId}">${summary}</a></li>`);
  return html`<li><a href="#${id}">${name}</a><ul>${links}</ul></li>\n`;
}

function renderChapter({ id, name, description, endpoints }: Chapter, server: string): Html {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${name}</h2>${renderProse(description)}${endpoints.map((endpoint) => renderEndpoint(endpoint, server))}</section>\n`;
}

function renderEndpoint(endpoint: Endpoint, server: string): Html {
  const { operationId, summary, description, method, path, security } = endpoint;
  return html`<article aria-labelledby="${operationId}"><div>
<h3 id="${operationId}"><a href="#${operationId}">${summary}</a></h3>
<p class="route"><b>${method}</b> <code>${path}</code></p>
${renderProse(description)}${security?.length === 0 ? html`<p>Nobody need be signed in.</p>` : undefined}
${renderParameters(endpoint)}${renderBody(endpoint)}${renderAnswer(endpoint)}
</div><pre aria-label="Example">${curlExample(endpoint, server)}</pre></article>\n`;
}

const PLACES: Readonly<Record<string, string>> = { path: 'in the path', query: 'in the query', header: 'header' };

function renderParameters({ parameters = [] }: Endpoint): Html | undefined {
  if (parameters.length === 0) return undefined;
  const sorted = Object.keys(PLACES).flatMap((place) => parameters.filter(({ in: where }) => where === place));
  const items = sorted.map(({ in: place, required, ...rest }) => renderMember({ ...rest, place: PLACES[place], isRequired: required === true }));
  return html`<h4>Parameters</h4><ul class="members">${items}</ul>`;
}

function renderBody({ requestBody }: Endpoint): Html | undefined {
  const body = bodyOf(requestBody?.content);
  return body && html`<h4>Body</h4>${renderMembers(innermost(body.schema))}`;
}

function renderAnswer({ responses }: Endpoint): readonly Html[] {
  return Object.entries(responses).filter(([status]) => status !== 'default').map(([status, { description, content }]) => {
    const answer = bodyOf(content);
    const heading = html`Answer <b>${status}</b> ${description}`;
    if (answer === undefined) return html`<h4>${heading}</h4>`;
    return html`<details><summary>${heading}</summary><p>${answer.form}: ${typeOf(answer.schema)}</p>${renderMembers(innermost(answer.schema))}</details>`;
  });
}
