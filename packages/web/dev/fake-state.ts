/** In-memory state of the fake node: two scenarios, made up, for looking at the screens while developing. */
import { randomUUID } from "node:crypto";
import type {
  Channel,
  Invitation,
  Partner,
  Person,
  Post,
  Share,
  ShareInvitation,
} from "../src/api/contract.ts";

export interface FakeState {
  setUp: boolean;
  company: string;
  loggedIn: boolean;
  failNext: { status: number; code: string; detail?: string } | null;
  offline: boolean;
  sessions: number;
  people: Person[];
  channels: Channel[];
  members: Map<string, string[]>;
  posts: Post[];
  partners: Partner[];
  invitations: Invitation[];
  shares: Map<string, Share[]>;
  shareInvitations: ShareInvitation[];
  versions: Map<string, { version: number; text: string | null; at: string }[]>;
}

const did = "did:key:z6MkgAcme";
export const newId = (prefix: string): string => `${prefix}_${randomUUID()}`;
export const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

export function emptyState(): FakeState {
  return {
    setUp: true,
    company: "Acme",
    loggedIn: false,
    failNext: null,
    offline: false,
    sessions: 0,
    people: [person("pers_me", "Nadia Kessler", "self", "Acme", { role: "admin", email: "nadia@acme.example" })],
    channels: [],
    members: new Map(),
    posts: [],
    partners: [],
    invitations: [],
    shares: new Map(),
    shareInvitations: [],
    versions: new Map(),
  };
}

function person(id: string, name: string, companyId: string, company: string, more: Partial<Person> = {}): Person {
  const isLocal = companyId === "self";
  const own: Partial<Person> = isLocal ? { role: "member", status: "active" } : {};
  return { id, did: `${did}/people/${id}`, name, company: { id: companyId, name: company }, is_local: isLocal, ...own, ...more };
}

export function channel(state: FakeState, id: string, values: Partial<Channel> & { name: string }): Channel {
  const made: Channel = {
    id,
    did: `${did}/channels/${id}`,
    topic: null,
    perimeter: "internal",
    state: "active",
    host: { id: "self", name: state.company },
    companies: [{ id: "self", name: state.company, state: "active", head_count: 0 }],
    member_count: 0,
    created_at: ago(60 * 24 * 40),
    ...values,
  };
  state.channels.push(made);
  return made;
}

export function setMembers(state: FakeState, channelId: string, ids: string[]): void {
  state.members.set(channelId, ids);
  const found = state.channels.find(({ id }) => id === channelId)!;
  found.member_count = ids.length;
  for (const company of found.companies) {
    company.head_count = ids.filter((id) => state.people.find((p) => p.id === id)?.company.id === company.id).length;
  }
}

export function addPost(state: FakeState, channelId: string, authorId: string, text: string, more: Partial<Post> = {}): Post {
  const author = state.people.find(({ id }) => id === authorId)!;
  const place = state.channels.find(({ id }) => id === channelId)!;
  const own = author.is_local;
  const partners = place.companies.filter(({ id, state: joined }) => id !== "self" && joined === "active");
  const published = more.published_at ?? new Date().toISOString();
  const post: Post = {
    id: newId("post"),
    did: `${did}/objects/x`,
    channel_id: channelId,
    author: { id: author.id, name: author.name, company: author.company },
    text,
    in_reply_to: null,
    thread_id: null,
    published_at: published,
    edited_at: null,
    deleted_at: null,
    version: 1,
    reactions: [],
    reply_count: 0,
    deliveries: own
      ? partners.map(({ id, name }) => ({ partner_id: id, partner_name: name, state: "held" as const, held_since: published }))
      : [],
    ...more,
  };
  state.posts.push(post);
  const root = state.posts.find(({ id }) => id === post.thread_id);
  if (root) root.reply_count += 1;
  return post;
}

