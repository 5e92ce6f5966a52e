/** Runnable programs and the {@code lamina} command line. */
@NullMarked
package dev.lamina.samples;

import org.jspecify.annotations.NullMarked;
