/** Clusters of several nodes under test, in this process and as processes of their own. */
package org.tallystick.systemtests;
