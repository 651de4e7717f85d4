import * as z from 'zod';
import { MAX_EMAIL_LENGTH, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './limits.ts';

/** Kept and compared in lower case: nobody means two people by the case of an address. */
export const emailText = z.email().max(MAX_EMAIL_LENGTH).toLowerCase();

export const newPassword = z
  .string()
  .min(MIN_PASSWORD_LENGTH)
  .max(MAX_PASSWORD_LENGTH)
  .describe(`At least ${MIN_PASSWORD_LENGTH} characters of any kind`);

/** A one-time or refresh token, as it was given out. */
export const secretText = z.string().min(1).max(128);
