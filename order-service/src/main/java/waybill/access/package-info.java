/**
 * Who is allowed to do what: accounts, sign-in, sessions, tokens, share links, and the one table of
 * policies.
 */
@NullMarked
package waybill.access;

import org.jspecify.annotations.NullMarked;
