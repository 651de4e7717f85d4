import type { ComponentProps } from 'react';
import { Link, useLocation } from 'wouter';

/** A link that knows whether it leads to where the reader is. */
export function NavLink({ href, ...rest }: Omit<ComponentProps<'a'>, 'href'> & { href: string }) {
  const [path] = useLocation();
  const current = path === href || path.startsWith(`${href}/`);
  return <Link {...rest} href={href} aria-current={current ? 'page' : undefined} />;
}
