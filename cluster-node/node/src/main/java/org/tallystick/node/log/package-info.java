/** What a node says to those who run it. */
package org.tallystick.node.log;
