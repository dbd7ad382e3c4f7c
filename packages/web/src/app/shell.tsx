// What stands around every view: places, the banner of a lost hub, the login, messages.

import {
  Component,
  type ReactNode,
  Suspense,
  useEffect,
  useLayoutEffect,
  useRef,
  useSyncExternalStore,
} from 'react';
import { Button, Empty, Page, Skeleton, Toasts } from '../kit/index.ts';
import { useLink } from '../live/index.ts';
import Home from '../views/home/index.tsx';
import { loginGate } from './login-gate.ts';
import { NAVIGATION } from './navigation.ts';
import { BottomBar, SideRail } from './places.tsx';
import { viewOf } from './route.ts';
import { Link, useRoute } from './router.tsx';
import { LoginView, VIEWS } from './routes.ts';
import { loadSession } from './session.ts';
import styles from './shell.module.css';

/** The page. */
export function Shell() {
  const route = useRoute();
  const view = viewOf(route);
  const main = useRef<HTMLElement>(null);
  const shown = useRef(route);
  const isShut = useSyncExternalStore(loginGate.subscribe, () => loginGate.isShut);
  const place = route.path.join('/');

  // biome-ignore lint/correctness/useExhaustiveDependencies: another place, another look from its top.
  useEffect(() => {
    if (shown.current === route) return;
    shown.current = route;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [place]);

  return (
    <>
      <div className={styles.shell} inert={isShut}>
        <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
          Skip to content
        </button>
        <SideRail view={view} />
        <main ref={main} id="main" tabIndex={-1} className={styles.main} data-view={view}>
          <LostBanner />
          <Guarded key={view === 'device' ? place : view}>
            <View name={view} />
          </Guarded>
        </main>
        <BottomBar view={view} />
      </div>
      {isShut && <LoginOverlay />}
      <Toasts />
    </>
  );
}

function View({ name }: { readonly name: string }) {
  if (name === 'home') return <Home />;
  const Found = VIEWS.get(name);
  if (!Found) return <Missing />;
  return (
    <Suspense fallback={<Loading name={name} />}>
      <Found />
    </Suspense>
  );
}

function Loading({ name }: { readonly name: string }) {
  const place = NAVIGATION.flatMap(({ places }) => places).find(({ view }) => view === name);
  return (
    <Page title={place?.title ?? 'Loading'}>
      <Skeleton shape="card" lines={2} />
    </Page>
  );
}

function Missing() {
  return (
    <Page title="Not here">
      <Empty title="There is no such page" icon="search">
        <p>
          The address may be mistyped. <Link to="#/">Go to the live view</Link>.
        </p>
      </Empty>
    </Page>
  );
}

/** The words for programs that wait for the stream: `data-live` of the whole page. */
const LIVE_WORDS = { connecting: 'connecting', open: 'live', lost: 'reconnecting' } as const;

function LostBanner() {
  const link = useLink();
  useEffect(() => {
    document.documentElement.dataset.live = LIVE_WORDS[link];
  }, [link]);
  if (link !== 'lost') return null;
  return (
    <div className={styles.banner} role="status">
      <span className={styles.pulse} />
      <span>Reconnecting to the hub. You see the last values it sent.</span>
    </div>
  );
}

/** Above everything, dialogs that are open included; nothing but a login closes it. */
function LoginOverlay() {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className={styles.login}
      aria-label="Log in"
      onCancel={(event) => event.preventDefault()}
      // Escape pressed twice closes it without asking.
      onClose={() => dialog.current?.showModal()}
    >
      <Suspense fallback={null}>
        <LoginView
          onDone={() => {
            loginGate.open();
            void loadSession().catch(() => undefined);
          }}
        />
      </Suspense>
    </dialog>
  );
}

/** A view that breaks leaves the rest of the page standing. */
class Guarded extends Component<{ readonly children: ReactNode }, { readonly problem?: Error }> {
  override state: { readonly problem?: Error } = {};

  static getDerivedStateFromError(problem: Error) {
    return { problem };
  }

  override render() {
    const { problem } = this.state;
    if (!problem) return this.props.children;
    return (
      <Page title="Something broke">
        <Empty
          title="This page could not be shown"
          icon="warning"
          actions={
            <Button kind="primary" icon="refresh" onClick={() => location.reload()}>
              Load again
            </Button>
          }
        >
          <p>
            If the hub was just updated, loading the page again helps. It said: {problem.message}
          </p>
        </Empty>
      </Page>
    );
  }
}
