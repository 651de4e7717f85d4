import { Problem } from '@adjoin/protocol/problem';
import type { NodeContext } from '../../context.ts';
import { instantOf } from '../../ports/clock.ts';
import { appendAudit } from '../audit/commands.ts';
import { addressBlock } from './address-block.ts';
import { tooManyAttempts } from './problems.ts';
import { createThrottle, type Rate, type Refusal } from './throttle.ts';

/** Failed attempts to get in from one address: an office behind one address must not shut itself out. */
export const ADDRESS_RATE: Rate = { burst: 30, refillMs: 10_000 };
/** Failed attempts on one account, from wherever. */
export const ACCOUNT_RATE: Rate = { burst: 10, refillMs: 60_000 };

type Attempt = {
  readonly action: 'session.refused' | 'setup.refused' | 'activation.refused';
  /** Address of whoever tries. */
  readonly ip: string;
  /** What is tried upon, whether it exists or not; undefined where secrets are too long to guess one by one. */
  readonly account?: string;
  /** Id of the person it is about, where that is known. */
  readonly subject?: string | undefined;
};

/** Runs attempts to get in, so many per address and account (THREATS 34, 37); refusals leave a line of audit. */
export type Attempts = <T>(attempt: Attempt, run: () => Promise<T>) => Promise<T>;

export function createAttempts(context: NodeContext): Attempts {
  const byAddress = createThrottle(context.clock, ADDRESS_RATE);
  const byAccount = createThrottle(context.clock, ACCOUNT_RATE);

  function audit({ action, subject = 'unknown' }: Attempt, code: string): Promise<void> {
    const at = instantOf(context.clock.now());
    return context.database.write((tx) => appendAudit(tx, context.feed, [{ at, actor: 'system', action, subject, details: { code } }]));
  }

  function take({ ip, account }: Attempt): Refusal | undefined {
    return byAddress.take(addressBlock(ip)) ?? (account === undefined ? undefined : byAccount.take(account));
  }

  function giveBack({ ip, account }: Attempt): void {
    byAddress.giveBack(addressBlock(ip));
    if (account !== undefined) byAccount.giveBack(account);
  }

  return async (attempt, run) => {
    const refusal = take(attempt);
    if (refusal !== undefined) {
      const problem = tooManyAttempts(refusal.retryAfterSeconds);
      // One line for a flood, or the flood would fill the disk.
      if (refusal.isFirst) await audit(attempt, problem.code);
      throw problem;
    }
    try {
      const result = await run();
      giveBack(attempt);
      return result;
    } catch (error) {
      if (error instanceof Problem && error.status < 500) await audit(attempt, error.code);
      else giveBack(attempt);
      throw error;
    }
  };
}
