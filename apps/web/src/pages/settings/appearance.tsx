import { UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { Section } from '../../components/page';
import classes from './settings.module.css';

const SCHEMES = [
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
  { value: 'auto', label: 'As the system', icon: IconDeviceDesktop },
] as const;

export default function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section title="Appearance" description="Kept in this browser.">
      <div className={classes.choices} role="radiogroup" aria-label="Appearance">
        {SCHEMES.map(({ value, label, icon: Icon }) => (
          <UnstyledButton
            key={value}
            role="radio"
            aria-checked={colorScheme === value}
            className={classes.choice}
            onClick={() => setColorScheme(value)}
          >
            <Icon size={26} stroke={1.5} aria-hidden />
            {label}
          </UnstyledButton>
        ))}
      </div>
    </Section>
  );
}
