/** The REST contract over the fake state. A development aid: it checks little and forgets everything. */
import type { Channel, Person, Post } from "../src/api/contract.ts";
import { addPost, ago, channel, type FakeState, newId, setMembers } from "./fake-state.ts";

export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

export interface FakeRequest {
  params: string[];
  query: URLSearchParams;
  body: Record<string, unknown>;
  headers: Record<string, string | string[] | undefined>;
}

export interface FakeReply {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
}

type Handler = (state: FakeState, request: FakeRequest, emit: Emit) => FakeReply;
export type Emit = (type: string, data: Record<string, unknown>) => void;

const me = (state: FakeState): Person => state.people[0]!;
const page = (data: unknown[]): FakeReply => ({ body: { data, next_cursor: null } });

function find<T extends { id: string }>(list: T[], id: string | undefined): T {
  const found = list.find((item) => item.id === id);
  if (!found) throw new Refusal(404, "not_found", "There is nothing here, or it is not for you.");
  return found;
}

function session(state: FakeState): FakeReply {
  state.loggedIn = true;
  state.sessions += 1;
  const body = { access_token: `fake-${state.sessions}`, token_type: "Bearer", expires_in: 600, refresh_token: null, person: me(state) };
  return { status: 201, body };
}

function pageOfPosts(state: FakeState, { params, query }: FakeRequest): FakeReply {
  const all = state.posts
    .filter((post) => post.channel_id === params[0] && post.thread_id === null)
    .toSorted((a, b) => b.published_at.localeCompare(a.published_at));
  const from = Number(query.get("cursor") ?? 0);
  const limit = Number(query.get("limit") ?? 50);
  return { body: { data: all.slice(from, from + limit), next_cursor: from + limit < all.length ? String(from + limit) : null } };
}

function audienceTag(found: Channel): string {
  return `"${found.companies.map(({ id, state, head_count }) => `${id}:${state}:${head_count}`).join(",")}"`;
}

function publish(state: FakeState, { params, body, headers }: FakeRequest, emit: Emit): FakeReply {
  const found = find(state.channels, params[0]);
  const seen = headers["audience-match"];
  if (found.perimeter === "shared" && seen !== audienceTag(found)) {
    throw new Refusal(412, "audience_changed", "Who sees this channel has changed since you looked.");
  }
  const parent = body.in_reply_to ? find(state.posts, body.in_reply_to as string) : null;
  const thread = parent ? { in_reply_to: parent.id, thread_id: parent.thread_id ?? parent.id } : {};
  const post = addPost(state, found.id, "pers_me", body.text as string, thread);
  post.deliveries = post.deliveries.map((delivery) => ({ ...delivery, state: "queued", held_since: null }));
  emit("post.created", { channel_id: found.id, post });
  setTimeout(() => {
    post.deliveries = post.deliveries.map((delivery) => ({ ...delivery, state: "held", held_since: new Date().toISOString() }));
    emit("delivery.updated", { channel_id: found.id, post });
  }, 1500);
  return { status: 201, body: post };
}

function react(state: FakeState, params: string[], mine: boolean, emit: Emit): FakeReply {
  const post = find(state.posts, params[0]);
  const emoji = params[1]!;
  const before = post.reactions.find((reaction) => reaction.emoji === emoji);
  if (!before) post.reactions.push({ emoji, count: 1, mine: true });
  else if (before.mine !== mine) Object.assign(before, { mine, count: before.count + (mine ? 1 : -1) });
  post.reactions = post.reactions.filter(({ count }) => count > 0);
  emit(mine ? "reaction.added" : "reaction.removed", { channel_id: post.channel_id, post_id: post.id });
  return { status: 204 };
}

function change(state: FakeState, id: string | undefined, changes: Partial<Post>): Post {
  const post = find(state.posts, id);
  const before = state.versions.get(post.id) ?? [{ version: post.version, text: post.text, at: post.published_at }];
  Object.assign(post, changes, { version: post.version + 1 });
  state.versions.set(post.id, [{ version: post.version, text: post.text, at: new Date().toISOString() }, ...before]);
  return post;
}

function confirm(state: FakeState, { params, body }: FakeRequest, emit: Emit): FakeReply {
  const partner = find(state.partners, params[0]);
  const expected = partner.confirm_positions.map((position) => partner.words?.[position - 1]);
  const typed = (body.words as string[]).map((word) => word.trim().toLowerCase());
  if (typed.some((word, index) => word !== expected[index])) {
    throw new Refusal(422, "words_differ", "These are not the words of this sentence.");
  }
  partner.confirmed_by_us_at = new Date().toISOString();
  setTimeout(() => {
    Object.assign(partner, { confirmed_by_partner_at: new Date().toISOString(), state: "active" });
    emit("partner.updated", { partner_id: partner.id });
  }, 4000);
  return { status: 201, body: partner };
}

