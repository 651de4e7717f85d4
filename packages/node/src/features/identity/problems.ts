import { Problem } from '@adjoin/protocol/problem';

export function wrongSecret(cause: unknown): Problem {
  const problem = new Problem({
    status: 500,
    code: 'wrong-secret',
    title: 'The secret does not open this node\'s keys',
    detail: 'Start the node with the ADJOIN_SECRET or ADJOIN_SECRET_FILE (or secret.key) that it was first started with.',
  });
  problem.cause = cause;
  return problem;
}
