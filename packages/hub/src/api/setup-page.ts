// The pages on which the first password is set. Plain HTML: no scripts, nothing from elsewhere.

import { createHash } from 'node:crypto';

const STYLE = `
:root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif }
body { max-width: 26rem; margin: 3rem auto; padding: 0 1rem }
label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit }
input { margin: .25rem 0 1rem; padding: .5rem }
button { padding: .6rem; font-weight: 600 }
.problem { border-left: .25rem solid #c62828; padding-left: .75rem }
`;

/** Nothing but what stands on the page itself. */
export const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256')
    .update(STYLE)
    .digest('base64')}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** Shorter ones are guessed too soon. */
export const SHORTEST_PASSWORD = 8;
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

/** Says something. */
export function messagePage(title: string, text: string): string {
  return page(title, `<p>${escaped(text)}</p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)} · bluebell</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