function addPeople(state: FakeState): void {
  const own: [string, string][] = [
    ["pers_tom", "Tom Okafor"],
    ["pers_ines", "Inès Lambert"],
    ["pers_lars", "Lars Holm"],
    ["pers_mei", "Mei Tanaka"],
  ];
  for (const [id, name] of own) state.people.push(person(id, name, "self", "Acme", { email: `${id.slice(5)}@acme.example` }));
  state.people.push(person("pers_joe", "Joe Marsh", "self", "Acme", { status: "invited", email: "joe@acme.example" }));
  state.people.push(person("pers_roux", "Camille Roux", "part_bolt", "Bolt SARL"));
  state.people.push(person("pers_idir", "Idir Benali", "part_bolt", "Bolt SARL"));
  state.people.push(person("pers_vera", "Vera Lindqvist", "part_cedar", "Cedar Logistics"));
}

const words = ["violin", "harbour", "copper", "seldom", "meadow", "lantern"];

function partner(id: string, name: string, values: Partial<Partner>): Partner {
  return {
    id,
    did: `did:key:z6Mk${name.slice(0, 4)}Yq3vN8hR2kLmT5xWc7Bd9Ef4Gj6Hs1P`,
    name,
    state: "active",
    reason: null,
    address: `https://${name.split(" ")[0]!.toLowerCase()}.example`,
    words: null,
    confirm_positions: [2, 5],
    confirmed_by_us_at: ago(60 * 24 * 30),
    confirmed_by_partner_at: ago(60 * 24 * 30),
    created_at: ago(60 * 24 * 30),
    ...values,
  };
}

function addPartners(state: FakeState): void {
  const open = { words, confirmed_by_us_at: null, confirmed_by_partner_at: null };
  state.partners.push(
    partner("part_bolt", "Bolt SARL", { words }),
    partner("part_cedar", "Cedar Logistics", { words }),
    partner("part_dune", "Dune Instruments", { state: "requested", created_at: ago(12), ...open }),
    partner("part_elm", "Elm & Sons", { state: "suspended", reason: "Key replaced without notice; waiting for their admin to call back." }),
  );
  state.invitations.push({ id: "invi_1", created_at: ago(60 * 24), expires_at: ago(-60 * 24 * 13), state: "open" });
  state.shareInvitations.push({
    id: "shar_in",
    channel: { name: "pallet-labels", topic: "One label format for both warehouses" },
    host: { id: "part_cedar", name: "Cedar Logistics" },
    companies: [
      { id: "part_cedar", name: "Cedar Logistics", state: "active", head_count: 4 },
      { id: "self", name: "Acme", state: "offered", head_count: 0 },
    ],
    state: "offered",
    created_at: ago(95),
  });
}

function addChannels(state: FakeState): void {
  const bolt = { id: "part_bolt", name: "Bolt SARL", state: "active", head_count: 0 };
  const cedar = { id: "part_cedar", name: "Cedar Logistics", state: "active", head_count: 0 };
  const self = { id: "self", name: "Acme", state: "active", head_count: 0 };
  channel(state, "chan_general", { name: "general", topic: "What everybody at Acme should know" });
  channel(state, "chan_pricing", { name: "pricing-2027", topic: "Margins and list prices. Never outside." });
  channel(state, "chan_bench", { name: "test-bench" });
  channel(state, "chan_valves", {
    name: "valve-housings",
    topic: "Series B housings: drawings, tolerances, first samples",
    perimeter: "shared",
    companies: [{ ...self }, { ...bolt }],
  });
  channel(state, "chan_deliv", { name: "deliveries", topic: "Weekly call-offs", perimeter: "shared", companies: [{ ...self }, { ...bolt }, { ...cedar }] });
  channel(state, "chan_claims", { name: "claims", perimeter: "shared", companies: [{ ...self }] });
  setMembers(state, "chan_general", ["pers_me", "pers_tom", "pers_ines", "pers_lars", "pers_mei"]);
  setMembers(state, "chan_pricing", ["pers_me", "pers_ines"]);
  setMembers(state, "chan_bench", ["pers_me", "pers_lars", "pers_mei"]);
  setMembers(state, "chan_valves", ["pers_me", "pers_tom", "pers_ines", "pers_roux", "pers_idir"]);
  setMembers(state, "chan_deliv", ["pers_me", "pers_tom", "pers_roux", "pers_idir", "pers_vera"]);
  setMembers(state, "chan_claims", ["pers_me", "pers_tom"]);
  state.shares.set("chan_valves", [{ id: "shar_1", partner: { id: "part_bolt", name: "Bolt SARL" }, state: "accepted", reason: null, created_at: ago(60 * 24 * 20) }]);
}

