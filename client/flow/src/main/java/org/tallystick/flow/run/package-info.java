/** Running flows through an exchange in every mode, and the files that come of it, rebuilt from its events. */
package org.tallystick.flow.run;
