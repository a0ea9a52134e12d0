package org.tallystick.engine.reference;

import java.util.List;

/** What is held against the reference. */
interface MarketUnderTest {
    /** Asks for something, and returns what happens. */
    List<Event> ask(Request request);

    /** Whether it says what only the one who asked is told. */
    boolean tellsAnswers();

    /** Fails where something does not hold that must hold between any two requests. */
    void checkInvariants();

    /** The whole state that an observer can see. */
    List<MarketView> view();
}
