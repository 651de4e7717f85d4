import { CliError } from '../cli-error.ts';
import { visibleLine } from '../terminal/visible.ts';

type Named = { readonly id: string; readonly name: string };

type Search<T> = {
  /** What is looked for, as in "channel". */
  readonly what: string;
  readonly wanted: string;
  readonly among: readonly T[];
  /** The command that lists them. */
  readonly list: string;
  /** Further texts that name one, such as an e-mail address. */
  readonly aliases?: (item: T) => readonly (string | undefined)[];
};

/**
 * The one thing that an id, a unique name or another text names. Names are compared exactly first, then without regard to case.
 * @throws CliError where there is none, or more than one
 */
export function findOne<T extends Named>({ what, wanted, among, list, aliases = () => [] }: Search<T>): T {
  const namesOf = (item: T): string[] => [item.id, item.name, ...aliases(item)].flatMap((name) => name ?? []);
  const exact = among.filter((item) => namesOf(item).includes(wanted));
  const found = exact.length > 0 ? exact : among.filter((item) => namesOf(item).some((name) => name.toLowerCase() === wanted.toLowerCase()));
  const [one, another] = found;
  if (one === undefined) throw new CliError(`There is no ${what} "${visibleLine(wanted)}" that you can see`, { hint: `See which there are: ${list}` });
  if (another !== undefined) throw new CliError(`${found.length} ${what}s are called "${visibleLine(wanted)}"`, { hint: `Use an id: ${found.map(({ id }) => id).join(', ')}` });
  return one;
}
