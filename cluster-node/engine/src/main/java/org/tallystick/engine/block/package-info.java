/** The blocks of the event stream, and whether the nodes of the cluster agree about them. Knows nothing else of the engine. */
package org.tallystick.engine.block;
