import type { AnswerOf } from '@adjoin/client/client';
import type { Channel, Person, Post } from '@adjoin/client/resources';

/** Parts of the API's answers that the screens name. */
export type Perimeter = Channel['perimeter'];
export type Company = Audience['companies'][number];
export type Delivery = Post['deliveries'][number];
export type Reaction = Post['reactions'][number];
export type Audience = AnswerOf<'/v1/channels/{id}/audience', 'get'>;
export type Share = AnswerOf<'/v1/channels/{id}/shares', 'get'>['data'][number];
export type Invitation = AnswerOf<'/v1/invitations', 'get'>['data'][number];
export type NewInvitation = AnswerOf<'/v1/invitations', 'post'>;
export type Role = NonNullable<Person['role']>;
