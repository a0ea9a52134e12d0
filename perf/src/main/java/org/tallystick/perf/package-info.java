/** Benchmarks of the engine: its market beside a peer's book on the same work, the whole engine, and its memory. */
package org.tallystick.perf;
