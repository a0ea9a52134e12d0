package org.tallystick.codecs;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.function.ToIntFunction;
import org.agrona.DirectBuffer;
import org.tallystick.codecs.entry.NewOrderSingleDecoder;
import org.tallystick.codecs.entry.OrderCancelReplaceRequestDecoder;
import org.tallystick.codecs.entry.OrderCancelRequestDecoder;
import org.tallystick.codecs.types.OrdType;
import org.tallystick.codecs.types.QuantityMeaning;
import org.tallystick.codecs.types.Side;
import org.tallystick.codecs.types.TimeInForce;

/**
 * Tells at once that the fields of the most frequent messages are good. It only ever accepts: what it does not accept,
 * and every other message, is judged by the rules of {@link ClientMessages}, which also know the reason. A test holds it
 * to accept exactly what they accept.
 */
final class FrequentMessages {
    private static final long NO_LONG = Long.MIN_VALUE;

    private static final long SIDES = bits(Side.values(), Side.NULL_VAL, Side::value);
    private static final long ORD_TYPES = bits(OrdType.values(), OrdType.NULL_VAL, OrdType::value);
    private static final long TIMES_IN_FORCE = bits(TimeInForce.values(), TimeInForce.NULL_VAL, TimeInForce::value);
    private static final long MEANINGS =
            bits(QuantityMeaning.values(), QuantityMeaning.NULL_VAL, QuantityMeaning::value);

    private FrequentMessages() {}

    /** The values of an enumeration, one bit each; they are below 64, or never accepted here. */
    private static <E extends Enum<E>> long bits(E[] values, E nullValue, ToIntFunction<E> raw) {
        long bits = 0;
        for (E value : values) {
            int bit = raw.applyAsInt(value) & 0xFF;
            bits |= value == nullValue || bit >= Long.SIZE ? 0 : 1L << bit;
        }
        return bits;
    }

    /**
     * Whether the fields behind the command header are certainly good.
     *
     * @param templateId of any message
     * @param buffer     holding it
     * @param base       where its block begins, which is as long as the newest version says
     * @return false where it is not certain
     */
    static boolean areFieldsGood(int templateId, DirectBuffer buffer, int base) {
        return switch (templateId) {
            case NewOrderSingleDecoder.TEMPLATE_ID -> isGoodNewOrder(buffer, base);
            case OrderCancelRequestDecoder.TEMPLATE_ID -> isGoodCancel(buffer, base);
            case OrderCancelReplaceRequestDecoder.TEMPLATE_ID -> isGoodReplace(buffer, base);
            default -> false;
        };
    }

    private static boolean isGoodNewOrder(DirectBuffer buffer, int base) {
        long clOrdId = int64(buffer, base + NewOrderSingleDecoder.clOrdIdEncodingOffset());
        int flags = uint8(buffer, base + NewOrderSingleDecoder.flagsEncodingOffset());
        return int32(buffer, base + NewOrderSingleDecoder.accountIdEncodingOffset()) > 0
                && clOrdId > 0
                && clOrdId <= MessageLimits.MAX_CL_ORD_ID
                && int64(buffer, base + NewOrderSingleDecoder.orderQtyEncodingOffset()) != NO_LONG
                && int32(buffer, base + NewOrderSingleDecoder.instrumentIdEncodingOffset()) > 0
                && isOf(SIDES, uint8(buffer, base + NewOrderSingleDecoder.sideEncodingOffset()))
                && isOf(ORD_TYPES, uint8(buffer, base + NewOrderSingleDecoder.ordTypeEncodingOffset()))
                && isOf(TIMES_IN_FORCE, uint8(buffer, base + NewOrderSingleDecoder.timeInForceEncodingOffset()))
                && flags >>> ClientMessages.ORDER_FLAGS == 0;
    }

    private static boolean isGoodCancel(DirectBuffer buffer, int base) {
        return int32(buffer, base + OrderCancelRequestDecoder.accountIdEncodingOffset()) > 0
                && isIdOrAbsent(int64(buffer, base + OrderCancelRequestDecoder.origClOrdIdEncodingOffset()))
                && isIdOrAbsent(int64(buffer, base + OrderCancelRequestDecoder.orderIdEncodingOffset()))
                && int32(buffer, base + OrderCancelRequestDecoder.instrumentIdEncodingOffset()) > 0;
    }

    private static boolean isGoodReplace(DirectBuffer buffer, int base) {
        return int32(buffer, base + OrderCancelReplaceRequestDecoder.accountIdEncodingOffset()) > 0
                && isIdOrAbsent(int64(buffer, base + OrderCancelReplaceRequestDecoder.origClOrdIdEncodingOffset()))
                && isIdOrAbsent(int64(buffer, base + OrderCancelReplaceRequestDecoder.orderIdEncodingOffset()))
                && isIdOrAbsent(int64(buffer, base + OrderCancelReplaceRequestDecoder.clOrdIdEncodingOffset()))
                && int32(buffer, base + OrderCancelReplaceRequestDecoder.instrumentIdEncodingOffset()) > 0
                && isOf(
                        MEANINGS,
                        uint8(buffer, base + OrderCancelReplaceRequestDecoder.quantityMeaningEncodingOffset()));
    }

    private static boolean isIdOrAbsent(long id) {
        return id > 0 || id == NO_LONG;
    }

    private static boolean isOf(long values, int raw) {
        return raw < Long.SIZE && (values >>> raw & 1) != 0;
    }

    private static long int64(DirectBuffer buffer, int index) {
        return buffer.getLong(index, LITTLE_ENDIAN);
    }

    private static int int32(DirectBuffer buffer, int index) {
        return buffer.getInt(index, LITTLE_ENDIAN);
    }

    private static int uint8(DirectBuffer buffer, int index) {
        return buffer.getByte(index) & 0xFF;
    }
}
