import * as z from 'zod';

/** Longest text of one post, in UTF-16 code units (rule OBJ-3). */
export const MAX_POST_LENGTH = 20_000;
export const MAX_NAME_LENGTH = 120;
export const MAX_TOPIC_LENGTH = 500;
export const MAX_EMOJI_LENGTH = 32;

// NUL cannot be stored everywhere, other controls, marks of direction and characters without width can make a name look like another.
// eslint-disable-next-line no-control-regex
const forbiddenInText = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
// eslint-disable-next-line no-control-regex
const forbiddenInName = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/** Markdown source of a post: not blank, well-formed Unicode, no control characters but tab and line ends. */
export const postText = z
  .string()
  .min(1)
  .max(MAX_POST_LENGTH)
  .refine((text) => text.trim() !== '', 'must not be blank')
  .refine((text) => text.isWellFormed() && !forbiddenInText.test(text), 'must not hold control characters or lone surrogates');

function lineOf(max: number) {
  return z
    .string()
    .max(max)
    .refine((text) => text.isWellFormed() && !forbiddenInName.test(text), 'must be one line without control characters');
}

/** A name of a person, company or channel. */
export const nameText = lineOf(MAX_NAME_LENGTH).refine((text) => text.trim() !== '' && text === text.trim(), 'must not be blank or padded');
export const topicText = lineOf(MAX_TOPIC_LENGTH);

/** One emoji or short reaction word, without spaces. */
export const emojiText = lineOf(MAX_EMOJI_LENGTH).refine((text) => text !== '' && !/\s/.test(text), 'must be one emoji');
