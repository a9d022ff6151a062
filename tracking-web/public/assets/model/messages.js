/**
 * The second half of the words in words.js: signing in, the session, sharing, and what went wrong.
 */

const NO_ANSWER = "No answer from the service.";

export const SIGN_IN = {
  signedOut: "You were signed out.",
  expired: "Your session has expired. Sign in again to go on.",
  wanted: "Sign in to see that page.",
  noUsername: "Enter your user name.",
  noPassword: "Enter your password.",
  wrong: "This user name and password do not belong together.",
  noAnswer: `${NO_ANSWER} Check your connection and try again.`,
  unavailable: "The service cannot sign you in just now. Try again in a moment.",
  misunderstood: "The service did not understand that.",
  wait: (/** @type {string} */ time) => `Too many tries. You can try again in ${time}.`,
  seconds: (/** @type {number} */ count) => `${count} ${count === 1 ? "second" : "seconds"}`,
  minutes: (/** @type {number} */ count) => `${count} minutes`,
  waitIsOver: "You can try again now.",
  send: "Sign in",
  sending: "Signing in…",
  show: "Show",
  showPassword: "Show password",
  hide: "Hide",
  hidePassword: "Hide password",
};

/** In demo mode every visitor may use every account. */
export const DEMO_ACCOUNTS = [
  { username: "staff", who: "the shop: sees all customers" },
  { username: "ada", who: "a customer" },
  { username: "grace", who: "a customer" },
  { username: "linus", who: "a customer" },
];

export const SESSION = {
  unsure: "We cannot reach our service to see whether you are still signed in.",
  ends: (/** @type {string} */ time) => `You will be signed out at ${time}.`,
  endsForGood: (/** @type {string} */ time) =>
    `You will be signed out at ${time}. A session cannot last longer: sign in again then.`,
  stillSignedIn: "No answer. You are still signed in: try again.",
};

export const SHARE = {
  made: "The link is ready.",
  withdrawn: "The link was withdrawn.",
  allWithdrawn: "All links were withdrawn.",
  copied: "Copied.",
  selected: "The link is selected: copy it with your keyboard or its menu.",
  withdraw: "Withdraw",
  madeBy: (/** @type {string} */ when, /** @type {string} */ maker) => `Made ${when} by ${maker}`,
  shop: "the shop",
  you: "you",
  customer: "the customer",
  validUntil: (/** @type {string} */ when) => `Valid until ${when}`,
  unavailable: "The service cannot do that just now. Try again in a moment.",
};

/** @type {Partial<Record<number, string>>} by status */
export const SHARE_PROBLEMS = {
  0: `${NO_ANSWER} Try again.`,
  403: "You may not share this order.",
  404: "This order is not there any more.",
  409: "This order has as many links as it may have. Withdraw one to make another.",
};

const ASK_AGAIN =
  "If you still want to follow the parcels, ask the person who sent you the link for a new one.";

/** What a guest reads instead of the order. */
export const GUEST = {
  revoked: { title: "This link was withdrawn.", why: ASK_AGAIN },
  expired: { title: "This link has expired.", why: ASK_AGAIN },
  broken: {
    title: "This link does not work.",
    why: "It may not be complete, it may have expired, or it was withdrawn. Ask the person who sent it to you for a new one.",
  },
};

const NOT_FOUND = {
  title: "We cannot find that",
  why: "The link may be mistyped, or it leads to another customer's order. Check it, or go on from here.",
};

/** @type {Partial<Record<number, { title: string, why: string }>>} by status: those that another try does not help */
export const TROUBLES = {
  400: NOT_FOUND,
  403: { title: "You may not see this", why: "You are signed in, but this page is another customer's." },
  404: NOT_FOUND,
};

export const UNREACHABLE = {
  title: "We cannot reach our service",
  why: "The parcels are still on their way, only the news of them is not. This page keeps trying by itself.",
};

/** The operator's page. */
export const HEALTH = {
  states: {
    unknown: "Connecting…",
    silent: "Nothing was heard for some seconds: the service is down, or this browser cannot reach it.",
    down: "Something does not work. No new pages should be sent to this node.",
    degraded: "It works, but not as it should: news may come later than usual.",
    up: "All is well.",
  },
  heard: (/** @type {string} */ node, /** @type {string} */ at) => `Process ${node}, last heard at ${at}`,
  /** @type {Partial<Record<string, string>>} */
  figures: { openStreams: "Open streams", waitingChanges: "Changes that wait for the database" },
};
