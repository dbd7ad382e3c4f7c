// The login: drawn over whatever page is open, which goes on when it is done.

import { useEffect, useRef, useState } from 'react';
import { ApiProblem, api } from '../../app/index.ts';
import { Button, Field, Icon, Notice, TextInput } from '../../kit/index.ts';
import styles from './login.module.css';
import { countdown, type SignInTrouble, troubleOf } from './sign-in.ts';

type Way = 'password' | 'token';

/** Asks for user and password, or a token. @param onDone called once the hub has let us in. */
export default function Login({ onDone }: { readonly onDone: () => void }) {
  const [way, setWay] = useState<Way>('password');
  const [user, setUser] = useState('admin');
  const [secret, setSecret] = useState('');
  const [trouble, setTrouble] = useState<SignInTrouble>();
  const [isBusy, setBusy] = useState(false);
  const [waitS, setWaitS] = useState(0);
  const field = useRef<HTMLDivElement>(null);
  useCountdown(waitS, setWaitS);
  useEffect(() => {
    // The user's name is known most of the time: only the secret is asked for.
    field.current?.querySelector<HTMLInputElement>('input[type=password]')?.focus();
  }, []);

  const isToken = way === 'token';
  const send = async () => {
    if (isBusy || waitS > 0 || secret === '') return;
    setBusy(true);
    setTrouble(undefined);
    try {
      await api.post('session', isToken ? { token: secret.trim() } : { user, password: secret });
      setSecret('');
      onDone();
    } catch (error) {
      const found = troubleOf(failureOf(error), isToken);
      setTrouble(found);
      setWaitS(found.waitS);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      className={styles.card}
      aria-labelledby="login-title"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <span className={styles.mark}>
        <Icon name="lock" size={26} />
      </span>
      <h1 id="login-title">Sign in to bluebell</h1>
      <p className={styles.lead}>You stay on the page that you were on.</p>
      {!isToken && (
        <Field label="User">
          <TextInput
            value={user}
            onChange={setUser}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
        </Field>
      )}
      <div ref={field}>
        <Field label={isToken ? 'Token' : 'Password'}>
          <TextInput
            key={way}
            type="password"
            value={secret}
            onChange={setSecret}
            autoComplete={isToken ? 'off' : 'current-password'}
          />
        </Field>
      </div>
      {trouble && (
        <Notice tone={waitS > 0 ? 'warn' : 'bad'} title={trouble.words}>
          {waitS > 0 && <span role="timer">You can try again in {countdown(waitS)}.</span>}
        </Notice>
      )}
      <Button kind="primary" type="submit" busy={isBusy} disabled={waitS > 0 || secret === ''}>
        {waitS > 0 ? `Wait ${countdown(waitS)}` : 'Sign in'}
      </Button>
      <Button
        kind="quiet"
        onClick={() => {
          setWay(isToken ? 'password' : 'token');
          setSecret('');
          setTrouble(undefined);
        }}
      >
        {isToken ? 'Use a password' : 'Use a token'}
      </Button>
      <details className={styles.help}>
        <summary>No password yet, or forgotten?</summary>
        <p>
          Where none was ever set, the log of the hub shows a link that sets one. A forgotten one is
          replaced on the machine of the hub:
        </p>
        <pre>bluebell config set web.password 'a new one'</pre>
      </details>
    </form>
  );
}

function failureOf(error: unknown) {
  if (!(error instanceof ApiProblem)) return undefined;
  return { status: error.status, code: error.code, retryAfterS: error.retryAfterS };
}

/** Counts down by the clock: a page in the background gets few ticks. */
function useCountdown(waitS: number, setWaitS: (seconds: number) => void): void {
  const isWaiting = waitS > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each wait is begun once.
  useEffect(() => {
    if (!isWaiting) return;
    const endMs = Date.now() + waitS * 1_000;
    const timer = setInterval(() => {
      setWaitS(Math.max(0, Math.ceil((endMs - Date.now()) / 1_000)));
    }, 250);
    return () => clearInterval(timer);
  }, [isWaiting]);
}
