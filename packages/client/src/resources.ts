import type { AnswerOf } from './client.ts';

/** What the API's answers are made of. */
export type Channel = AnswerOf<'/v1/channels/{id}', 'get'>;
export type Post = AnswerOf<'/v1/posts/{id}', 'get'>;
export type Person = AnswerOf<'/v1/me', 'get'>;
export type Partner = AnswerOf<'/v1/partners/{id}', 'get'>;
export type ShareInvitation = AnswerOf<'/v1/share_invitations', 'get'>['data'][number];
export type NodeStatus = AnswerOf<'/v1/status', 'get'>;
export type PersonRef = Post['author'];
