/** Benchmarks of clusters whose nodes are processes of this machine. */
package org.tallystick.perf.cluster;
