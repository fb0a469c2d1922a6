// Makes the browser's first format of times, which takes long, away from the page; those of the page come at once then.
new Intl.DateTimeFormat();
postMessage(null);
