import { CloseButton, Popover, UnstyledButton } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import classes from './filters.module.css';

interface PillProps {
  label: string;
  icon?: TablerIcon;
  /** What is chosen, in a few words; undefined where nothing is. */
  value?: string | undefined;
  onClear: () => void;
  width?: number;
  children: (close: () => void) => ReactNode;
}

/** One condition of the filter: shows what is chosen, opens the choice, and can be taken away. */
export function FilterPill({ label, icon: Icon, value, onClear, width = 280, children }: PillProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={width} trapFocus returnFocus>
      <Popover.Target>
        <span className={classes.pill} data-on={value !== undefined || undefined}>
          <UnstyledButton
            className={classes.pillButton}
            onClick={() => setOpen(!open)}
            aria-expanded={open}
            aria-haspopup="dialog"
          >
            {Icon && <Icon size={15} stroke={1.8} aria-hidden />}
            {value ?? label}
          </UnstyledButton>
          {value !== undefined && <CloseButton size="xs" aria-label={`Remove the filter ${label}`} onClick={onClear} />}
        </span>
      </Popover.Target>
      <Popover.Dropdown p="sm">{children(() => setOpen(false))}</Popover.Dropdown>
    </Popover>
  );
}

/** A condition that is either on or off. */
export function TogglePill({
  label,
  icon: Icon,
  on,
  onToggle,
}: {
  label: string;
  icon: TablerIcon;
  on: boolean;
  onToggle: () => void;
}) {
  return (
    <span className={classes.pill} data-on={on || undefined}>
      <UnstyledButton className={classes.pillButton} onClick={onToggle} aria-pressed={on}>
        <Icon size={15} stroke={1.8} aria-hidden />
        {label}
      </UnstyledButton>
    </span>
  );
}
