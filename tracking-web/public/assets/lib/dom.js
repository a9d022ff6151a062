/** What every view does to the page. Data reaches the page as text and attributes, never as markup. */

/**
 * @param {string} id
 * @returns {HTMLElement} which the page's HTML must have
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}`);
  return found;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {readonly (Node | string)[]} [children]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes = {}, children = []) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/**
 * Writes only what differs: an unchanged text keeps the reader's selection and is not announced.
 *
 * @param {Element} node
 * @param {string} value
 */
export function text(node, value) {
  if (node.textContent !== value) node.textContent = value;
}

/**
 * @param {Element} node
 * @param {string} name
 * @param {string | null} value null removes it
 */
export function attribute(node, name, value) {
  if (value === null) node.removeAttribute(name);
  else if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

/**
 * @param {HTMLElement} node
 * @param {boolean} isShown
 */
export function show(node, isShown) {
  if (node.hidden === isShown) node.hidden = !isShown;
}

/**
 * Makes the children of a node one per item, in order: a child stays the same node for as long as its item
 * is there, and is moved only where it must be, so that focus, selection and scrolling survive.
 *
 * @template Item
 * @param {Element} parent
 * @param {readonly Item[]} items
 * @param {(item: Item) => string} key
 * @param {(item: Item) => HTMLElement} make
 * @param {(node: HTMLElement, item: Item, index: number) => void} fill called for old and new ones
 */
export function each(parent, items, key, make, fill) {
  const focused = document.activeElement;
  const wanted = new Set(items.map(key));
  /** @type {Map<string, HTMLElement>} */
  const known = new Map();
  for (const child of [...parent.children]) {
    const name = child.getAttribute("data-key") ?? "";
    if (!wanted.has(name) || known.has(name)) child.remove();
    else known.set(name, /** @type {HTMLElement} */ (child));
  }
  let place = parent.firstElementChild;
  items.forEach((item, index) => {
    const node = known.get(key(item)) ?? make(item);
    known.delete(key(item));
    attribute(node, "data-key", key(item));
    if (node === place) place = place.nextElementSibling;
    else parent.insertBefore(node, place);
    fill(node, item, index);
  });
  if (focused instanceof HTMLElement && focused !== document.activeElement && focused.isConnected) {
    focused.focus({ preventScroll: true });
  }
}

/**
 * The child of an element by its class. The view that made the element made the child as well.
 *
 * @param {Element} node
 * @param {string} name
 * @returns {HTMLElement}
 */
export function part(node, name) {
  const found = node.querySelector(`.${name}`);
  if (!found) throw new Error(`No .${name} here`);
  return /** @type {HTMLElement} */ (found);
}
