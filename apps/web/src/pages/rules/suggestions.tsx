import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconBulb, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useDismissSuggestion, useRuleSuggestions } from '../../api/rules';
import type { RuleSuggestion } from '../../api/types';
import { CategoryLabel } from '../../components/category-chip';
import { notifyProblem } from '../../components/notify';
import { Section } from '../../components/page';
import { formatCount } from '../../format/text';
import { newRulePath } from './new-rule-path';
import classes from './rules.module.css';

const SHOWN = 3;

/** Rules that would have done what the person has corrected at least twice. */
export function Suggestions() {
  const { data = [] } = useRuleSuggestions();
  const [all, setAll] = useState(false);
  if (data.length === 0) return null;
  const shown = all ? data : data.slice(0, SHOWN);
  return (
    <Section title="Suggested" description="You made these corrections more than once." flush>
      <ul className={classes.list}>
        {shown.map((suggestion) => (
          <SuggestionRow key={suggestion.merchantKey} suggestion={suggestion} />
        ))}
      </ul>
      {data.length > shown.length && (
        <Button variant="subtle" fullWidth onClick={() => setAll(true)}>
          Show all {formatCount(data.length)}
        </Button>
      )}
    </Section>
  );
}

function SuggestionRow({ suggestion }: { suggestion: RuleSuggestion }) {
  const dismiss = useDismissSuggestion();
  const { contains, categoryId, merchant, corrections } = suggestion;
  return (
    <li className={classes.row}>
      <IconBulb size={19} stroke={1.6} className={classes.icon} aria-hidden />
      <div className={classes.words}>
        <strong>
          “{contains}” becomes <CategoryLabel id={categoryId} />
        </strong>
        <span>
          You set it {formatCount(corrections)} times, last for {merchant}
        </span>
      </div>
      <Button component={Link} to={newRulePath(suggestion)} size="xs" variant="light">
        Make a rule
      </Button>
      <Tooltip label="Do not suggest this">
        <ActionIcon
          aria-label={`Dismiss the suggestion for ${merchant}`}
          onClick={() => dismiss.mutate(suggestion, { onError: (error) => notifyProblem(error) })}
        >
          <IconX size={16} />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}
