/**
 * The node's REST contract as the web app uses it, written by hand in the shape that a generated
 * `paths` type will have: path → method → { query?, path?, body?, answer }.
 */
export type Perimeter = "internal" | "shared";

export interface CompanyRef {
  /** `self` or a partner id (`part_…`). */
  id: string;
  name: string;
}

export interface PersonRef {
  id: string;
  name: string;
  company: CompanyRef;
}

export type Role = "admin" | "member";

export interface Person extends PersonRef {
  did: string;
  is_local: boolean;
  role?: Role;
  status?: "invited" | "active" | "deactivated";
  email?: string;
}

export interface Session {
  access_token: string;
  token_type: "Bearer";
  /** Seconds. */
  expires_in: number;
  refresh_token: string | null;
  person: Person;
}

export interface NodeInfo {
  id: string;
  /** Null until the node has been set up. */
  name: string | null;
  public_url: string;
  tls_pin: string | null;
}

export interface Invitation {
  id: string;
  expires_at: string;
  created_at?: string;
  state?: "open" | "used" | "expired" | "revoked";
  /** The text to hand over; answered once, by the request that made it. */
  invitation?: string;
}

export type PartnerState = "requested" | "active" | "suspended" | "ended";

export interface Partner {
  id: string;
  did: string;
  name: string;
  state: PartnerState;
  reason: string | null;
  address: string;
  words: string[] | null;
  sentence?: string;
  /** Positions of the words to type back, counted from 1. */
  confirm_positions: number[];
  confirmed_by_us_at: string | null;
  confirmed_by_partner_at: string | null;
  created_at: string;
}

export interface ChannelCompany extends CompanyRef {
  state: string;
  head_count: number;
}

export interface Channel {
  id: string;
  did: string;
  name: string;
  topic: string | null;
  perimeter: Perimeter;
  state: string;
  host: CompanyRef;
  companies: ChannelCompany[];
  member_count: number;
  created_at: string;
}

/** Who receives what is placed in a channel now; its ETag goes into `Audience-Match`. */
export interface Audience {
  perimeter: Perimeter;
  companies: ChannelCompany[];
}

export interface Share {
  id: string;
  partner: CompanyRef;
  state: "offered" | "accepted" | "rejected" | "ended";
  reason: string | null;
  created_at: string;
}

export interface ShareInvitation {
  id: string;
  channel: { name: string; topic: string | null };
  host: CompanyRef;
  companies: ChannelCompany[];
  state: "offered" | "accepted" | "rejected" | "ended";
  created_at: string;
}

export interface Reaction {
  emoji: string;
  count: number;
  mine: boolean;
}

export interface Delivery {
  partner_id: string;
  partner_name: string;
  state: "queued" | "held";
  held_since: string | null;
}

export interface Post {
  id: string;
  did: string;
  channel_id: string;
  author: PersonRef;
  /** Markdown; null when deleted. */
  text: string | null;
  in_reply_to: string | null;
  /** The post that began the thread; null for a post that is not a reply. */
  thread_id: string | null;
  published_at: string;
  edited_at: string | null;
  deleted_at: string | null;
  version: number;
  reactions: Reaction[];
  reply_count: number;
  deliveries: Delivery[];
}

/** One state of a post's text, as `GET /v1/posts/{id}/versions` lists them, newest first. */
export interface PostVersion {
  version: number;
  text: string | null;
  at: string;
}

export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

export interface Paging {
  cursor?: string;
  limit?: number;
}

type ById = { id: string };

export interface Paths {
  "/v1/node": { GET: { answer: NodeInfo } };
  "/v1/setup": {
    POST: {
      body: { token: string; company: string; name: string; email: string; password: string };
      answer: unknown;
    };
  };
  "/v1/activations": { POST: { body: { token: string; password: string }; answer: Person } };
  "/v1/sessions": {
    POST: { body: { email: string; password: string; cookie: true }; answer: Session };
  };
  "/v1/sessions/refresh": { POST: { body: Record<string, never>; answer: Session } };
  "/v1/sessions/current": { DELETE: { answer: undefined } };
  "/v1/me": { GET: { answer: Person } };
  "/v1/people": {
    GET: { query?: Paging; answer: Page<Person> };
    POST: {
      body: { name: string; email?: string; role?: Role };
      answer: { person: Person; activation_url: string | null };
    };
  };
  "/v1/people/{id}": {
    PATCH: { path: ById; body: { role?: Role; status?: "active" | "deactivated" }; answer: Person };
  };
  "/v1/people/{id}/activations": {
    POST: { path: ById; body: Record<string, never>; answer: { activation_url: string } };
  };
  "/v1/invitations": {
    GET: { query?: Paging; answer: Page<Invitation> };
    POST: { body: Record<string, never>; answer: Invitation };
  };
  "/v1/invitations/{id}": { DELETE: { path: ById; answer: undefined } };
  "/v1/pairings": { POST: { body: { invitation: string }; answer: Partner } };
  "/v1/partners": { GET: { query?: Paging; answer: Page<Partner> } };
  "/v1/partners/{id}": {
    GET: { path: ById; answer: Partner };
    PATCH: {
      path: ById;
      body: { state: "active" | "suspended" | "ended"; reason: string };
      answer: Partner;
    };
  };
  "/v1/partners/{id}/confirmations": {
    POST: { path: ById; body: { words: string[] }; answer: Partner };
  };
  "/v1/channels": {
    GET: { query?: Paging & { perimeter?: Perimeter }; answer: Page<Channel> };
    POST: { body: { name: string; topic?: string; perimeter: Perimeter }; answer: Channel };
  };
  "/v1/channels/{id}": { GET: { path: ById; answer: Channel } };
  "/v1/channels/{id}/audience": { GET: { path: ById; answer: Audience } };
  "/v1/channels/{id}/members": {
    GET: { path: ById; query?: Paging; answer: Page<Person> };
    POST: { path: ById; body: { person_ids: string[] }; answer: unknown };
  };
  "/v1/channels/{id}/members/{person_id}": {
    DELETE: { path: ById & { person_id: string }; answer: undefined };
  };
  "/v1/channels/{id}/shares": {
    GET: { path: ById; query?: Paging; answer: Page<Share> };
    POST: { path: ById; body: { partner_id: string }; answer: Share };
  };
  "/v1/share_invitations": { GET: { query?: Paging; answer: Page<ShareInvitation> } };
  "/v1/share_invitations/{id}/accept": {
    POST: { path: ById; body: { member_ids: string[] }; answer: Channel };
  };
  "/v1/share_invitations/{id}/reject": {
    POST: { path: ById; body: { reason: string }; answer: unknown };
  };
  "/v1/channels/{id}/posts": {
    GET: { path: ById; query?: Paging; answer: Page<Post> };
    POST: { path: ById; body: { text: string; in_reply_to?: string }; answer: Post };
  };
  "/v1/posts/{id}": {
    GET: { path: ById; answer: Post };
    PATCH: { path: ById; body: { text: string }; answer: Post };
    DELETE: { path: ById; answer: unknown };
  };
  "/v1/posts/{id}/replies": { GET: { path: ById; query?: Paging; answer: Page<Post> } };
  "/v1/posts/{id}/versions": { GET: { path: ById; query?: Paging; answer: Page<PostVersion> } };
  "/v1/posts/{id}/reactions/{emoji}": {
    PUT: { path: ById & { emoji: string }; answer: unknown };
    DELETE: { path: ById & { emoji: string }; answer: unknown };
  };
}
