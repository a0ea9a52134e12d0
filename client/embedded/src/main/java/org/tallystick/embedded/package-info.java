/** A whole single-node exchange in the caller's process. */
package org.tallystick.embedded;
