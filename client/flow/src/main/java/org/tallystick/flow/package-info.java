/** Flow files: their format, generators, importers, and running them. */
package org.tallystick.flow;
