// Stands at the site's root for readers who chose light or dark against their system: `?dark` or `?light`. It answers for
// the site's style sheet, for which the browser waits before it paints, with the choice at its end. It keeps nothing and
// leaves all other requests alone: left behind by a site that has moved, it does nothing.
const RULE = `:root{color-scheme:${location.search === "?dark" ? "dark" : "light"}}`;
const SHEET = new URL("assets/stylesheets/helpcentre.css", location).href;

// Where a policy of the host keeps workers from the sheet, there will be no worker.
addEventListener("install", (event) => event.waitUntil(Promise.all([skipWaiting(), sheet(SHEET)])));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  if (event.request.url.split("?")[0] === SHEET) event.respondWith(sheet(event.request));
});

async function sheet(request) {
  const answer = await fetch(request);
  return answer.ok ? new Response((await answer.text()) + RULE, { headers: { "Content-Type": "text/css; charset=utf-8" } }) : answer;
}
