package dev.lamina;

import java.util.Locale;

/**
 * The type of a tensor's elements, with the names that Keras writes into its files.
 *
 * <p>Source: {@code keras.backend.standardize_dtype}.
 */
public enum DType {
    BOOL(Kind.BOOL, 1),
    UINT8(Kind.UNSIGNED, 1),
    UINT16(Kind.UNSIGNED, 2),
    UINT32(Kind.UNSIGNED, 4),
    UINT64(Kind.UNSIGNED, 8),
    INT8(Kind.SIGNED, 1),
    INT16(Kind.SIGNED, 2),
    INT32(Kind.SIGNED, 4),
    INT64(Kind.SIGNED, 8),
    BFLOAT16(Kind.FLOATING, 2),
    FLOAT16(Kind.FLOATING, 2),
    FLOAT32(Kind.FLOATING, 4),
    FLOAT64(Kind.FLOATING, 8),
    STRING(Kind.STRING, 0);

    private enum Kind {
        BOOL,
        UNSIGNED,
        SIGNED,
        FLOATING,
        STRING
    }

    private final Kind kind;
    private final int bytes;

    DType(Kind kind, int bytes) {
        this.kind = kind;
        this.bytes = bytes;
    }

    /** The name Keras uses, such as {@code float32}. */
    public String kerasName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Bytes that one element takes; 0 for strings, which have no fixed size. */
    public int bytes() {
        return bytes;
    }

    /** Whether this is a floating-point type, the only kind that gradients flow through. */
    public boolean isFloating() {
        return kind == Kind.FLOATING;
    }

    /** Whether this is a signed or unsigned integer type. */
    public boolean isInteger() {
        return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
    }

    /**
     * The type with this Keras name.
     *
     * @throws IllegalArgumentException if there is none, naming those there are
     */
    public static DType ofKerasName(String name) {
        for (DType type : values()) {
            if (type.kerasName().equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException("unknown dtype \"" + name + "\"; known are "
                + String.join(
                        ", ",
                        java.util.Arrays.stream(values()).map(DType::kerasName).toList()));
    }

    /**
     * The type of {@code a op b} for two tensors: Keras's (JAX's) promotion lattice.
     *
     * <p>Source: {@code keras.src.backend.common.dtypes.result_type}.
     */
    public static DType promote(DType a, DType b) {
        if (a == b) {
            return a;
        }
        if (a == STRING || b == STRING) {
            throw new IllegalArgumentException("a string cannot be combined with " + (a == STRING ? b : a).kerasName());
        }
        if (a == BOOL) {
            return b;
        }
        if (b == BOOL) {
            return a;
        }
        if (a.isFloating() && b.isFloating()) {
            boolean bothHalf = a.bytes == 2 && b.bytes == 2;
            return bothHalf ? FLOAT32 : a.bytes >= b.bytes ? a : b;
        }
        if (a.isFloating()) {
            return a;
        }
        if (b.isFloating()) {
            return b;
        }
        if (a.kind == b.kind) {
            return a.bytes >= b.bytes ? a : b;
        }
        DType signed = a.kind == Kind.SIGNED ? a : b;
        DType unsigned = a.kind == Kind.SIGNED ? b : a;
        if (signed.bytes > unsigned.bytes) {
            return signed;
        }
        return switch (unsigned) {
            case UINT8 -> INT16;
            case UINT16 -> INT32;
            case UINT32 -> INT64;
            default -> FLOAT32;
        };
    }
}
