/** What a node counts about itself, as Aeron counters that any process on its machine can read. */
package org.tallystick.node.counters;
