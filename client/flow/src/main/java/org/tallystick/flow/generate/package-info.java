/** Generates seeded, realistic order flow: integers only, so that a seed gives the same rows everywhere. */
package org.tallystick.flow.generate;
