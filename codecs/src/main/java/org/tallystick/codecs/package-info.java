/** The wire formats of the exchange: SBE schemas, their limits, and fixed-point numbers as text. */
package org.tallystick.codecs;
