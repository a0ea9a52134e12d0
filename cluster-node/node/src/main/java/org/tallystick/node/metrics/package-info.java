/** The metrics page of a node, and whether it lives and takes part. */
package org.tallystick.node.metrics;
