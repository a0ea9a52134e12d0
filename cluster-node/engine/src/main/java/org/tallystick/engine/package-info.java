/** The deterministic exchange, from command bytes to event-frame bytes. */
package org.tallystick.engine;
