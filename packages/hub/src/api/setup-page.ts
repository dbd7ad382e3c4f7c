// The page on which the first password is set.

import { escaped, page } from './plain-page.ts';

/** Shorter ones are guessed too soon. */
export const SHORTEST_PASSWORD = 8;
/** More than anybody types: what is longer would only keep the hub busy. */
export const LONGEST_PASSWORD = 256;

/** Asks for a password. @param problem what was wrong with the one before. */
export function setupPage(user: string, token: string, problem?: string): string {
  const trouble =
    problem === undefined
      ? ''
      : `<p class="problem" id="problem" role="alert">${escaped(problem)}</p>`;
  const describedBy = problem === undefined ? 'rule' : 'problem rule';
  return page(
    'Set a password',
    `<p>This hub has no password yet. Choose one: from then on, it asks for the user name
<strong>${escaped(user)}</strong> and this password.</p>
${trouble}
<form method="post" action="setup">
<input type="hidden" name="token" value="${escaped(token)}">
<input type="text" name="username" value="${escaped(user)}" autocomplete="username" hidden>
<label for="password">Password</label>
<input id="password" name="password" type="password" required minlength="${SHORTEST_PASSWORD}"
maxlength="${LONGEST_PASSWORD}" autocomplete="new-password" aria-describedby="${describedBy}" autofocus>
<label for="again">The same again</label>
<input id="again" name="again" type="password" required autocomplete="new-password">
<p id="rule">At least ${SHORTEST_PASSWORD} characters. It is kept on the hub alone, and cannot be read from there.</p>
<button type="submit">Set password</button>
</form>`,
  );
}

/** Says that it is set, and leads on. */
export function donePage(user: string): string {
  return page(
    'The password is set',
    `<p>The hub asks for the user name <strong>${escaped(user)}</strong> and your password from now on.</p>
<p><a href="./">Open the dashboard</a></p>`,
  );
}
