package org.tallystick.engine.session;

/** Placeholder. */
public final class Session {}
