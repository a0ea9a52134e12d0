/** Writing and reading the complete state of the engine. */
package org.tallystick.engine.snapshot;
