// Starts the page without a network. Hashed files come from the cache, the page itself from the network where there
// is one; the API and everything that is not a file of the page is never looked at.

const CACHE = 'bluebell-page-2';
const MOST_FILES = 120;
const PLACE = new URL('./', self.location.href);

self.addEventListener('install', (event) => {
  event.waitUntil(keepPage().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOldCaches().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== PLACE.origin) return;
  if (!url.pathname.startsWith(PLACE.pathname)) return;
  const path = url.pathname.slice(PLACE.pathname.length);
  if (path.startsWith('api/')) return;
  if (path.startsWith('assets/')) event.respondWith(cacheFirst(request));
  else if (
    path === '' ||
    path === 'index.html' ||
    path.startsWith('icons/') ||
    path === 'manifest.webmanifest'
  ) {
    event.respondWith(networkFirst(request, path === '' || path === 'index.html' ? './' : request));
  }
});

/** The page, its first files and the icons: what an offline start needs. */
async function keepPage() {
  const cache = await caches.open(CACHE);
  const page = await fetch('./', { cache: 'no-cache', credentials: 'same-origin' });
  if (!page.ok || !isHtml(page)) throw new Error('the page is not there');
  const text = await page.clone().text();
  const files = [...text.matchAll(/(?:src|href)="(\.\/[^"]+)"/g)].map(([, path]) => path);
  await cache.addAll([...new Set([...files, './icons/bluebell.svg', './manifest.webmanifest'])]);
  await cache.put('./', page);
}

async function dropOldCaches() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('bluebell-page-') && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** Hashed files never change. */
async function cacheFirst(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    await keep(cache, request, answer);
    await cut(cache);
  }
  return answer;
}

async function networkFirst(request, place) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    const isKept = answer.ok && (place !== './' || isHtml(answer));
    if (isKept) await keep(cache, place, answer);
    return answer;
  } catch (error) {
    const kept = await cache.match(place);
    if (kept) return kept;
    throw error;
  }
}

/** Where there is no room, the answer goes to the page all the same. */
async function keep(cache, place, answer) {
  await cache.put(place, answer.clone()).catch(() => undefined);
}

/** A hub that was updated often leaves files of old: the oldest go. */
async function cut(cache) {
  const files = (await cache.keys()).filter(({ url }) => url.includes('/assets/'));
  const old = files.slice(0, Math.max(0, files.length - MOST_FILES));
  await Promise.all(old.map((file) => cache.delete(file)));
}

function isHtml(answer) {
  return (answer.headers.get('content-type') ?? '').startsWith('text/html') && !answer.redirected;
}
