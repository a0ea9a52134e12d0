/** Recorded market data as flow files: one class a format, and a market that they all write to. */
package org.tallystick.flow.imports;
