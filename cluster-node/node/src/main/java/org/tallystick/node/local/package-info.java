/** Clusters whose nodes are processes of this machine: starting, watching, stopping and killing them. */
package org.tallystick.node.local;
