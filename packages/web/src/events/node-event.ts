import type { Post } from "../api/contract.ts";

/** What `/v1/events` says. Everything but `type` and `at` depends on the type. */
export interface NodeEvent {
  type: string;
  at: string;
  channel_id?: string;
  post?: Post;
  post_id?: string;
  post_ids?: string[];
  partner_id?: string;
  partner_name?: string;
  held_since?: string;
}