function addConversation(state: FakeState): void {
  const day = 60 * 24;
  const say = (who: string, minutes: number, text: string, more: Partial<Post> = {}) =>
    addPost(state, "chan_valves", who, text, { published_at: ago(minutes), ...more });
  for (let i = 0; i < 130; i += 1) {
    const who = ["pers_me", "pers_roux", "pers_idir", "pers_tom"][Math.floor(i / 3) % 4]!;
    say(who, day * 9 - i * 47, `Dimension check ${i + 1}: bore ${(31.98 + (i % 5) / 100).toFixed(2)} mm, flange flat within 0.0${(i % 4) + 2}.`);
  }
  say("pers_roux", day + 200, "We measured all twelve of the first batch. Eleven are inside, one has the bore at **32.06 mm**. Report is on the drawing share under `B-114/measure`.");
  say("pers_roux", day + 199, "Which of the two datums did you use for position? We took A, the flange.");
  const question = say("pers_me", day + 170, "A as well. But revision D moved the datum to the bore axis, so the numbers can't be compared directly:\n\n- revision C: flange, 0.05\n- revision D: bore axis, 0.03\n\nCan you measure numbers 4 and 9 again against D?");
  say("pers_idir", day + 150, "Yes, tomorrow before noon. Our gauge for D only came this week.", {
    reactions: [{ emoji: "👍", count: 2, mine: true }],
  });
  addPost(state, "chan_valves", "pers_roux", "Idir has it on the bench now.", { published_at: ago(90), in_reply_to: question.id, thread_id: question.id });
  addPost(state, "chan_valves", "pers_me", "Thank you. Number 9 first, please: it is the one the assembly line is waiting for.", { published_at: ago(80), in_reply_to: question.id, thread_id: question.id });
  addPost(state, "chan_valves", "pers_idir", "Number 9: 0.021 against D. Inside.", { published_at: ago(64), in_reply_to: question.id, thread_id: question.id });
  say("pers_roux", 58, "Numbers 4 and 9 are both inside revision D. Number 4 is close to the limit (0.028), so I would not machine more of it before we know why.");
  say("pers_tom", 41, "Then we release the other eleven today.", { reactions: [{ emoji: "🎉", count: 3, mine: false }, { emoji: "👍", count: 1, mine: true }] });
  say("pers_me", 40, "Released. Packing list: https://acme.example/lists/B-114 – the twelfth stays with us until the cause is known.", { edited_at: ago(38), version: 2 });
  const deleted = say("pers_idir", 22, "");
  deleted.text = null;
  deleted.deleted_at = ago(20);
  const queued = say("pers_me", 3, "Truck is booked for Thursday 7:30 at your gate 2. Driver needs the gate code the day before.");
  queued.deliveries = queued.deliveries.map((d) => ({ ...d, state: "queued", held_since: null }));
  addPost(state, "chan_general", "pers_ines", "The canteen is closed on Friday; sandwiches are in the meeting room on the second floor.", { published_at: ago(300) });
  addPost(state, "chan_general", "pers_lars", "Fire drill on Wednesday at 10. Meeting point is the north car park, **not** the gate.", { published_at: ago(210), reactions: [{ emoji: "👀", count: 4, mine: false }] });
  addPost(state, "chan_general", "pers_me", "Bolt's first batch passed. Well done, everybody.", { published_at: ago(30) });
}

export function busyState(): FakeState {
  const state = emptyState();
  addPeople(state);
  addPartners(state);
  addChannels(state);
  addConversation(state);
  return state;
}
