import type { Perimeter } from '../node/resources.ts';
import { Icon } from '../ui/icon.tsx';

/** A house for inside, two rings for shared. Always beside the word. */
export function PerimeterIcon({ perimeter, size = 20 }: { perimeter: Perimeter; size?: number }) {
  return <Icon name={perimeter === 'internal' ? 'house' : 'rings'} size={size} />;
}
