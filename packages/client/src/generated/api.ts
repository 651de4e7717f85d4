// The node's REST API as types, made from its OpenAPI document. Do not edit: npm run generate -w packages/client
export interface paths {
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is the process alive */
        get: operations["check_liveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Can the node serve */
        get: operations["check_readiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a password
         * @description Sets the password of the account that an activation link is for. The link works once; earlier sessions of the account end.
         */
        post: operations["activate_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit_entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the audit log
         * @description Every change and every refusal, newest first, without content. Administrators only.
         */
        get: operations["list_audit_entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your channels
         * @description The channels that you are in, oldest first.
         */
        get: operations["list_channels"];
        put?: never;
        /**
         * Make a channel
         * @description You are its first member. The perimeter is fixed for good: an internal channel never leaves your company, a shared one can be shared with partners.
         */
        post: operations["create_channel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a channel
         * @description For its members; administrators can read every shared channel, without its posts.
         */
        get: operations["read_channel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Rename a channel or change its topic
         * @description Name and topic of a shared channel are its host's to change.
         */
        patch: operations["change_channel"];
        trace?: never;
    };
    "/v1/channels/{id}/audience": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See who sees a channel
         * @description Companies and people who see what is posted. Send its ETag as `Audience-Match` with a post, and the post is refused with 412 if the audience has changed since.
         */
        get: operations["read_audience"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{id}/digest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sum up what a channel holds
         * @description Every company in the channel gets the same digest once all have received everything. Compare it with a partner's to be sure that both hold the same.
         */
        get: operations["read_digest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{id}/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import posts of the past
         * @description For administrators who are in the channel: posts of people of their own company, with the times at which they were written. Each company imports its own.
         */
        post: operations["import_posts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the people in a channel
         * @description Of your own company and of every company that is in the channel now.
         */
        get: operations["list_members"];
        put?: never;
        /**
         * Bring people into a channel
         * @description People of your own company. In a shared channel the other companies are told their names, nothing more. Who is in already stays in.
         */
        post: operations["add_members"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{id}/members/{person_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Leave a channel, or take somebody out of it
         * @description Anybody may leave; an administrator may take others of the company out. Access ends at once.
         */
        delete: operations["remove_member"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{id}/post_batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write several posts at once
         * @description In the order given; all of them or none.
         */
        post: operations["create_posts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{id}/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the posts of a channel
         * @description Newest first, replies among them.
         */
        get: operations["list_posts"];
        put?: never;
        /**
         * Write a post, or a reply
         * @description In a shared channel it is queued for every other company at once; `deliveries` of the post tells who holds it.
         */
        post: operations["create_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{id}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the companies that a channel is or was shared with
         * @description For administrators of the host.
         */
        get: operations["list_shares"];
        put?: never;
        /**
         * Share a channel with a partner
         * @description Invites the partner's company. Once its administrator accepts, everything in the channel, from its beginning, is copied to its node; copies cannot be recalled.
         */
        post: operations["share_channel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/channels/{id}/shares/{partner_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraw an invitation, or take a company out of a channel
         * @description From then on nothing of the channel goes to that company. What it holds it keeps.
         */
        delete: operations["end_share"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read events as they happen
         * @description Changes that the person may see, as they happen (`text/event-stream`).
         *
         *     Types: `post.created`, `post.updated`, `post.deleted`, `reaction.added`, `reaction.removed`, `channel.created`,
         *     `channel.updated`, `member.added`, `member.removed`, `delivery.updated`; for administrators also `partner.updated` and
         *     `share.updated`.
         *
         *     The `data` of an event is JSON: its `type`, when it was (`at`), and `channel_id` where it is about a channel, with
         *     `post` for posts and reactions as in `GET /v1/posts/{id}`, `person` for members, `partner_id` and `held_since` for
         *     deliveries, `partner_id` for partners and shares.
         *
         *     Ids grow. After a cut, send the last id in the header `Last-Event-ID`: nothing is missed for seven days, after which
         *     `reset` asks to read everything anew. A comment comes every 20 s. The stream outlives the access token, and ends with the
         *     session.
         */
        get: operations["read_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List invitations, newest first */
        get: operations["list_invitations"];
        put?: never;
        /**
         * Invite another company
         * @description Administrators only. Give the answer's `invitation` to the other company's administrator, by any channel. It works once, for 14 days, and is shown only now.
         */
        post: operations["create_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an invitation */
        delete: operations["revoke_invitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read who is signed in */
        get: operations["read_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/node": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read whose node this is */
        get: operations["read_node"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pairings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept another company's invitation
         * @description Administrators only. Asks the inviting node at once. The answer shows six words: compare them with the other administrator, who sees the same, and type two of them back. Pasting the same invitation again gives the same partner.
         */
        post: operations["create_pairing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List partners, the earliest paired first */
        get: operations["list_partners"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a partner */
        get: operations["read_partner"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Suspend, resume or end a partnership
         * @description Administrators only. While suspended, nothing is sent to the partner and nothing of it is accepted. An ended partnership begins anew with a new invitation.
         */
        patch: operations["change_partner"];
        trace?: never;
    };
    "/v1/partners/{id}/confirmations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Type two of the words back
         * @description Administrators only. Listen to the other administrator reading the sentence aloud and type the words at `confirm_positions`, in their order. Once the administrators of both companies have, the partnership is active. The fifth wrong attempt ends it.
         */
        post: operations["confirm_partner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the people of our company
         * @description In the order in which they were added. People of partners are seen where they take part: in channels and posts.
         */
        get: operations["list_people"];
        put?: never;
        /**
         * Add a person to our company
         * @description Administrators only. With an e-mail address the person gets an account, and the answer a link to hand over, with which they set their password. Without one they can be named as author of imported posts and cannot sign in.
         */
        post: operations["add_person"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a person */
        get: operations["read_person"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a person of our company
         * @description Administrators change everything; others their own name. Deactivating ends every session of the person at once. An `email` gives an account to a person who has none.
         */
        patch: operations["change_person"];
        trace?: never;
    };
    "/v1/people/{id}/activations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new activation link
         * @description Administrators only. For who lost the first link or their password. Works once, for seven days; earlier links stop working.
         */
        post: operations["create_activation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a post
         * @description Its ETag names the version of its text, for If-Match when editing.
         */
        get: operations["read_post"];
        put?: never;
        post?: never;
        /**
         * Delete a post
         * @description For its author, or an administrator of the author's company. Text, versions and reactions are erased here and at every company that holds them; a tombstone stays.
         */
        delete: operations["delete_post"];
        options?: never;
        head?: never;
        /**
         * Edit a post
         * @description For its author. Needs If-Match: 428 without, 412 if the post has another version by now. Earlier versions stay readable.
         */
        patch: operations["edit_post"];
        trace?: never;
    };
    "/v1/posts/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See which companies hold a post
         * @description For our own posts in shared channels. `held` rests on the receipt that the partner signed.
         */
        get: operations["list_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export a post with proof
         * @description The post as an ActivityStreams Note that anyone can verify without this node: it carries a W3C Data Integrity proof (eddsa-jcs-2022, FEP-8b32) by a key that the author’s actor document beside it lists. The node document, a JWS by the key that the company’s DID names, lists the same key and so binds it to the company. Live posts of our own company in shared channels only.
         */
        get: operations["export_post"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{id}/reactions/{emoji}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * React to a post
         * @description Answers with the post.
         */
        put: operations["add_reaction"];
        post?: never;
        /**
         * Take a reaction back
         * @description Answers with the post.
         */
        delete: operations["remove_reaction"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{id}/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the replies to a post
         * @description Oldest first: the whole thread of the post that began it; of a reply, those that answer it.
         */
        get: operations["list_replies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the versions of a post
         * @description Newest first. A deleted post has none left.
         */
        get: operations["list_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search posts
         * @description Posts of the channels that you are in, that hold all the words, newest first. The last word may be a beginning.
         */
        get: operations["search_posts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List where you are signed in */
        get: operations["list_sessions"];
        put?: never;
        /**
         * Sign in
         * @description Opens a session. With `cookie` the refresh token goes into an HttpOnly cookie that no script can read.
         */
        post: operations["sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign out
         * @description Ends one of your own sessions, or with `current` the one that asks. Its tokens stop working and its streams are closed at once.
         */
        delete: operations["sign_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew an access token
         * @description Takes the refresh token from the body or from the cookie and replaces it. A token that was replaced ends its session when it comes again, unless it comes within 10 seconds and nobody used its successor: then its answer was lost, and it gets another.
         */
        post: operations["refresh_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set up the node
         * @description Names the company and makes its first administrator, with the token of the link that the node prints when it starts.
         */
        post: operations["set_up_node"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/share_invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List partners' invitations into their channels
         * @description Newest first; for administrators.
         */
        get: operations["list_share_invitations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/share_invitations/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation
         * @description You choose who of your company is in; the other companies are told their names. The channel is `joining` until its host confirms.
         */
        post: operations["accept_share_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/share_invitations/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline an invitation
         * @description The partner's administrators read the reason.
         */
        post: operations["reject_share_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the node and its partners are doing
         * @description Administrators only.
         */
        get: operations["read_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description RFC 9457 problem detail */
        Problem: {
            /** @description Stable; decide by this */
            code: string;
            /** @description What to do */
            detail?: string;
            errors?: {
                detail?: string;
                pointer?: string;
            }[];
            request_id?: string;
            status: number;
            title: string;
            /** Format: uri-reference */
            type: string;
        };
    };
    responses: {
        /** @description Refused */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    check_liveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    check_readiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    activate_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description At least 10 characters of any kind */
                    password: string;
                    token: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        company: {
                            /** @description `self`, or the `part_…` id of a partner */
                            id: string;
                            name: string;
                        };
                        did: string;
                        /** @description shown to administrators and to the person */
                        email?: string;
                        /** @description `pers_…` */
                        id: string;
                        /** @description true for people of our own company */
                        is_local: boolean;
                        name: string;
                        /**
                         * @description of people of our own company who have an account
                         * @enum {string}
                         */
                        role?: "admin" | "member";
                        /**
                         * @description `invited` until a password is set
                         * @enum {string}
                         */
                        status?: "invited" | "active" | "deactivated";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_audit_entries: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; leave out for the first page */
                cursor?: string;
                /** @description Items of the page, at most 100 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            action: string;
                            /** @description a person (`pers_…`), a partner node (`did:key:…`), `anonymous` or `system` */
                            actor: string;
                            at: string;
                            channel_id: string | null;
                            /** @description ids, counts and codes; never content */
                            details: {
                                [key: string]: string | number | boolean | null;
                            };
                            partner_id: string | null;
                            seq: number;
                            /** @description id of what changed */
                            subject: string;
                        }[];
                        /** @description null on the last page */
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_channels: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; leave out for the first page */
                cursor?: string;
                /** @description Items of the page, at most 100 */
                limit?: number;
                perimeter?: "internal" | "shared";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            companies: {
                                /** @description people of that company in the channel */
                                head_count: number;
                                /** @description `self`, or the `part_…` id of a partner */
                                id: string;
                                name: string;
                                /** @enum {string} */
                                state: "invited" | "active";
                            }[];
                            created_at: string;
                            did: string;
                            /** @description the company that made the channel and decides which companies are in it */
                            host: {
                                /** @description `self`, or the `part_…` id of a partner */
                                id: string;
                                name: string;
                            };
                            /** @description `chan_…` */
                            id: string;
                            /** @description people of all companies in the channel */
                            member_count: number;
                            name: string;
                            /**
                             * @description fixed when the channel is made; nothing of an internal channel ever leaves
                             * @enum {string}
                             */
                            perimeter: "internal" | "shared";
                            /**
                             * @description `joining` until the host confirms us, `left` once it ended our place; both cannot be written to
                             * @enum {string}
                             */
                            state: "active" | "joining" | "left";
                            topic: string;
                        }[];
                        /** @description null on the last page */
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    create_channel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @enum {string} */
                    perimeter: "internal" | "shared";
                    /** @default  */
                    topic?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        companies: {
                            /** @description people of that company in the channel */
                            head_count: number;
                            /** @description `self`, or the `part_…` id of a partner */
                            id: string;
                            name: string;
                            /** @enum {string} */
                            state: "invited" | "active";
                        }[];
                        created_at: string;
                        did: string;
                        /** @description the company that made the channel and decides which companies are in it */
                        host: {
                            /** @description `self`, or the `part_…` id of a partner */
                            id: string;
                            name: string;
                        };
                        /** @description `chan_…` */
                        id: string;
                        /** @description people of all companies in the channel */
                        member_count: number;
                        name: string;
                        /**
                         * @description fixed when the channel is made; nothing of an internal channel ever leaves
                         * @enum {string}
                         */
                        perimeter: "internal" | "shared";
                        /**
                         * @description `joining` until the host confirms us, `left` once it ended our place; both cannot be written to
                         * @enum {string}
                         */
                        state: "active" | "joining" | "left";
                        topic: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    read_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        companies: {
                            /** @description people of that company in the channel */
                            head_count: number;
                            /** @description `self`, or the `part_…` id of a partner */
                            id: string;
                            name: string;
                            /** @enum {string} */
                            state: "invited" | "active";
                        }[];
                        created_at: string;
                        did: string;
                        /** @description the company that made the channel and decides which companies are in it */
                        host: {
                            /** @description `self`, or the `part_…` id of a partner */
                            id: string;
                            name: string;
                        };
                        /** @description `chan_…` */
                        id: string;
                        /** @description people of all companies in the channel */
                        member_count: number;
                        name: string;
                        /**
                         * @description fixed when the channel is made; nothing of an internal channel ever leaves
                         * @enum {string}
                         */
                        perimeter: "internal" | "shared";
                        /**
                         * @description `joining` until the host confirms us, `left` once it ended our place; both cannot be written to
                         * @enum {string}
                         */
                        state: "active" | "joining" | "left";
                        topic: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    change_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    topic?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        companies: {
                            /** @description people of that company in the channel */
                            head_count: number;
                            /** @description `self`, or the `part_…` id of a partner */
                            id: string;
                            name: string;
                            /** @enum {string} */
                            state: "invited" | "active";
                        }[];
                        created_at: string;
                        did: string;
                        /** @description the company that made the channel and decides which companies are in it */
                        host: {
                            /** @description `self`, or the `part_…` id of a partner */
                            id: string;
                            name: string;
                        };
                        /** @description `chan_…` */
                        id: string;
                        /** @description people of all companies in the channel */
                        member_count: number;
                        name: string;
                        /**
                         * @description fixed when the channel is made; nothing of an internal channel ever leaves
                         * @enum {string}
                         */
                        perimeter: "internal" | "shared";
                        /**
                         * @description `joining` until the host confirms us, `left` once it ended our place; both cannot be written to
                         * @enum {string}
                         */
                        state: "active" | "joining" | "left";
                        topic: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    read_audience: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description companies whose nodes receive what is posted */
                        companies: {
                            head_count: number;
                            /** @description `self`, or the `part_…` id of a partner */
                            id: string;
                            name: string;
                        }[];
                        people: {
                            company: {
                                /** @description `self`, or the `part_…` id of a partner */
                                id: string;
                                name: string;
                            };
                            /** @description `pers_…` */
                            id: string;
                            name: string;
                        }[];
                        /** @description changes with every company or person that comes or goes */
                        version: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    read_digest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description SHA-256 in base64url (rule DIG-1) */
                        digest: string;
                        /** @description how far this node holds each company's log of the channel */
                        logs: {
                            head: string;
                            log: string;
                            seq: number;
                        }[];
                        /** @description objects summed up, deleted ones as well */
                        objects: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    import_posts: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the audience that the author saw; 412 if it has changed since */
                "audience-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    posts: {
                        in_reply_to?: string;
                        /** @description position of an earlier post in this request */
                        in_reply_to_index?: number;
                        /** @description a person of your own company who is in the channel */
                        person_id: string;
                        /** Format: date-time */
                        published_at: string;
                        text: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            author: {
                                company: {
                                    /** @description `self`, or the `part_…` id of a partner */
                                    id: string;
                                    name: string;
                                };
                                /** @description `pers_…` */
                                id: string;
                                name: string;
                            };
                            channel_id: string;
                            deleted_at: string | null;
                            /** @description of our own posts in shared channels, by company */
                            deliveries: {
                                held_since: string | null;
                                /** @description `part_…` */
                                partner_id: string;
                                partner_name: string;
                                /**
                                 * @description `held`: the partner signed that it holds the current version
                                 * @enum {string}
                                 */
                                state: "queued" | "held";
                            }[];
                            did: string;
                            edited_at: string | null;
                            /** @description `post_…` */
                            id: string;
                            in_reply_to: string | null;
                            published_at: string;
                            /** @description at most 100, in the order of their first use */
                            reactions: {
                                count: number;
                                emoji: string;
                                /** @description the reader is among them */
                                mine: boolean;
                            }[];
                            /** @description replies that are not deleted, counted up to 1000 */
                            reply_count: number;
                            /** @description Markdown; null when deleted */
                            text: string | null;
                            /** @description the post that began the thread; null for a post that is not a reply */
                            thread_id: string | null;
                            version: number;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_members: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; leave out for the first page */
                cursor?: string;
                /** @description Items of the page, at most 100 */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            company: {
                                /** @description `self`, or the `part_…` id of a partner */
                                id: string;
                                name: string;
                            };
                            did: string;
                            /** @description shown to administrators and to the person */
                            email?: string;
                            /** @description `pers_…` */
                            id: string;
                            /** @description true for people of our own company */
                            is_local: boolean;
                            name: string;
                            /**
                             * @description of people of our own company who have an account
                             * @enum {string}
                             */
                            role?: "admin" | "member";
                            /**
                             * @description `invited` until a password is set
                             * @enum {string}
                             */
                            status?: "invited" | "active" | "deactivated";
                        }[];
                        /** @description null on the last page */
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    add_members: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    person_ids: string[];
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        companies: {
                            /** @description people of that company in the channel */
                            head_count: number;
                            /** @description `self`, or the `part_…` id of a partner */
                            id: string;
                            name: string;
                            /** @enum {string} */
                            state: "invited" | "active";
                        }[];
                        created_at: string;
                        did: string;
                        /** @description the company that made the channel and decides which companies are in it */
                        host: {
                            /** @description `self`, or the `part_…` id of a partner */
                            id: string;
                            name: string;
                        };
                        /** @description `chan_…` */
                        id: string;
                        /** @description people of all companies in the channel */
                        member_count: number;
                        name: string;
                        /**
                         * @description fixed when the channel is made; nothing of an internal channel ever leaves
                         * @enum {string}
                         */
                        perimeter: "internal" | "shared";
                        /**
                         * @description `joining` until the host confirms us, `left` once it ended our place; both cannot be written to
                         * @enum {string}
                         */
                        state: "active" | "joining" | "left";
                        topic: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                person_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    create_posts: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the audience that the author saw; 412 if it has changed since */
                "audience-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    posts: {
                        /** @description a post of the same channel */
                        in_reply_to?: string;
                        text: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            author: {
                                company: {
                                    /** @description `self`, or the `part_…` id of a partner */
                                    id: string;
                                    name: string;
                                };
                                /** @description `pers_…` */
                                id: string;
                                name: string;
                            };
                            channel_id: string;
                            deleted_at: string | null;
                            /** @description of our own posts in shared channels, by company */
                            deliveries: {
                                held_since: string | null;
                                /** @description `part_…` */
                                partner_id: string;
                                partner_name: string;
                                /**
                                 * @description `held`: the partner signed that it holds the current version
                                 * @enum {string}
                                 */
                                state: "queued" | "held";
                            }[];
                            did: string;
                            edited_at: string | null;
                            /** @description `post_…` */
                            id: string;
                            in_reply_to: string | null;
                            published_at: string;
                            /** @description at most 100, in the order of their first use */
                            reactions: {
                                count: number;
                                emoji: string;
                                /** @description the reader is among them */
                                mine: boolean;
                            }[];
                            /** @description replies that are not deleted, counted up to 1000 */
                            reply_count: number;
                            /** @description Markdown; null when deleted */
                            text: string | null;
                            /** @description the post that began the thread; null for a post that is not a reply */
                            thread_id: string | null;
                            version: number;
                        }[];
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_posts: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; leave out for the first page */
                cursor?: string;
                /** @description Items of the page, at most 100 */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            author: {
                                company: {
                                    /** @description `self`, or the `part_…` id of a partner */
                                    id: string;
                                    name: string;
                                };
                                /** @description `pers_…` */
                                id: string;
                                name: string;
                            };
                            channel_id: string;
                            deleted_at: string | null;
                            /** @description of our own posts in shared channels, by company */
                            deliveries: {
                                held_since: string | null;
                                /** @description `part_…` */
                                partner_id: string;
                                partner_name: string;
                                /**
                                 * @description `held`: the partner signed that it holds the current version
                                 * @enum {string}
                                 */
                                state: "queued" | "held";
                            }[];
                            did: string;
                            edited_at: string | null;
                            /** @description `post_…` */
                            id: string;
                            in_reply_to: string | null;
                            published_at: string;
                            /** @description at most 100, in the order of their first use */
                            reactions: {
                                count: number;
                                emoji: string;
                                /** @description the reader is among them */
                                mine: boolean;
                            }[];
                            /** @description replies that are not deleted, counted up to 1000 */
                            reply_count: number;
                            /** @description Markdown; null when deleted */
                            text: string | null;
                            /** @description the post that began the thread; null for a post that is not a reply */
                            thread_id: string | null;
                            version: number;
                        }[];
                        /** @description null on the last page */
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    create_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the audience that the author saw; 412 if it has changed since */
                "audience-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description a post of the same channel */
                    in_reply_to?: string;
                    text: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        author: {
                            company: {
                                /** @description `self`, or the `part_…` id of a partner */
                                id: string;
                                name: string;
                            };
                            /** @description `pers_…` */
                            id: string;
                            name: string;
                        };
                        channel_id: string;
                        deleted_at: string | null;
                        /** @description of our own posts in shared channels, by company */
                        deliveries: {
                            held_since: string | null;
                            /** @description `part_…` */
                            partner_id: string;
                            partner_name: string;
                            /**
                             * @description `held`: the partner signed that it holds the current version
                             * @enum {string}
                             */
                            state: "queued" | "held";
                        }[];
                        did: string;
                        edited_at: string | null;
                        /** @description `post_…` */
                        id: string;
                        in_reply_to: string | null;
                        published_at: string;
                        /** @description at most 100, in the order of their first use */
                        reactions: {
                            count: number;
                            emoji: string;
                            /** @description the reader is among them */
                            mine: boolean;
                        }[];
                        /** @description replies that are not deleted, counted up to 1000 */
                        reply_count: number;
                        /** @description Markdown; null when deleted */
                        text: string | null;
                        /** @description the post that began the thread; null for a post that is not a reply */
                        thread_id: string | null;
                        version: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_shares: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            changed_at: string;
                            partner: {
                                /** @description `self`, or the `part_…` id of a partner */
                                id: string;
                                name: string;
                            };
                            /** @description why the company is not in: `withdrawn`, `removed`, or the reason that its administrator gave */
                            reason: string;
                            /** @enum {string} */
                            state: "invited" | "active" | "removed";
                        }[];
                        next_cursor: null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    share_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    partner_id: string;
                };
            };
        };
        responses: {
            /** @description Success */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed_at: string;
                        partner: {
                            /** @description `self`, or the `part_…` id of a partner */
                            id: string;
                            name: string;
                        };
                        /** @description why the company is not in: `withdrawn`, `removed`, or the reason that its administrator gave */
                        reason: string;
                        /** @enum {string} */
                        state: "invited" | "active" | "removed";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    end_share: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                partner_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    read_events: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream that does not end by itself */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_invitations: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; leave out for the first page */
                cursor?: string;
                /** @description Items of the page, at most 100 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description RFC 3339, UTC */
                            created_at: string;
                            /** @description Id of a person */
                            created_by: string;
                            /** @description RFC 3339, UTC */
                            expires_at: string;
                            /** @description `invi_…` */
                            id: string;
                            /** @description For whom it is, in the words of who made it */
                            note: string;
                            revoked_at: string | null;
                            /** @enum {string} */
                            state: "open" | "used" | "expired" | "revoked";
                            used_at: string | null;
                            /** @description DID of the node that used it */
                            used_by: string | null;
                        }[];
                        /** @description null on the last page */
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    create_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description For whom it is; seen by our administrators only
                     * @default
                     */
                    note?: string;
                } | null;
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        expires_at: string;
                        id: string;
                        invitation: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revoke_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    read_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        company: {
                            /** @description `self`, or the `part_…` id of a partner */
                            id: string;
                            name: string;
                        };
                        did: string;
                        /** @description shown to administrators and to the person */
                        email?: string;
                        /** @description `pers_…` */
                        id: string;
                        /** @description true for people of our own company */
                        is_local: boolean;
                        name: string;
                        /**
                         * @description of people of our own company who have an account
                         * @enum {string}
                         */
                        role?: "admin" | "member";
                        /**
                         * @description `invited` until a password is set
                         * @enum {string}
                         */
                        status?: "invited" | "active" | "deactivated";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    read_node: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description `did:key:…` of the node */
                        id: string;
                        /** @description Name of the company; null until the node has been set up */
                        name: string | null;
                        public_url: string;
                        /** @description SHA-256 of the certificate (DER, base64url) where no public authority vouches for it */
                        tls_pin: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    create_pairing: {
        parameters: {
            query?: {
                /** @description Language of the words; without it, Accept-Language decides */
                language?: "en" | "fr";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    invitation: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Where the company's node is reached */
                        address: string;
                        /** @description The two words to type back, counted from 1; empty where `words` is null */
                        confirm_positions: number[];
                        confirmed_by_partner_at: string | null;
                        confirmed_by_us_at: string | null;
                        /** @description RFC 3339, UTC */
                        created_at: string;
                        /** @description DID of the company's node */
                        did: string;
                        /** @description `part_…` */
                        id: string;
                        name: string;
                        /** @description Why it is suspended or ended: an administrator's words, or `wrong-words` or `ended-by-partner` */
                        reason: string | null;
                        /** @description The words as a sentence, to be read aloud */
                        sentence?: string;
                        /**
                         * @description `requested` until the administrators of both companies have typed the words back
                         * @enum {string}
                         */
                        state: "requested" | "active" | "suspended" | "ended";
                        /** @description The six words that both administrators compare; null unless `requested`, and for members */
                        words: string[] | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_partners: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; leave out for the first page */
                cursor?: string;
                /** @description Language of the words; without it, Accept-Language decides */
                language?: "en" | "fr";
                /** @description Items of the page, at most 100 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description Where the company's node is reached */
                            address: string;
                            /** @description The two words to type back, counted from 1; empty where `words` is null */
                            confirm_positions: number[];
                            confirmed_by_partner_at: string | null;
                            confirmed_by_us_at: string | null;
                            /** @description RFC 3339, UTC */
                            created_at: string;
                            /** @description DID of the company's node */
                            did: string;
                            /** @description `part_…` */
                            id: string;
                            name: string;
                            /** @description Why it is suspended or ended: an administrator's words, or `wrong-words` or `ended-by-partner` */
                            reason: string | null;
                            /** @description The words as a sentence, to be read aloud */
                            sentence?: string;
                            /**
                             * @description `requested` until the administrators of both companies have typed the words back
                             * @enum {string}
                             */
                            state: "requested" | "active" | "suspended" | "ended";
                            /** @description The six words that both administrators compare; null unless `requested`, and for members */
                            words: string[] | null;
                        }[];
                        /** @description null on the last page */
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    read_partner: {
        parameters: {
            query?: {
                /** @description Language of the words; without it, Accept-Language decides */
                language?: "en" | "fr";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Where the company's node is reached */
                        address: string;
                        /** @description The two words to type back, counted from 1; empty where `words` is null */
                        confirm_positions: number[];
                        confirmed_by_partner_at: string | null;
                        confirmed_by_us_at: string | null;
                        /** @description RFC 3339, UTC */
                        created_at: string;
                        /** @description DID of the company's node */
                        did: string;
                        /** @description `part_…` */
                        id: string;
                        name: string;
                        /** @description Why it is suspended or ended: an administrator's words, or `wrong-words` or `ended-by-partner` */
                        reason: string | null;
                        /** @description The words as a sentence, to be read aloud */
                        sentence?: string;
                        /**
                         * @description `requested` until the administrators of both companies have typed the words back
                         * @enum {string}
                         */
                        state: "requested" | "active" | "suspended" | "ended";
                        /** @description The six words that both administrators compare; null unless `requested`, and for members */
                        words: string[] | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    change_partner: {
        parameters: {
            query?: {
                /** @description Language of the words; without it, Accept-Language decides */
                language?: "en" | "fr";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Seen by our people only
                     * @default
                     */
                    reason?: string;
                    /** @enum {string} */
                    state: "active" | "suspended" | "ended";
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Where the company's node is reached */
                        address: string;
                        /** @description The two words to type back, counted from 1; empty where `words` is null */
                        confirm_positions: number[];
                        confirmed_by_partner_at: string | null;
                        confirmed_by_us_at: string | null;
                        /** @description RFC 3339, UTC */
                        created_at: string;
                        /** @description DID of the company's node */
                        did: string;
                        /** @description `part_…` */
                        id: string;
                        name: string;
                        /** @description Why it is suspended or ended: an administrator's words, or `wrong-words` or `ended-by-partner` */
                        reason: string | null;
                        /** @description The words as a sentence, to be read aloud */
                        sentence?: string;
                        /**
                         * @description `requested` until the administrators of both companies have typed the words back
                         * @enum {string}
                         */
                        state: "requested" | "active" | "suspended" | "ended";
                        /** @description The six words that both administrators compare; null unless `requested`, and for members */
                        words: string[] | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    confirm_partner: {
        parameters: {
            query?: {
                /** @description Language of the words; without it, Accept-Language decides */
                language?: "en" | "fr";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    words: [
                        string,
                        string
                    ];
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Where the company's node is reached */
                        address: string;
                        /** @description The two words to type back, counted from 1; empty where `words` is null */
                        confirm_positions: number[];
                        confirmed_by_partner_at: string | null;
                        confirmed_by_us_at: string | null;
                        /** @description RFC 3339, UTC */
                        created_at: string;
                        /** @description DID of the company's node */
                        did: string;
                        /** @description `part_…` */
                        id: string;
                        name: string;
                        /** @description Why it is suspended or ended: an administrator's words, or `wrong-words` or `ended-by-partner` */
                        reason: string | null;
                        /** @description The words as a sentence, to be read aloud */
                        sentence?: string;
                        /**
                         * @description `requested` until the administrators of both companies have typed the words back
                         * @enum {string}
                         */
                        state: "requested" | "active" | "suspended" | "ended";
                        /** @description The six words that both administrators compare; null unless `requested`, and for members */
                        words: string[] | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_people: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; leave out for the first page */
                cursor?: string;
                /** @description Items of the page, at most 100 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            company: {
                                /** @description `self`, or the `part_…` id of a partner */
                                id: string;
                                name: string;
                            };
                            did: string;
                            /** @description shown to administrators and to the person */
                            email?: string;
                            /** @description `pers_…` */
                            id: string;
                            /** @description true for people of our own company */
                            is_local: boolean;
                            name: string;
                            /**
                             * @description of people of our own company who have an account
                             * @enum {string}
                             */
                            role?: "admin" | "member";
                            /**
                             * @description `invited` until a password is set
                             * @enum {string}
                             */
                            status?: "invited" | "active" | "deactivated";
                        }[];
                        /** @description null on the last page */
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    add_person: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email?: string;
                    name: string;
                    /** @enum {string} */
                    role?: "admin" | "member";
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        activation_url: string | null;
                        person: {
                            company: {
                                /** @description `self`, or the `part_…` id of a partner */
                                id: string;
                                name: string;
                            };
                            did: string;
                            /** @description shown to administrators and to the person */
                            email?: string;
                            /** @description `pers_…` */
                            id: string;
                            /** @description true for people of our own company */
                            is_local: boolean;
                            name: string;
                            /**
                             * @description of people of our own company who have an account
                             * @enum {string}
                             */
                            role?: "admin" | "member";
                            /**
                             * @description `invited` until a password is set
                             * @enum {string}
                             */
                            status?: "invited" | "active" | "deactivated";
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    read_person: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        company: {
                            /** @description `self`, or the `part_…` id of a partner */
                            id: string;
                            name: string;
                        };
                        did: string;
                        /** @description shown to administrators and to the person */
                        email?: string;
                        /** @description `pers_…` */
                        id: string;
                        /** @description true for people of our own company */
                        is_local: boolean;
                        name: string;
                        /**
                         * @description of people of our own company who have an account
                         * @enum {string}
                         */
                        role?: "admin" | "member";
                        /**
                         * @description `invited` until a password is set
                         * @enum {string}
                         */
                        status?: "invited" | "active" | "deactivated";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    change_person: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email?: string;
                    name?: string;
                    /** @enum {string} */
                    role?: "admin" | "member";
                    /** @enum {string} */
                    status?: "active" | "deactivated";
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        company: {
                            /** @description `self`, or the `part_…` id of a partner */
                            id: string;
                            name: string;
                        };
                        did: string;
                        /** @description shown to administrators and to the person */
                        email?: string;
                        /** @description `pers_…` */
                        id: string;
                        /** @description true for people of our own company */
                        is_local: boolean;
                        name: string;
                        /**
                         * @description of people of our own company who have an account
                         * @enum {string}
                         */
                        role?: "admin" | "member";
                        /**
                         * @description `invited` until a password is set
                         * @enum {string}
                         */
                        status?: "invited" | "active" | "deactivated";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    create_activation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        activation_url: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    read_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        author: {
                            company: {
                                /** @description `self`, or the `part_…` id of a partner */
                                id: string;
                                name: string;
                            };
                            /** @description `pers_…` */
                            id: string;
                            name: string;
                        };
                        channel_id: string;
                        deleted_at: string | null;
                        /** @description of our own posts in shared channels, by company */
                        deliveries: {
                            held_since: string | null;
                            /** @description `part_…` */
                            partner_id: string;
                            partner_name: string;
                            /**
                             * @description `held`: the partner signed that it holds the current version
                             * @enum {string}
                             */
                            state: "queued" | "held";
                        }[];
                        did: string;
                        edited_at: string | null;
                        /** @description `post_…` */
                        id: string;
                        in_reply_to: string | null;
                        published_at: string;
                        /** @description at most 100, in the order of their first use */
                        reactions: {
                            count: number;
                            emoji: string;
                            /** @description the reader is among them */
                            mine: boolean;
                        }[];
                        /** @description replies that are not deleted, counted up to 1000 */
                        reply_count: number;
                        /** @description Markdown; null when deleted */
                        text: string | null;
                        /** @description the post that began the thread; null for a post that is not a reply */
                        thread_id: string | null;
                        version: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    delete_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version that the change is based on */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        author: {
                            company: {
                                /** @description `self`, or the `part_…` id of a partner */
                                id: string;
                                name: string;
                            };
                            /** @description `pers_…` */
                            id: string;
                            name: string;
                        };
                        channel_id: string;
                        deleted_at: string | null;
                        /** @description of our own posts in shared channels, by company */
                        deliveries: {
                            held_since: string | null;
                            /** @description `part_…` */
                            partner_id: string;
                            partner_name: string;
                            /**
                             * @description `held`: the partner signed that it holds the current version
                             * @enum {string}
                             */
                            state: "queued" | "held";
                        }[];
                        did: string;
                        edited_at: string | null;
                        /** @description `post_…` */
                        id: string;
                        in_reply_to: string | null;
                        published_at: string;
                        /** @description at most 100, in the order of their first use */
                        reactions: {
                            count: number;
                            emoji: string;
                            /** @description the reader is among them */
                            mine: boolean;
                        }[];
                        /** @description replies that are not deleted, counted up to 1000 */
                        reply_count: number;
                        /** @description Markdown; null when deleted */
                        text: string | null;
                        /** @description the post that began the thread; null for a post that is not a reply */
                        thread_id: string | null;
                        version: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    edit_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the version that the change is based on */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        author: {
                            company: {
                                /** @description `self`, or the `part_…` id of a partner */
                                id: string;
                                name: string;
                            };
                            /** @description `pers_…` */
                            id: string;
                            name: string;
                        };
                        channel_id: string;
                        deleted_at: string | null;
                        /** @description of our own posts in shared channels, by company */
                        deliveries: {
                            held_since: string | null;
                            /** @description `part_…` */
                            partner_id: string;
                            partner_name: string;
                            /**
                             * @description `held`: the partner signed that it holds the current version
                             * @enum {string}
                             */
                            state: "queued" | "held";
                        }[];
                        did: string;
                        edited_at: string | null;
                        /** @description `post_…` */
                        id: string;
                        in_reply_to: string | null;
                        published_at: string;
                        /** @description at most 100, in the order of their first use */
                        reactions: {
                            count: number;
                            emoji: string;
                            /** @description the reader is among them */
                            mine: boolean;
                        }[];
                        /** @description replies that are not deleted, counted up to 1000 */
                        reply_count: number;
                        /** @description Markdown; null when deleted */
                        text: string | null;
                        /** @description the post that began the thread; null for a post that is not a reply */
                        thread_id: string | null;
                        version: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_deliveries: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            held_since: string | null;
                            /** @description `part_…` */
                            partner_id: string;
                            partner_name: string;
                            /**
                             * @description `held`: the partner signed that it holds the current version
                             * @enum {string}
                             */
                            state: "queued" | "held";
                        }[];
                        /** @description null on the last page */
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    export_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        actor: {
                            [key: string]: unknown;
                        };
                        node_document: string;
                        object: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    add_reaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description one emoji or short word without spaces */
                emoji: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        author: {
                            company: {
                                /** @description `self`, or the `part_…` id of a partner */
                                id: string;
                                name: string;
                            };
                            /** @description `pers_…` */
                            id: string;
                            name: string;
                        };
                        channel_id: string;
                        deleted_at: string | null;
                        /** @description of our own posts in shared channels, by company */
                        deliveries: {
                            held_since: string | null;
                            /** @description `part_…` */
                            partner_id: string;
                            partner_name: string;
                            /**
                             * @description `held`: the partner signed that it holds the current version
                             * @enum {string}
                             */
                            state: "queued" | "held";
                        }[];
                        did: string;
                        edited_at: string | null;
                        /** @description `post_…` */
                        id: string;
                        in_reply_to: string | null;
                        published_at: string;
                        /** @description at most 100, in the order of their first use */
                        reactions: {
                            count: number;
                            emoji: string;
                            /** @description the reader is among them */
                            mine: boolean;
                        }[];
                        /** @description replies that are not deleted, counted up to 1000 */
                        reply_count: number;
                        /** @description Markdown; null when deleted */
                        text: string | null;
                        /** @description the post that began the thread; null for a post that is not a reply */
                        thread_id: string | null;
                        version: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    remove_reaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description one emoji or short word without spaces */
                emoji: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        author: {
                            company: {
                                /** @description `self`, or the `part_…` id of a partner */
                                id: string;
                                name: string;
                            };
                            /** @description `pers_…` */
                            id: string;
                            name: string;
                        };
                        channel_id: string;
                        deleted_at: string | null;
                        /** @description of our own posts in shared channels, by company */
                        deliveries: {
                            held_since: string | null;
                            /** @description `part_…` */
                            partner_id: string;
                            partner_name: string;
                            /**
                             * @description `held`: the partner signed that it holds the current version
                             * @enum {string}
                             */
                            state: "queued" | "held";
                        }[];
                        did: string;
                        edited_at: string | null;
                        /** @description `post_…` */
                        id: string;
                        in_reply_to: string | null;
                        published_at: string;
                        /** @description at most 100, in the order of their first use */
                        reactions: {
                            count: number;
                            emoji: string;
                            /** @description the reader is among them */
                            mine: boolean;
                        }[];
                        /** @description replies that are not deleted, counted up to 1000 */
                        reply_count: number;
                        /** @description Markdown; null when deleted */
                        text: string | null;
                        /** @description the post that began the thread; null for a post that is not a reply */
                        thread_id: string | null;
                        version: number;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_replies: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; leave out for the first page */
                cursor?: string;
                /** @description Items of the page, at most 100 */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            author: {
                                company: {
                                    /** @description `self`, or the `part_…` id of a partner */
                                    id: string;
                                    name: string;
                                };
                                /** @description `pers_…` */
                                id: string;
                                name: string;
                            };
                            channel_id: string;
                            deleted_at: string | null;
                            /** @description of our own posts in shared channels, by company */
                            deliveries: {
                                held_since: string | null;
                                /** @description `part_…` */
                                partner_id: string;
                                partner_name: string;
                                /**
                                 * @description `held`: the partner signed that it holds the current version
                                 * @enum {string}
                                 */
                                state: "queued" | "held";
                            }[];
                            did: string;
                            edited_at: string | null;
                            /** @description `post_…` */
                            id: string;
                            in_reply_to: string | null;
                            published_at: string;
                            /** @description at most 100, in the order of their first use */
                            reactions: {
                                count: number;
                                emoji: string;
                                /** @description the reader is among them */
                                mine: boolean;
                            }[];
                            /** @description replies that are not deleted, counted up to 1000 */
                            reply_count: number;
                            /** @description Markdown; null when deleted */
                            text: string | null;
                            /** @description the post that began the thread; null for a post that is not a reply */
                            thread_id: string | null;
                            version: number;
                        }[];
                        /** @description null on the last page */
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_versions: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; leave out for the first page */
                cursor?: string;
                /** @description Items of the page, at most 100 */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description when this version was written */
                            at: string;
                            text: string;
                            version: number;
                        }[];
                        /** @description null on the last page */
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    search_posts: {
        parameters: {
            query: {
                /** @description `next_cursor` of the page before; leave out for the first page */
                cursor?: string;
                /** @description Items of the page, at most 100 */
                limit?: number;
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            author: {
                                company: {
                                    /** @description `self`, or the `part_…` id of a partner */
                                    id: string;
                                    name: string;
                                };
                                /** @description `pers_…` */
                                id: string;
                                name: string;
                            };
                            channel_id: string;
                            deleted_at: string | null;
                            /** @description of our own posts in shared channels, by company */
                            deliveries: {
                                held_since: string | null;
                                /** @description `part_…` */
                                partner_id: string;
                                partner_name: string;
                                /**
                                 * @description `held`: the partner signed that it holds the current version
                                 * @enum {string}
                                 */
                                state: "queued" | "held";
                            }[];
                            did: string;
                            edited_at: string | null;
                            /** @description `post_…` */
                            id: string;
                            in_reply_to: string | null;
                            published_at: string;
                            /** @description at most 100, in the order of their first use */
                            reactions: {
                                count: number;
                                emoji: string;
                                /** @description the reader is among them */
                                mine: boolean;
                            }[];
                            /** @description replies that are not deleted, counted up to 1000 */
                            reply_count: number;
                            /** @description Markdown; null when deleted */
                            text: string | null;
                            /** @description the post that began the thread; null for a post that is not a reply */
                            thread_id: string | null;
                            version: number;
                        }[];
                        /** @description null on the last page */
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            created_at: string;
                            expires_at: string;
                            id: string;
                            is_current: boolean;
                            /** @description When it was last renewed */
                            used_at: string;
                            /** @description What the client called itself when it signed in */
                            user_agent: string;
                        }[];
                        /** @description null on the last page */
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default false */
                    cookie?: boolean;
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Send it as `Authorization: Bearer …` */
                        access_token: string;
                        /** @description Seconds that the access token lives */
                        expires_in: number;
                        person: {
                            company: {
                                /** @description `self`, or the `part_…` id of a partner */
                                id: string;
                                name: string;
                            };
                            did: string;
                            /** @description shown to administrators and to the person */
                            email?: string;
                            /** @description `pers_…` */
                            id: string;
                            /** @description true for people of our own company */
                            is_local: boolean;
                            name: string;
                            /**
                             * @description of people of our own company who have an account
                             * @enum {string}
                             */
                            role?: "admin" | "member";
                            /**
                             * @description `invited` until a password is set
                             * @enum {string}
                             */
                            status?: "invited" | "active" | "deactivated";
                        };
                        /** @description Works once, for the next access token; null where it went into a cookie */
                        refresh_token: string | null;
                        /** @enum {string} */
                        token_type: "Bearer";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    refresh_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    refresh_token?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Send it as `Authorization: Bearer …` */
                        access_token: string;
                        /** @description Seconds that the access token lives */
                        expires_in: number;
                        person: {
                            company: {
                                /** @description `self`, or the `part_…` id of a partner */
                                id: string;
                                name: string;
                            };
                            did: string;
                            /** @description shown to administrators and to the person */
                            email?: string;
                            /** @description `pers_…` */
                            id: string;
                            /** @description true for people of our own company */
                            is_local: boolean;
                            name: string;
                            /**
                             * @description of people of our own company who have an account
                             * @enum {string}
                             */
                            role?: "admin" | "member";
                            /**
                             * @description `invited` until a password is set
                             * @enum {string}
                             */
                            status?: "invited" | "active" | "deactivated";
                        };
                        /** @description Works once, for the next access token; null where it went into a cookie */
                        refresh_token: string | null;
                        /** @enum {string} */
                        token_type: "Bearer";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    set_up_node: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    company: string;
                    /** Format: email */
                    email: string;
                    name: string;
                    /** @description At least 10 characters of any kind */
                    password: string;
                    token: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        company: {
                            /** @description `self`, or the `part_…` id of a partner */
                            id: string;
                            name: string;
                        };
                        did: string;
                        /** @description shown to administrators and to the person */
                        email?: string;
                        /** @description `pers_…` */
                        id: string;
                        /** @description true for people of our own company */
                        is_local: boolean;
                        name: string;
                        /**
                         * @description of people of our own company who have an account
                         * @enum {string}
                         */
                        role?: "admin" | "member";
                        /**
                         * @description `invited` until a password is set
                         * @enum {string}
                         */
                        status?: "invited" | "active" | "deactivated";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    list_share_invitations: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; leave out for the first page */
                cursor?: string;
                /** @description Items of the page, at most 100 */
                limit?: number;
                state?: "pending" | "accepted" | "rejected" | "withdrawn";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            decided_at: string | null;
                            host: {
                                /** @description `self`, or the `part_…` id of a partner */
                                id: string;
                                name: string;
                            };
                            /** @description `shar_…` */
                            id: string;
                            /** @description of the channel */
                            name: string;
                            received_at: string;
                            /** @enum {string} */
                            state: "pending" | "accepted" | "rejected" | "withdrawn";
                            topic: string;
                        }[];
                        /** @description null on the last page */
                        next_cursor: string | null;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    accept_share_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    member_ids: string[];
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        companies: {
                            /** @description people of that company in the channel */
                            head_count: number;
                            /** @description `self`, or the `part_…` id of a partner */
                            id: string;
                            name: string;
                            /** @enum {string} */
                            state: "invited" | "active";
                        }[];
                        created_at: string;
                        did: string;
                        /** @description the company that made the channel and decides which companies are in it */
                        host: {
                            /** @description `self`, or the `part_…` id of a partner */
                            id: string;
                            name: string;
                        };
                        /** @description `chan_…` */
                        id: string;
                        /** @description people of all companies in the channel */
                        member_count: number;
                        name: string;
                        /**
                         * @description fixed when the channel is made; nothing of an internal channel ever leaves
                         * @enum {string}
                         */
                        perimeter: "internal" | "shared";
                        /**
                         * @description `joining` until the host confirms us, `left` once it ended our place; both cannot be written to
                         * @enum {string}
                         */
                        state: "active" | "joining" | "left";
                        topic: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    reject_share_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default  */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    read_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        database: "sqlite" | "postgres";
                        /** @description entries of partners that could not be applied, at most 100, oldest first */
                        faults: {
                            code: string;
                            detail: string;
                            log: string;
                            seq: number;
                            /** @description RFC 3339, UTC */
                            since_at: string;
                            /** @enum {string} */
                            state: "pending" | "quarantined";
                            tries: number;
                        }[];
                        /** @description version of Node.js */
                        node: string;
                        partners: {
                            /** @description attempts that failed since the last success */
                            failures: number;
                            id: string;
                            last_contact_at: string | null;
                            /** @description code of the last failure */
                            last_problem: string | null;
                            name: string;
                            next_attempt_at: string | null;
                            /** @description entries of our logs that the partner has not receipted yet */
                            queued_entries: number;
                            /** @enum {string} */
                            sender: "idle" | "sending" | "waiting";
                            state: string;
                        }[];
                        search: {
                            /** @description changes of posts that are not searchable yet */
                            behind: number;
                        };
                        version: string;
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
