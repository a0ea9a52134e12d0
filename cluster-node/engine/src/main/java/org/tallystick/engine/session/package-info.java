/**
 * Who may speak to the exchange, and the session protocol that carries every message once and in order: participants,
 * accounts, connections, sessions, their sequence numbers and their reports. All of it is replicated state.
 */
package org.tallystick.engine.session;