function accept(state: FakeState, { params, body }: FakeRequest, emit: Emit): FakeReply {
  const invitation = find(state.shareInvitations, params[0]);
  invitation.state = "accepted";
  const companies = [
    { id: "self", name: state.company, state: "active", head_count: 0 },
    { id: "part_cedar", name: "Cedar Logistics", state: "active", head_count: 4 },
  ];
  const made = channel(state, newId("chan"), { ...invitation.channel, perimeter: "shared", host: invitation.host, companies });
  setMembers(state, made.id, [...(body.member_ids as string[]), "pers_vera"]);
  emit("channel.created", { channel_id: made.id });
  return { status: 201, body: made };
}

const account: [string, RegExp, Handler][] = [
  ["GET", /^node$/, (state) => ({ body: { id: "did:key:z6MkgAcme", name: state.setUp ? state.company : null, public_url: "https://acme.example", tls_pin: null } })],
  ["POST", /^setup$/, (state, { body }) => {
    state.setUp = true;
    state.company = body.company as string;
    Object.assign(me(state), { name: body.name, email: body.email, company: { id: "self", name: body.company } });
    return { status: 201, body: {} };
  }],
  ["POST", /^activations$/, (state) => ({ status: 201, body: me(state) })],
  ["POST", /^sessions$/, (state, { body }) => {
    if (body.password === "wrong") throw new Refusal(401, "credentials_refused", "E-mail or password is not right.");
    return session(state);
  }],
  ["POST", /^sessions\/refresh$/, (state) => {
    if (!state.loggedIn) throw new Refusal(401, "session_ended", "Log in again.");
    return session(state);
  }],
  ["DELETE", /^sessions\/current$/, (state) => {
    state.loggedIn = false;
    return { status: 204 };
  }],
  ["GET", /^me$/, (state) => ({ body: me(state) })],
  ["GET", /^people$/, (state) => page(state.people)],
  ["POST", /^people$/, (state, { body }) => {
    const company = { id: "self", name: state.company };
    const made = { id: newId("pers"), did: "did:key:x", company, is_local: true, role: "member", status: "invited", ...body } as unknown as Person;
    state.people.push(made);
    return { status: 201, body: { person: made, activation_url: `https://acme.example/activate?token=${newId("t")}` } };
  }],
  ["PATCH", /^people\/([^/]+)$/, (state, { params, body }) => ({ body: Object.assign(find(state.people, params[0]), body) })],
  ["POST", /^people\/([^/]+)\/activations$/, () => ({ status: 201, body: { activation_url: `https://acme.example/activate?token=${newId("t")}` } })],
];

const pairing: [string, RegExp, Handler][] = [
  ["GET", /^invitations$/, (state) => page(state.invitations)],
  ["POST", /^invitations$/, (state) => {
    const made = { id: newId("invi"), created_at: ago(0), expires_at: ago(-60 * 24 * 14), state: "open" as const };
    state.invitations.push(made);
    const invitation = `adjoin1.${Buffer.from("an invitation that a real node would have signed, with its secret and its address").toString("base64url")}.${newId("s").replaceAll("-", "")}`;
    return { status: 201, body: { ...made, invitation } };
  }],
  ["DELETE", /^invitations\/([^/]+)$/, (state, { params }) => {
    state.invitations = state.invitations.filter(({ id }) => id !== params[0]);
    return { status: 204 };
  }],
  ["POST", /^pairings$/, (state, { body }) => {
    if (!(body.invitation as string).startsWith("adjoin1.")) throw new Refusal(422, "invitation_unreadable", "This is not an invitation, or a piece of it is missing.");
    return { status: 201, body: find(state.partners, "part_dune") };
  }],
  ["GET", /^partners$/, (state) => page(state.partners)],
  ["GET", /^partners\/([^/]+)$/, (state, { params }) => ({ body: find(state.partners, params[0]) })],
  ["PATCH", /^partners\/([^/]+)$/, (state, { params, body }) => ({ body: Object.assign(find(state.partners, params[0]), body) })],
  ["POST", /^partners\/([^/]+)\/confirmations$/, confirm],
];

