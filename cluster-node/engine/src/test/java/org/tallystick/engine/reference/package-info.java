/**
 * The exchange a second time: slow, plain, written from {@code docs/matching-rules.md} alone, and the random flows that
 * hold the engine against it.
 */
package org.tallystick.engine.reference;
