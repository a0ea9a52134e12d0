/** The client library: sessions, orders and the event stream. */
package org.tallystick.client;
