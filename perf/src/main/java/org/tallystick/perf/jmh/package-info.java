/** JMH benchmarks of single operations of the market. */
package org.tallystick.perf.jmh;
