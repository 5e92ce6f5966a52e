package dev.lamina.ops;

/** Where the channels of images are. Source: Keras's {@code data_format} argument. */
public enum DataFormat {
    /** (batch, height, width, channels) */
    CHANNELS_LAST,
    /** (batch, channels, height, width) */
    CHANNELS_FIRST
}
