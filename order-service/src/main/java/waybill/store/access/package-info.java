/** The SQL of access: accounts, sessions, share links, signing keys and the audit. */
@NullMarked
package waybill.store.access;

import org.jspecify.annotations.NullMarked;
