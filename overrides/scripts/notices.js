// Incident notices by the reader's clock and in the reader's time zone: a build may be older than the hour in which they
// begin or end. Pages that carry notices wait for this script, so that none is painted before or after its time.
const LONGEST_TIMEOUT = 3_600_000;
const FORMAT = { year: "numeric", month: "long", day: "numeric", hour: "numeric", minute: "2-digit", timeZoneName: "short" };

const reading = new MutationObserver(showWhenRead);
reading.observe(document, { childList: true, subtree: true });

/** A slow phone paints what it has read: notices are part of that when they are whole. */
function showWhenRead() {
  const region = document.querySelector("[data-notices]");
  if (!region) return;
  const isRead = region.nextSibling !== null;
  region.hidden = !isRead;
  if (!isRead) return;
  reading.disconnect();
  showNotices(region);
}

function showNotices(region) {
  const notices = [...region.children].map((element) => ({
    element,
    from: Date.parse(element.dataset.from),
    until: Date.parse(element.dataset.until),
  }));
  let timer;
  const show = () => {
    clearTimeout(timer);
    const now = Date.now();
    for (const { element, from, until } of notices) {
      element.hidden = now < from || now >= until;
      if (!element.hidden) tellTimes(element);
    }
    region.hidden = notices.every(({ element }) => element.hidden);
    const changes = notices.flatMap(({ from, until }) => [from, until]).filter((moment) => moment > now);
    if (changes.length) timer = setTimeout(show, Math.min(Math.min(...changes) - now, LONGEST_TIMEOUT));
  };
  show();
  // A page that was asleep, or comes back from the history, has missed its timeouts.
  document.addEventListener("visibilitychange", show);
  addEventListener("pageshow", show);
}

/** Put a notice's times in the reader's zone. Only where they are seen: the first format of times takes a phone 100 ms. */
function tellTimes(element) {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, FORMAT);
  for (const time of element.querySelectorAll("time")) time.textContent = format.format(new Date(time.dateTime));
}
