/** The engine as a clustered service: launch, recording, snapshots and counters. */
package org.tallystick.node;
