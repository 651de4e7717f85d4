import { instantOf } from '../../ports/clock.ts';
import { SESSION_IDLE_MS, SESSION_LIFETIME_MS } from './limits.ts';

/** When a session used now will end if nobody uses it again. */
export function sessionExpiry({ nowMs, createdAt }: { nowMs: number; createdAt: string }): string {
  return instantOf(Math.min(nowMs + SESSION_IDLE_MS, Date.parse(createdAt) + SESSION_LIFETIME_MS));
}