const channels: [string, RegExp, Handler][] = [
  ["GET", /^channels$/, (state) => page(state.channels)],
  ["POST", /^channels$/, (state, { body }, emit) => {
    const made = channel(state, newId("chan"), body as never);
    setMembers(state, made.id, ["pers_me"]);
    emit("channel.created", { channel_id: made.id });
    return { status: 201, body: made };
  }],
  ["GET", /^channels\/([^/]+)$/, (state, { params }) => ({ body: find(state.channels, params[0]) })],
  ["GET", /^channels\/([^/]+)\/audience$/, (state, { params }) => {
    const found = find(state.channels, params[0]);
    return { body: { perimeter: found.perimeter, companies: found.companies }, headers: { etag: audienceTag(found) } };
  }],
  ["GET", /^channels\/([^/]+)\/members$/, (state, { params }) => page((state.members.get(params[0]!) ?? []).map((id) => find(state.people, id)))],
  ["POST", /^channels\/([^/]+)\/members$/, (state, { params, body }, emit) => {
    setMembers(state, params[0]!, [...new Set([...(state.members.get(params[0]!) ?? []), ...(body.person_ids as string[])])]);
    emit("member.added", { channel_id: params[0] });
    return { status: 201, body: {} };
  }],
  ["DELETE", /^channels\/([^/]+)\/members\/([^/]+)$/, (state, { params }, emit) => {
    setMembers(state, params[0]!, state.members.get(params[0]!)!.filter((id) => id !== params[1]));
    emit("member.removed", { channel_id: params[0] });
    return { status: 204 };
  }],
  ["GET", /^channels\/([^/]+)\/shares$/, (state, { params }) => page(state.shares.get(params[0]!) ?? [])],
  ["POST", /^channels\/([^/]+)\/shares$/, (state, { params, body }, emit) => {
    const { id, name } = find(state.partners, body.partner_id as string);
    const share = { id: newId("shar"), partner: { id, name }, state: "offered" as const, reason: null, created_at: ago(0) };
    state.shares.set(params[0]!, [...(state.shares.get(params[0]!) ?? []), share]);
    emit("share.updated", { channel_id: params[0] });
    return { status: 202, body: share };
  }],
  ["GET", /^share_invitations$/, (state) => page(state.shareInvitations.filter((invitation) => invitation.state === "offered"))],
  ["POST", /^share_invitations\/([^/]+)\/accept$/, accept],
  ["POST", /^share_invitations\/([^/]+)\/reject$/, (state, { params }) => {
    find(state.shareInvitations, params[0]).state = "rejected";
    return { status: 201, body: {} };
  }],
];

const posts: [string, RegExp, Handler][] = [
  ["GET", /^channels\/([^/]+)\/posts$/, pageOfPosts],
  ["POST", /^channels\/([^/]+)\/posts$/, publish],
  ["GET", /^posts\/([^/]+)$/, (state, { params }) => ({ body: find(state.posts, params[0]) })],
  ["PATCH", /^posts\/([^/]+)$/, (state, { params, body }, emit) => {
    const post = change(state, params[0], { text: body.text as string, edited_at: new Date().toISOString() });
    emit("post.updated", { channel_id: post.channel_id, post });
    return { body: post };
  }],
  ["DELETE", /^posts\/([^/]+)$/, (state, { params }, emit) => {
    const post = change(state, params[0], { text: null, deleted_at: new Date().toISOString(), reactions: [] });
    emit("post.deleted", { channel_id: post.channel_id, post });
    return { status: 204 };
  }],
  ["GET", /^posts\/([^/]+)\/replies$/, (state, { params }) => page(state.posts.filter((post) => post.thread_id === params[0]))],
  ["GET", /^posts\/([^/]+)\/versions$/, (state, { params }) => {
    const post = find(state.posts, params[0]);
    return page(state.versions.get(post.id) ?? [
      { version: 2, text: post.text, at: post.edited_at ?? post.published_at },
      { version: 1, text: "Released. Packing list follows.", at: post.published_at },
    ]);
  }],
  ["PUT", /^posts\/([^/]+)\/reactions\/([^/]+)$/, (state, { params }, emit) => react(state, params, true, emit)],
  ["DELETE", /^posts\/([^/]+)\/reactions\/([^/]+)$/, (state, { params }, emit) => react(state, params, false, emit)],
];

const routes = [...account, ...pairing, ...channels, ...posts];

/** Answers one request to `/v1/…`, `path` without that prefix. */
export function answerFake(state: FakeState, method: string, path: string, request: Omit<FakeRequest, "params">, emit: Emit): FakeReply {
  for (const [wanted, pattern, handle] of routes) {
    const match = wanted === method ? pattern.exec(path) : null;
    if (match) return handle(state, { ...request, params: match.slice(1).map(decodeURIComponent) }, emit);
  }
  throw new Refusal(404, "not_found", `The fake node knows no ${method} /v1/${path}.`);
}
