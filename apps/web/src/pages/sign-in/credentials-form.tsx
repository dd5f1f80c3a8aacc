import { Anchor, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { isEmail, useForm } from '@mantine/form';
import { useState } from 'react';
import { client } from '../../api/client';
import { fieldErrors, isProblem } from '../../api/problem';
import { NewPasswordField } from '../../components/password-field';
import { ProblemNotice } from '../../components/problem-notice';

type Mode = 'owner' | 'register' | 'sign-in';

const WORDS: Record<Mode, { title: string; text: string; action: string }> = {
  owner: {
    title: 'Create the owner account',
    text: 'You are the first one here. This account owns the installation.',
    action: 'Create account',
  },
  register: {
    title: 'Create your account',
    text: 'Your accounts and transactions are visible to you alone.',
    action: 'Create account',
  },
  'sign-in': { title: 'Sign in', text: 'Welcome back.', action: 'Sign in' },
};

interface FormProps {
  mode: Mode;
  registrationOpen: boolean;
  onModeChange: (mode: 'sign-in' | 'register') => void;
}

export function CredentialsForm({ mode, registrationOpen, onModeChange }: FormProps) {
  const creating = mode !== 'sign-in';
  const { title, text, action } = WORDS[mode];
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const form = useForm({
    initialValues: { name: '', email: '', password: '' },
    validate: {
      email: isEmail('This does not look like an e-mail address'),
      password: (value) => {
        if (creating && value.length < 8) return 'At least 8 characters';
        return value ? null : 'Enter your password';
      },
    },
  });

  const submit = form.onSubmit(async ({ name, email, password }) => {
    setBusy(true);
    setError(undefined);
    try {
      if (creating) await client.session.register({ email, password, ...(name.trim() && { name: name.trim() }) });
      else await client.session.signIn({ email, password });
    } catch (reason) {
      const fields = fieldErrors(reason);
      if (isProblem(reason, 'auth.weak-password')) form.setFieldError('password', (reason as Error).message);
      else if (isProblem(reason, 'auth.email-taken')) form.setFieldError('email', (reason as Error).message);
      else if (Object.keys(fields).some((field) => field in form.values)) form.setErrors(fields);
      else setError(reason);
      setBusy(false);
    }
  });

  return (
    <form onSubmit={submit} noValidate>
      <Title order={1}>{title}</Title>
      <Text c="dimmed" mt={4} mb="lg">
        {text}
      </Text>
      <Stack gap="md">
        {creating && (
          <TextInput
            size="md"
            label="Name"
            placeholder="Optional"
            autoComplete="name"
            maxLength={100}
            {...form.getInputProps('name')}
          />
        )}
        <TextInput
          size="md"
          type="email"
          label="E-mail"
          placeholder="you@example.com"
          autoComplete="username"
          maxLength={254}
          data-autofocus
          {...form.getInputProps('email')}
        />
        {creating ? (
          <NewPasswordField size="md" label="Password" {...form.getInputProps('password')} value={form.values.password} />
        ) : (
          <PasswordInput
            size="md"
            label="Password"
            autoComplete="current-password"
            maxLength={128}
            {...form.getInputProps('password')}
          />
        )}
        {error !== undefined && <ProblemNotice error={error} />}
        <Button type="submit" size="md" fullWidth loading={busy}>
          {action}
        </Button>
      </Stack>
      {mode !== 'owner' && registrationOpen && (
        <Text size="sm" c="dimmed" ta="center" mt="md">
          {creating ? 'Have an account already? ' : 'New here? '}
          <Anchor component="button" type="button" size="sm" onClick={() => onModeChange(creating ? 'sign-in' : 'register')}>
            {creating ? 'Sign in' : 'Create an account'}
          </Anchor>
        </Text>
      )}
    </form>
  );
}
