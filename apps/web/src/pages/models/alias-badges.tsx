import { Badge } from '@mantine/core';
import { PRODUCTION } from '../../api/models';

/** The names under which a version is asked for; production first, and full of colour. */
export function AliasBadges({ aliases }: { aliases: readonly string[] }) {
  const sorted = [...aliases].sort((a, b) => Number(b === PRODUCTION) - Number(a === PRODUCTION) || (a < b ? -1 : 1));
  return sorted.map((alias) => (
    <Badge
      key={alias}
      size="sm"
      variant={alias === PRODUCTION ? 'filled' : 'light'}
      color={alias === PRODUCTION ? 'green' : 'iris'}
    >
      {alias}
    </Badge>
  ));
}
