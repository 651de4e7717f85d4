import { useEffect, useState } from "react";

interface SeenAudience {
  /** The audience differs from the one in view when the writing began: sending waits for a look at it. */
  changed: boolean;
  /** The tag of the audience that the author has seen. */
  seenTag: string | null | undefined;
  acknowledge: () => void;
}

/** What you saw is what you share: keeps the audience that an author saw while writing. */
export function useSeenAudience(tag: string | null | undefined, writing: boolean): SeenAudience {
  const [seenTag, setSeenTag] = useState(tag);
  const follows = !writing || seenTag === undefined;
  useEffect(() => {
    if (follows) setSeenTag(tag);
  }, [follows, tag]);
  const changed = !follows && tag !== undefined && seenTag !== tag;
  return { changed, seenTag: follows ? tag : seenTag, acknowledge: () => setSeenTag(tag) };
}
